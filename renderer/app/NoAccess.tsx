import { useTranslation } from 'react-i18next';
import styles from './App.module.css';

/** The browser host knows this tab by a key that it gave out once; without it there is nothing to show. */
export function NoAccess() {
  const { t } = useTranslation();
  return (
    <main className={styles.middle}>
      <h1>{t('app.noAccess.title')}</h1>
      <p>{t('app.noAccess.text')}</p>
    </main>
  );
}
