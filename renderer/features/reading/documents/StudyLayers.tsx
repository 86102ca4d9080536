import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { DisplaySet, FrameOfImage } from '#shared/dicom/displaySets.ts';
import { placesOf } from '#shared/dicom/documents/imagePlaces.ts';
import type { Origin } from '#shared/dicom/documents/origin.ts';
import { shownText } from '#shared/dicom/shownText.ts';
import type { BoxState, ImageBoxView } from '../../../imaging/imageBoxView.ts';
import { StackView } from '../../../imaging/stack/stackView.ts';
import { seriesFactsOf } from '../../../session/seriesFacts.ts';
import { useReading, useReadingState } from '../readingContext.ts';
import { CutMask } from './CutMask.tsx';
import { type ShownLayer, useDocumentDesk } from './documentDesk.ts';
import { LayerCaption, MachineCaption } from './LayerCaption.tsx';
import { LayerGraphics } from './LayerGraphics.tsx';
import { LayerPicture } from './LayerPicture.tsx';
import styles from './Layers.module.css';
import { drawingOn, type LayerDrawing } from './layerDrawing.ts';
import { mayShareBody, maySpeakOf } from './layerStudy.ts';
import { usePlaneCuts } from './usePlaneCuts.ts';
import { usePresentation } from './usePresentation.ts';

/** What others drew or found, over the image that is on the screen; only what a reader asked for, and named as theirs. */
export function StudyLayers({ view, state }: { view: ImageBoxView; state: BoxState }) {
  const layers = useDocumentDesk((desk) => desk.layers);
  const aside = useDocumentDesk((desk) => desk.aside);
  const opacity = useDocumentDesk((desk) => desk.opacity);
  const item = state.cover ? undefined : state.drawn?.item;
  const { set } = state;
  const snapshot = useReadingState((reading) => reading.snapshot);
  const studies = useReadingState((reading) => reading.studies);
  const shown = useMemo(() => {
    const all = aside || !set ? [] : [...layers.values()];
    return all.filter(({ open }) => set && mayShareBody({ snapshot, studies }, open, set));
  }, [layers, aside, set, snapshot, studies]);
  const drawings = useDrawings(shown, item, state.set);
  const applied = drawings.find(({ drawing }) => drawing.applied)?.drawing.applied;
  const box = useRef<HTMLDivElement>(null);
  usePresentation(view, state, applied, box);
  const visible = drawings.filter(({ drawing }) => hasAnything(drawing));
  const machine = useMachine(state.set);
  const { cuts, notHere } = usePlaneCuts(view, state, shown);
  return (
    <div ref={box} className={styles.layers} data-testid="study-layers" data-layers={visible.length + cuts.length}>
      {item &&
        visible.map(({ layer, drawing }) => (
          <LayerPicture
            key={layer.source.sopInstanceUID}
            layer={layer}
            drawing={drawing}
            view={view}
            item={item}
            opacity={opacity}
          />
        ))}
      {cuts.map(({ layer: { source }, cut }) =>
        cut.kind === 'mask' ? (
          <CutMask key={source.sopInstanceUID} cut={cut} view={view} state={state} opacity={opacity} />
        ) : (
          <LayerGraphics key={source.sopInstanceUID} drawing={cut.drawing} view={view} />
        ),
      )}
      <ul className={styles.captions}>
        {machine && <MachineCaption origin={machine} />}
        {notHere.length > 0 && <NotHere layers={notHere} />}
        {item &&
          visible.map(({ layer, drawing }) => (
            <LayerCaption
              key={layer.source.sopInstanceUID}
              layer={layer}
              shown={{ of: 'image', item, drawing, takesLook: view instanceof StackView }}
            />
          ))}
        {cuts.map(({ layer, cut }) => (
          <LayerCaption key={layer.source.sopInstanceUID} layer={layer} shown={{ of: 'plane', cut }} />
        ))}
      </ul>
    </div>
  );
}

/** What the layers draw on an image. Found once for it: the hands move it many times a second. */
function useDrawings(
  shown: readonly ShownLayer[],
  item: FrameOfImage | undefined,
  set: DisplaySet | undefined,
): readonly { readonly layer: ShownLayer; readonly drawing: LayerDrawing }[] {
  const ofSet = shown.length > 0 ? set : undefined;
  const places = useMemo(() => placesOf(ofSet?.frames ?? []), [ofSet]);
  return useMemo(
    () =>
      shown.flatMap((layer) =>
        item && maySpeakOf(layer.open, item)
          ? [{ layer, drawing: drawingOn(layer.source, layer.hidden, item, places) }]
          : [],
      ),
    [shown, item, places],
  );
}

/** The program that drew the images of a series, where one did. */
function useMachine(set: DisplaySet | undefined): Origin | undefined {
  const { session } = useReading();
  const snapshot = session.studyOf(set?.id)?.snapshot;
  return set && snapshot && seriesFactsOf(set, snapshot)?.machine;
}

function hasAnything({ paths, texts, masks, applied }: LayerDrawing): boolean {
  return paths.length + texts.length + masks.length > 0 || applied !== undefined;
}

/** Layers that lie on single images, or cannot be cut: named, so that nobody takes the view for all there is. */
function NotHere({ layers }: { layers: readonly ShownLayer[] }) {
  const { t } = useTranslation();
  const titles = layers.map(({ source }) => shownText(source.title)).join(', ');
  return (
    <li className={styles.caption} dir="auto" data-testid="layers-left-out">
      {t('documents.layer.notOnPlanes', { titles })}
    </li>
  );
}
