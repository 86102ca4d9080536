import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Plane } from '#shared/dicom/orientation.ts';
import { failureText } from '../../../i18n/failureText.ts';
import type { BoxState, ImageBoxView } from '../../../imaging/imageBoxView.ts';
import { PlaneView } from '../../../imaging/plane/planeView.ts';
import { RenderingView } from '../../../imaging/rendering/renderingView.ts';
import type { NamedDisplaySet } from '../../../session/studyImages.ts';
import { useKeyOf } from '../../../session/useCommands.ts';
import { writeKeys } from '../../../ui/KeyHint.tsx';
import { Isolated } from '../../../ui/PersonName.tsx';
import { FidelityBadges, PreviewMark } from '../fidelity/FidelityBadges.tsx';
import { FidelityChain } from '../fidelity/FidelityChain.tsx';
import { fidelityState } from '../fidelity/fidelityState.ts';
import { isStillAwaited, usePreview } from '../fidelity/usePreview.ts';
import { handState } from '../hands/handState.ts';
import { useLedger, usePresent, useReading, useReadingState } from '../readingContext.ts';
import { countHere, sliceMarks } from '../scrolling/sliceMap.ts';
import { cornerState } from './cornerState.ts';
import { LieWords } from './LieWords.tsx';
import styles from './Overlay.module.css';
import { numberText, placeText, planePlaceText, techniqueText } from './overlayText.ts';
import { PatientWords } from './PatientWords.tsx';
import { RulerWords } from './RulerWords.tsx';
import { WhyButton } from './WhyButton.tsx';
import { WindowWords } from './WindowWords.tsx';
import { ZoomedOut } from './ZoomedOut.tsx';

interface OverlayProps {
  readonly view: ImageBoxView;
  readonly box: number;
  readonly state: BoxState;
  readonly named: NamedDisplaySet;
  readonly plane: Plane | undefined;
  /** What must be known of the volume that a plane is cut from, or that is seen in space. */
  readonly volumeWords?: ReactNode;
}

/** The words in the corners and the letters at the edges. Number, place and technique are those of the image drawn (SF5). */
export function Overlay({ view, box, state, named, plane, volumeWords }: OverlayProps) {
  const { t } = useTranslation();
  const { letters } = state;
  const chainShown = useChainShown(box);
  const { wordsShown } = useStore(cornerState);
  const isTyping = useStore(handState, ({ typingWindow }) => typingWindow);
  // Over a slice that is not here stands the number of the one that was asked for: of the one below it nothing is said.
  const drawn = state.cover ? undefined : state.drawn;
  const side = sideOf(drawn);
  const seriesWords = [named.seriesNumber, named.description].filter((part) => part !== undefined && part !== '');
  return (
    <div className={styles.overlay}>
      <CoverTile state={state} plane={plane} />
      <PatientWords state={state} isOfWholeSet={plane !== undefined || view instanceof RenderingView} />
      <div className={styles.topEnd}>
        <div className={styles.topLine}>
          <FidelityBadges state={state} named={named} plane={plane} box={box} />
          <WhyButton box={box} />
        </div>
        {wordsShown && (
          <span className={styles.clamped}>
            <Isolated text={seriesWords.join(' · ')} />
          </span>
        )}
        {wordsShown && plane && (
          // In the colour of its line in the other boxes.
          <span className={styles.plane} style={{ color: `var(--plane-${plane})` }}>
            {t(`reading.planes.${plane}`)}
          </span>
        )}
        {volumeWords}
        {wordsShown && drawn && <span className={styles.clamped}>{techniqueText(drawn.item, named.set.apart, t)}</span>}
      </div>
      <div className={styles.bottomStart}>
        {!state.cover && (wordsShown || isTyping) && <WindowWords view={view} box={box} state={state} />}
        {!state.cover && !wordsShown && !isTyping && <ZoomedOut state={state} />}
      </div>
      <div className={styles.bottomEnd}>
        {side && <span className={styles.side}>{t(`reading.sides.${side}`)}</span>}
        {wordsShown ? <PlaceWords {...{ view, state, plane, drawn }} /> : <HiddenWords />}
      </div>
      {letters ? (
        <>
          <b className={styles.left}>{letters.left}</b>
          <b className={styles.right}>{letters.right}</b>
          <b className={styles.top}>{letters.top}</b>
          <b className={styles.bottom}>{letters.bottom}</b>
        </>
      ) : (
        state.drawnVersion > 0 && <span className={styles.unknown}>{t('reading.orientationUnknown')}</span>
      )}
      <LieWords state={state} />
      {chainShown && <FidelityChain state={state} />}
    </div>
  );
}

