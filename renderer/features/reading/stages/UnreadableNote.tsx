import { useTranslation } from 'react-i18next';
import { switchedBy } from '#shared/hanging/protocolsInForce.ts';
import { shippedProtocols } from '#shared/hanging/shippedProtocols.ts';
import { useAnswer } from '../../../host/hostContext.ts';
import styles from './StageLine.module.css';

const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** "“CT chest” cannot be read": what was kept and is lost may be why the study hangs otherwise than it did. */
export function UnreadableNote() {
  const { t } = useTranslation();
  const { answer } = useAnswer('hanging.read', {});
  const names = (answer?.unreadable ?? []).map((id) => nameOf(id) ?? t('hanging.desk.unreadablePutRight'));
  if (names.length === 0) return null;
  return (
    <span
      className={styles.count}
      data-testid="unreadable"
      title={t('hanging.desk.unreadableHint', { names: names.join(', ') })}
    >
      {t('hanging.desk.unreadable', { count: names.length, name: names[0] })}
    </span>
  );
}

/** A protocol is called by its name where that ships, else by its id; what was put right of a series has no name. */
function nameOf(id: string): string | undefined {
  return isUuid.test(id) ? undefined : (switchedBy(id, shippedProtocols)?.name ?? id);
}
