import { useTranslation } from 'react-i18next';
import { useAnswer } from '#renderer/host/hostContext.ts';
import { failureText } from '#renderer/i18n/failureText.ts';
import { protocolDifferences } from '#shared/hanging/differences.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { Button } from '../../../ui/Button.tsx';
import { Differences } from './Differences.tsx';
import styles from './List.module.css';

interface VersionsProps {
  readonly of: Protocol;
  readonly onKeep: (protocol: Protocol) => unknown;
}

/** Every version that was kept, with what is different in the one after it; going back keeps it as the newest. */
export function Versions({ of, onKeep }: VersionsProps) {
  const { t } = useTranslation();
  const { answer, failure } = useAnswer('hanging.versions', { id: of.id });
  if (failure) return <p role="alert">{failureText(failure)}</p>;
  if (!answer) return null;
  const [, ...older] = answer.protocols;
  if (older.length === 0) return <p className={styles.muted}>{t('hanging.editor.oneVersion')}</p>;
  return (
    <ol className={styles.versions}>
      {older.map((version) => (
        <li key={version.version}>
          <div className={styles.line}>
            <span className={styles.names}>
              {t('hanging.editor.version', { version: version.version })} · {version.name}
            </span>
            <Button onClick={() => onKeep({ ...version, version: of.version })}>{t('hanging.editor.goBack')}</Button>
          </div>
          <Differences differences={protocolDifferences(version, of)} one={version} other={of} />
        </li>
      ))}
    </ol>
  );
}