/** The whole way to the screen is told under the pointer on the badges, or of the active box by a key. */
function useChainShown(box: number): boolean {
  const active = useReadingState((reading) => reading.active === box);
  const { chainShown, pointedAt } = useStore(fidelityState);
  return pointedAt === box || (chainShown && active);
}

interface PlaceWordsProps extends Pick<OverlayProps, 'view' | 'state' | 'plane'> {
  readonly drawn: BoxState['drawn'];
}

function PlaceWords({ view, state, plane, drawn }: PlaceWordsProps) {
  const { t } = useTranslation();
  const thickness = drawn?.item.frame.sliceThicknessMm;
  return (
    <>
      <span className={styles.figures}>{placeOf(view, drawn)}</span>
      {thickness !== undefined && (
        <span className={styles.figures}>{t('reading.thickness', { mm: thickness.toFixed(1) })}</span>
      )}
      {(plane || drawn) && <span className={styles.figures}>{numberText(state, plane, t)}</span>}
      <RulerWords view={view} state={state} />
    </>
  );
}

/** That words are away, and the key that brings them: who comes to the desk later must not look for them. */
function HiddenWords() {
  const key = useKeyOf('fidelity.words');
  return (
    <span title={useTranslation().t('fidelity.wordsHidden')}>{`⋯ ${key === undefined ? '' : writeKeys(key)}`}</span>
  );
}

function placeOf(view: ImageBoxView, drawn: BoxState['drawn']): string {
  if (view instanceof PlaneView) return planePlaceText(view);
  return drawn ? placeText(drawn.item) : '';
}

/** The side that the data name; an unpaired part has none, and needs no word for that. */
function sideOf(drawn: BoxState['drawn']): 'L' | 'R' | 'B' | undefined {
  const side = drawn?.item.image.laterality;
  return side === 'L' || side === 'R' || side === 'B' ? side : undefined;
}

/** What stands over the pixels when they are not the ones asked for: a sentence, never a blank or an old image. */
function CoverTile({ state, plane }: { state: BoxState; plane: Plane | undefined }) {
  const { t } = useTranslation();
  const { cover, asked, count, set } = state;
  const { session } = useReading();
  const study = (session.studyOf(set?.id) ?? session.state).snapshot.item.study;
  const ledger = useLedger();
  const presence = usePresent();
  const isOnItsWay = cover?.kind === 'loading';
  const isAwaited = isOnItsWay || (cover?.kind === 'failed' && isStillAwaited(cover.failure));
  const preview = usePreview(study, isAwaited && !plane ? set?.frames[asked] : undefined, isOnItsWay);
  if (!cover) return null;
  const which = t('reading.imageOf', { number: asked + 1, count });
  if (preview !== undefined) {
    return (
      <div className={styles.preview} role="status" data-cover="preview" data-preview={preview.kind}>
        <img src={preview.url} alt="" draggable={false} />
        <PreviewMark kind={preview.kind} />
        <span>{t(isOnItsWay ? 'reading.previewOf' : 'reading.previewWaits', { which })}</span>
      </div>
    );
  }
  const words =
    cover.kind === 'failed'
      ? failureText(cover.failure)
      : t(cover.kind === 'loading' ? 'reading.loading' : 'reading.sliceMissing');
  const isMissing = presence !== undefined && !presence.has(state.imageIds[asked] ?? '');
  const here = countHere(sliceMarks(state.imageIds, ledger, presence));
  return (
    <div className={styles.cover} role="status" data-cover={cover.kind}>
      <strong>{which}</strong>
      <span>{words}</span>
      {isMissing && !plane && <span>{t('reading.notHereYet', { here, count: state.imageIds.length })}</span>}
    </div>
  );
}
