import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { Button } from '../ui/Button.tsx';
import { faults } from './faults.ts';
import styles from './KeptDeskNotice.module.css';

/** Something broke behind the screen: said at once, with what can be done, and never over an image. */
export function FaultNotice() {
  const count = useStore(faults, (state) => state.count);
  return <FaultWords count={count} onDismiss={() => faults.setState({ count: 0 })} />;
}

export function FaultWords({ count, onDismiss }: { count: number; onDismiss: () => void }) {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <span className={styles.notice} role="alert" data-testid="fault" title={t('app.fault.title')}>
      {t('app.fault.text')}
      <Button onClick={() => window.location.reload()}>{t('app.broken.reload')}</Button>
      <Button onClick={onDismiss}>{t('app.fault.dismiss')}</Button>
    </span>
  );
}
