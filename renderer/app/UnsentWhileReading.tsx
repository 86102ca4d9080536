import { useTranslation } from 'react-i18next';
import { formatCount } from '../i18n/format.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './UnsentWhileReading.module.css';

interface UnsentWhileReadingProps {
  /** Signed reports that have not left. */
  readonly unsent: number;
  readonly onShow: () => void;
}

/** While reading, as in the worklist: a signed report that has not left must not be out of sight. */
export function UnsentWhileReading({ unsent, onShow }: UnsentWhileReadingProps) {
  const { t } = useTranslation();
  if (unsent === 0) return null;
  return (
    <button type="button" className={styles.unsent} onClick={onShow} data-testid="unsent-while-reading">
      {t('app.counts.toSend')} <b>{formatCount(unsent)}</b>
      <Icon name="triangle" label={t('app.counts.attention')} />
    </button>
  );
}
