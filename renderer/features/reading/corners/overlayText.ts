import type { TFunction } from 'i18next';
import type { DisplaySet, FrameOfImage } from '#shared/dicom/displaySets.ts';
import { orientationLetters, type Plane, planeOf } from '#shared/dicom/orientation.ts';
import { suvOfSet, uptakeOfWindow } from '#shared/dicom/uptake.ts';
import { dot, type Vector3 } from '#shared/dicom/vectors.ts';
import { type GreyState, spanOfTable } from '../../../imaging/grey/grey.ts';
import { invertedByReader } from '../../../imaging/grey/greyDefaults.ts';
import type { BoxState } from '../../../imaging/imageBoxView.ts';
import { rounded } from './typedWindow.ts';
import { presetAt } from './windowPresets.ts';

/** What is said of the grey on the screen, from our own state, never Cornerstone's (PX3). */
export interface GreyWords {
  /** "inverted", "SUV 0.0–7.0": each a line. */
  readonly notes: readonly string[];
  /** "soft tissue", "LUNG": the name of the window, when it has one. */
  readonly name: string | undefined;
  /** "W 400 L 40". */
  readonly numbers: string | undefined;
}

export function greyWords(state: BoxState, t: TFunction): GreyWords {
  const { grey, colour, set } = state;
  if (colour || !grey) return { notes: [], name: undefined, numbers: undefined };
  const { center, width } = grey.window;
  const numbers = `W ${rounded(width)} L ${rounded(center)}`;
  const notes = [
    invertedByReader(state) ? t('reading.inverted') : undefined,
    state.greyPerImage ? t('hands.window.perImage') : undefined,
  ].filter((note) => note !== undefined);
  if (grey.table) {
    const span = spanOfTable(grey.table);
    const isMoved = span.center !== center || span.width !== width;
    const name = grey.table.explanation ?? t('reading.tableOfData');
    return {
      notes,
      name: isMoved ? t('hands.window.changed', { name }) : name,
      numbers: isMoved ? numbers : undefined,
    };
  }
  if (set?.modality === 'PT') return { notes: uptakeLines(set, grey, t), name: undefined, numbers: undefined };
  const preset = presetAt(set, grey.window, set?.frames[set.frames.length >> 1]?.frame.windows[0]);
  const name = preset ? t(`reading.presets.${preset.name}`) : grey.window.explanation;
  return { notes, name: name === '' ? undefined : name, numbers };
}

/**
 * "zoom 135 %": pixels of the screen for one of the image, along a side; "1:1" where it is one, "fit 135 %" where the
 * whole image is seen. In space there are no pixels to count: how much larger than whole.
 */
export function zoomText({ zoom, pixelScale }: BoxState, t: TFunction): string {
  const isWhole = Math.abs(zoom - 1) < 0.002;
  if (pixelScale === undefined)
    return isWhole ? t('reading.zoom.whole') : t('reading.zoom.times', { times: zoom.toFixed(2) });
  if (Math.abs(pixelScale - 1) < 0.002) return t('reading.zoom.oneToOne');
  const percent = pixelScale < 0.0995 ? (pixelScale * 100).toFixed(1) : (pixelScale * 100).toFixed(0);
  return t(isWhole ? 'reading.zoom.fit' : 'reading.zoom.percent', { percent });
}

/** "SUV 0.0–7.0"; without SUV the raw window, and the sentence that says why. PET is shown hot as black by custom. */
function uptakeLines(set: DisplaySet, grey: GreyState, t: TFunction): readonly string[] {
  const { center, width } = grey.window;
  const light = grey.inverted ? [] : [t('together.hotIsWhite')];
  const suv = suvOfSet(set);
  const range = uptakeOfWindow(set, grey.window);
  if (range) return [...light, t('together.suvRange', { low: range.low.toFixed(1), high: range.high.toFixed(1) })];
  const reason = suv.ok ? [] : [t(`together.suvRefused.${suv.failure}`)];
  return [...reason, ...light, `W ${rounded(width)} L ${rounded(center)}`];
}

/** The number of the image that is on the screen; of a plane, the slice that its crosshair stands on. */
export function numberText(state: BoxState, plane: string | undefined, t: TFunction): string {
  const number = plane ? state.asked + 1 : state.drawn && state.drawn.index + 1;
  return number === undefined ? '' : t('reading.imageOf', { number, count: state.count });
}

/** "F 123.5 mm": where the slice lies along its own axis of the body; empty where the frame has no place. */
export function placeText({ frame }: FrameOfImage): string {
  const { position, orientation } = frame;
  return position && orientation ? alongAxis(position, planeOf(orientation)) : '';
}

/** The same of a plane through a volume; empty where it leans, and lies at no one place of that axis. */
export function planePlaceText(view: PlacedPlane): string {
  return view.obliqueDegrees() < leastDegrees ? alongAxis(view.model.crosshair(), view.plane) : '';
}

/** What of a plane says where it lies. */
export interface PlacedPlane {
  readonly plane: Plane;
  readonly model: { crosshair(): Vector3 };
  obliqueDegrees(): number;
}

/** A smaller lean is rounding. */
export const leastDegrees = 0.05;

function alongAxis(point: Vector3, plane: Plane): string {
  const axis = { axial: [0, 0, 1], coronal: [0, 1, 0], sagittal: [1, 0, 0] } as const;
  const along = axis[plane];
  const mm = dot(point, along);
  const letter = orientationLetters(mm >= 0 ? along : [-along[0], -along[1], -along[2]]);
  return `${letter} ${Math.abs(mm).toFixed(1)} mm`;
}

/** "120 kV · B30f", "TR 2500 TE 80 · b 1000": what tells this series from its neighbours. */
export function techniqueText({ image, frame }: FrameOfImage, apart: DisplaySet['apart'], t: TFunction): string {
  const { kVp, kernel, repetitionTimeMs, echoTimeMs } = image.technique;
  const times = [
    repetitionTimeMs === undefined ? '' : `TR ${rounded(repetitionTimeMs)}`,
    echoTimeMs === undefined ? '' : `TE ${rounded(echoTimeMs)}`,
  ].filter((part) => part !== '');
  const bValue = frame.discriminators.bValue;
  return [
    kVp === undefined ? '' : `${rounded(kVp)} kV`,
    kernel ?? '',
    times.join(' '),
    bValue === '' ? '' : `b ${bValue}`,
    apart.temporal ? t('reading.phase', { phase: apart.temporal }) : '',
    image.viewPosition ?? '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
