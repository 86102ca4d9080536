import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { hangingPaneOf, showHangingPane } from '../../../session/hangingPane.ts';
import { useKeyOf, withKey } from '../../../session/useCommands.ts';
import { writeKeys } from '../../../ui/KeyHint.tsx';
import { useReading, useReadingState } from '../readingContext.ts';
import styles from './WhyButton.module.css';

/** Asks why a box shows what it shows: the answer opens beside the images. Nothing where no protocol hung the study. */
export function WhyButton({ box }: { box: number }) {
  const { t } = useTranslation();
  const { session } = useReading();
  const isHung = useReadingState(({ byProtocol }) => byProtocol !== undefined);
  const active = useReadingState((state) => state.active === box);
  const isShown = useStore(hangingPaneOf(session), ({ shown }) => shown?.kind === 'why') && active;
  const key = useKeyOf('hanging.why');
  if (!isHung) return null;
  const words = withKey(t('hanging.why.button'), key && writeKeys(key));
  return (
    <button
      type="button"
      className={styles.why}
      aria-label={t('hanging.why.button')}
      aria-pressed={isShown}
      title={words}
      data-testid="why-button"
      onClick={(event) => {
        session.activate(box);
        showHangingPane(session, isShown ? undefined : { kind: 'why' });
        // The next key is for the images.
        event.currentTarget.blur();
      }}
      onPointerDown={(event) => event.stopPropagation()}
    >
      ?
    </button>
  );
}
