import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { DisplaySet, FrameOfImage } from '#shared/dicom/displaySets.ts';
import { placesOf } from '#shared/dicom/documents/imagePlaces.ts';
import type { Origin } from '#shared/dicom/documents/origin.ts';
import type { BoxState, ImageBoxView } from '../../../imaging/imageBoxView.ts';
import { StackView } from '../../../imaging/stack/stackView.ts';
import { seriesFactsOf } from '../../../session/seriesFacts.ts';
import { useReading } from '../readingContext.ts';
import { matrixOf, planeOfMask } from './boxAffine.ts';
import { type ShownLayer, useDocumentDesk } from './documentDesk.ts';
import { LayerCaption, MachineCaption } from './LayerCaption.tsx';
import { LayerGraphics } from './LayerGraphics.tsx';
import styles from './Layers.module.css';
import { drawingOn, type LayerDrawing } from './layerDrawing.ts';
import { type LayerMask, maskPicture, type SegmentationSource } from './maskPicture.ts';
import { ShutterLayer } from './ShutterLayer.tsx';
import { usePresentation } from './usePresentation.ts';

/** What others drew or found, over the image that is on the screen; only what a reader asked for, and named as theirs. */
export function StudyLayers({ view, state }: { view: ImageBoxView; state: BoxState }) {
  const layers = useDocumentDesk((desk) => desk.layers);
  const aside = useDocumentDesk((desk) => desk.aside);
  const opacity = useDocumentDesk((desk) => desk.opacity);
  const item = state.cover ? undefined : state.drawn?.item;
  const shown = useMemo(() => (aside ? [] : [...layers.values()]), [layers, aside]);
  const drawings = useDrawings(shown, item, state.set);
  const applied = drawings.find(({ drawing }) => drawing.applied)?.drawing.applied;
  const box = useRef<HTMLDivElement>(null);
  usePresentation(view, state, applied, box);
  const visible = drawings.filter(({ drawing }) => hasAnything(drawing));
  const machine = useMachine(state.set);
  const leftOut =
    !aside && isOfNoImage(state) && [...layers.values()].some(({ source }) => source.kind !== 'keyImages');
  return (
    <div ref={box} className={styles.layers} data-testid="study-layers" data-layers={visible.length}>
      {item &&
        visible.map(({ layer, drawing }) => (
          <Layer
            key={layer.source.sopInstanceUID}
            layer={layer}
            drawing={drawing}
            view={view}
            item={item}
            opacity={opacity}
          />
        ))}
      <ul className={styles.captions}>
        {machine && <MachineCaption origin={machine} />}
        {leftOut && <LeftOut />}
        {item &&
          visible.map(({ layer, drawing }) => (
            <LayerCaption
              key={layer.source.sopInstanceUID}
              layer={layer}
              applied={drawing.applied}
              item={item}
              takesLook={view instanceof StackView}
            />
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
    () => (item ? shown.map((layer) => ({ layer, drawing: drawingOn(layer.source, layer.hidden, item, places) })) : []),
    [shown, item, places],
  );
}

/** Something is drawn that is no one image: a calculated plane, a slab, a body in space. */
function isOfNoImage({ cover, drawn, drawnVersion, set }: BoxState): boolean {
  return set !== undefined && !cover && drawnVersion > 0 && !drawn;
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

interface LayerProps {
  readonly layer: ShownLayer;
  readonly drawing: LayerDrawing;
  readonly view: ImageBoxView;
  readonly item: FrameOfImage;
  readonly opacity: number;
}

function Layer({ layer: { source }, drawing, view, item, opacity }: LayerProps) {
  const { applied } = drawing;
  return (
    <>
      {applied?.shutter && <ShutterLayer shutter={applied.shutter} view={view} item={item} />}
      {source.kind === 'segmentation' &&
        drawing.masks.map((mask) => (
          <Mask key={mask.frame.index} source={source} mask={mask} view={view} item={item} opacity={opacity} />
        ))}
      <LayerGraphics drawing={drawing} view={view} />
    </>
  );
}

interface MaskProps {
  readonly source: SegmentationSource;
  readonly mask: LayerMask;
  readonly view: ImageBoxView;
  readonly item: FrameOfImage;
  readonly opacity: number;
}

/** One frame on one image: drawn once in its own pixels, and then only moved with the camera. */
function Mask({ source, mask, view, item, opacity }: MaskProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { rows, columns } = source.segmentation;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    const picture = maskPicture(source, mask);
    if (!context || !picture) return;
    context.putImageData(new ImageData(picture, columns, rows), 0, 0);
  }, [source, mask, columns, rows]);
  const transform = matrixOf((world) => view.boxPointAt(world), planeOfMask(mask.frame, item), { columns, rows });
  return (
    <canvas
      ref={canvas}
      width={columns}
      height={rows}
      className={styles.mask}
      data-segment={mask.segments.map(({ number }) => number).join(' ')}
      style={{ transform, opacity }}
    />
  );
}

function LeftOut() {
  const { t } = useTranslation();
  return (
    <li className={styles.caption} data-testid="layers-left-out">
      {t('documents.layer.notOnPlanes')}
    </li>
  );
}
