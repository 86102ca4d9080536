import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import styles from './DroppedDesk.module.css';

/** What lay on the desk when the window ended does not come back: said once, and put away. */
export function DroppedDesk({ onDismiss }: { onDismiss: () => void }) {
  const { t } = useTranslation();
  return (
    <span className={styles.notice} role="status" data-testid="dropped-desk">
      {t('desk.dropped')} <Button onClick={onDismiss}>{t('desk.dismiss')}</Button>
    </span>
  );
}
