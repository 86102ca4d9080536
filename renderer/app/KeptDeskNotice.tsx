import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import styles from './KeptDeskNotice.module.css';
import type { KeptDeskNotice as Notice } from './useKeptDesk.ts';

/** What lay on the desk when the window ended does not come back by itself: said once, with what can be done about it. */
export function KeptDeskNotice({ notice: { kind, open, dismiss } }: { notice: Notice }) {
  const { t } = useTranslation();
  return (
    <span className={styles.notice} role="status" data-testid={`${kind}-desk`}>
      {t(`desk.${kind}`)}
      {open && <Button onClick={open}>{t('desk.openOffered')}</Button>}
      <Button onClick={dismiss}>{t(open ? 'desk.putAway' : 'desk.dismiss')}</Button>
    </span>
  );
}
