import { useTranslation } from 'react-i18next';
import { useKeyOf } from '../../../session/useCommands.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { KeyHint } from '../../../ui/KeyHint.tsx';
import { useReading, useReadingState } from '../readingContext.ts';
import styles from '../study/notices.module.css';
import { readingWindows } from './readingWindows.ts';

/** "3 boxes lay in another window": nothing that hung on another monitor stays away in silence after a crash. */
export function LeftWindows() {
  const { t } = useTranslation();
  const { session } = useReading();
  const left = useReadingState(({ leftWindows }) => leftWindows);
  const key = useKeyOf('displays.openWindow');
  if (!left || left.length === 0) return null;
  const boxes = left.flatMap((each) => each.boxes).filter((content) => content !== undefined).length;
  return (
    <div className={styles.bar} role="status" data-testid="left-windows">
      <Icon name="changed" />
      <b>{t('desk.leftWindows.words', { count: boxes })}</b>
      <button type="button" className={styles.show} onClick={() => readingWindows().open()}>
        {t('desk.leftWindows.open')} {key !== undefined && <KeyHint keys={key} />}
      </button>
      <button type="button" className={styles.dismiss} onClick={() => session.windows.dropLeft()}>
        {t('desk.dismiss')}
      </button>
    </div>
  );
}
