import type { Fidelity } from '#shared/contract/frames.ts';
import { calibrationOf } from '#shared/dicom/calibration.ts';
import type { DisplaySet, FrameOfImage } from '#shared/dicom/displaySets.ts';
import type { RejectionReason } from '#shared/dicom/documents/keyObject.ts';
import type { Plane } from '#shared/dicom/orientation.ts';
import { widestGap } from '#shared/dicom/sliceGaps.ts';
import { transferSyntaxes } from '#shared/dicom/transferSyntax.ts';
import { volumeGridOf } from '#shared/dicom/volumeGate.ts';
import { imageIdOf } from '../../../imaging/frames/frameCatalogue.ts';
import type { FrameLedger } from '../../../imaging/frames/ledger.ts';
import type { BoxState } from '../../../imaging/imageBoxView.ts';
import { isReformatted, stepMmOf } from '../../../imaging/plane/planes.ts';
import type { NamedDisplaySet } from '../../../session/studyImages.ts';
import { archiveGapsOf, countLacking, gapText } from './archiveGaps.ts';
import { type DrawingFacts, marksOfDrawing, type OfDrawing } from './drawingMarks.ts';
import { isMirrored } from './mirroredView.ts';

/** One badge: its words are `fidelity.badge.<name>`, its explanation `fidelity.badge.<name>Title`. */
export interface FidelityMark {
  readonly name:
    | 'rejected'
    | 'rejectedSome'
    | 'lossless'
    | 'lossy'
    | 'lossyAtSource'
    | 'lossyRatio'
    | 'reformatted'
    | 'missing'
    | 'gaps'
    | 'duplicates'
    | 'notSorted'
    | 'collage'
    | 'framesOfReference'
    | 'oneValue'
    | 'tableMissing'
    | 'colourMap'
    | 'mirrored'
    | 'pixelsOnly'
    | OfDrawing['name'];
  readonly tone: 'proven' | 'quiet' | 'attention';
  readonly values?: Readonly<Record<string, string | number>>;
}

export interface MarkedBox {
  readonly state: BoxState;
  readonly named: NamedDisplaySet;
  readonly plane: Plane | undefined;
  readonly ledger: Pick<FrameLedger, 'fidelityOf' | 'oneValueOf'>;
  readonly drawing?: DrawingFacts;
  /** Why the site took an image back; undefined where it did not. */
  readonly rejectionOf?: (item: FrameOfImage) => RejectionReason | undefined;
}

/**
 * What is to be known of what a box shows. What is true of the series stands on each of its planes; what is said of
 * pixels is said only where pixels are shown.
 */
export function fidelityMarks(box: MarkedBox): readonly FidelityMark[] {
  const item = box.state.drawn?.item ?? box.named.set.frames[0];
  if (!item) return [];
  return [
    ...rejected(box),
    ...marksOfPixels(box),
    ...marksOfSeries(box),
    ...marksOfImage(box, item),
    ...marksOfDrawing(box),
  ];
}

/** First of all: it may be another patient's. What was calculated may hold some of every image of its series. */
function rejected({ state, named, plane, rejectionOf }: MarkedBox): readonly FidelityMark[] {
  if (!rejectionOf) return [];
  const { frames } = named.set;
  const item = state.cover || !state.drawn ? frames[state.asked] : state.drawn.item;
  const isOfWholeSet = plane !== undefined || (!state.cover && !state.drawn);
  if (!isOfWholeSet && item) {
    const context = rejectionOf(item);
    return context ? [{ name: 'rejected', tone: 'attention', values: { context } }] : [];
  }
  const count = frames.filter((one) => rejectionOf(one) !== undefined).length;
  return when(count > 0, { name: 'rejectedSome', tone: 'attention', values: { count } });
}

function marksOfPixels(box: MarkedBox): readonly FidelityMark[] {
  const { state, named, plane } = box;
  if (state.cover || state.drawnVersion === 0) return [];
  const grid = plane && volumeGridOf(named.set);
  // A plane that shows no one image was calculated, however it lies: turned, thick, or of a coarser volume.
  if (plane && grid?.ok && (isReformatted(grid.value, plane) || !state.drawn)) {
    const values = { step: mm(stepMmOf(grid.value, plane)), slices: mm(grid.value.sliceSpacingMm) };
    return [...lossOfAny(named.set, box.ledger), { name: 'reformatted', tone: 'quiet', values }];
  }
  if (!state.drawn?.fidelity) return [];
  const loss = lossOf(state.drawn.item, state.drawn.fidelity);
  return [loss ?? losslessAs(state.drawn.fidelity), ...oneValueOf(box, state.drawn.imageId)];
}

/** V11: how it was asked for and what came, where that is known; its explanation has a wording for each. */
function losslessAs({ asked, received }: Fidelity): FidelityMark {
  const syntax = transferSyntaxes.get(received ?? '')?.name;
  if (asked === undefined || syntax === undefined) return { name: 'lossless', tone: 'proven' };
  return { name: 'lossless', tone: 'proven', values: { context: asked, syntax } };
}

/** Bit for bit as the archive holds it, and still nothing to see: nobody may take it for an empty part of the body. */
function oneValueOf({ ledger }: MarkedBox, imageId: string): readonly FidelityMark[] {
  const value = ledger.oneValueOf(imageId);
  return value === undefined
    ? []
    : [{ name: 'oneValue', tone: 'attention', values: { value: Number(value.toFixed(2)) } }];
}

/** The loss that stands on whatever is calculated from many images: one lossy one is enough. */
export function lossOfAny({ frames }: DisplaySet, ledger: Pick<FrameLedger, 'fidelityOf'>): readonly LossMark[] {
  for (const item of frames) {
    const fidelity = ledger.fidelityOf(imageIdOf(item));
    const loss = fidelity && lossOf(item, fidelity);
    if (loss) return [loss];
  }
  return [];
}

type LossMark = FidelityMark & { readonly name: 'lossy' | 'lossyAtSource' | 'lossyRatio' };

function lossOf({ image }: FrameOfImage, fidelity: Fidelity): LossMark | undefined {
  const ratio = fidelity.ratio ?? image.lossyRatio;
  if (fidelity.lossyAtSource || image.lossyAtSource) {
    if (ratio === undefined) return { name: 'lossyAtSource', tone: 'attention' };
    return { name: 'lossyRatio', tone: 'attention', values: { ratio: ratio.toFixed(0) } };
  }
  return fidelity.transfer === 'lossy' ? { name: 'lossy', tone: 'attention' } : undefined;
}

/**
 * Files that were made anonymous may name a frame of reference for each image. The images of a stack are then still
 * themselves; what is calculated across them, or put in order from a few frames of reference, may be wrong.
 */
function positionsNotProven({ named: { set }, plane }: MarkedBox): readonly FidelityMark[] {
  if (set.framesOfReference <= 1) return [];
  const isEachItsOwn = set.framesOfReference >= set.frames.length;
  if (isEachItsOwn && !plane) return [{ name: 'framesOfReference', tone: 'quiet', values: { context: 'each' } }];
  return [{ name: 'framesOfReference', tone: 'attention' }];
}

function marksOfSeries(box: MarkedBox): readonly FidelityMark[] {
  const { set } = box.named;
  // What the archive lacks, whatever has come of it: stacks that are no volume have gaps too (V10).
  const gaps = archiveGapsOf(set);
  const [missing, widest] = [countLacking(gaps), gapText(widestGap(gaps))];
  const isCollage = set.frames.some(({ image }) => image.collage === true);
  return [
    ...when(missing > 0, { name: 'missing', tone: 'attention', values: { count: missing, mm: widest } }),
    ...when(missing === 0 && gaps.length > 0, { name: 'gaps', tone: 'attention', values: { mm: widest } }),
    ...when(set.duplicates.length > 0, {
      name: 'duplicates',
      tone: 'quiet',
      values: { count: set.duplicates.length },
    }),
    ...when(isCollage, { name: 'collage', tone: 'attention' }),
    ...when(set.order === 'number' && set.frames.length > 1 && !set.cine && !isCollage, {
      name: 'notSorted',
      tone: 'attention',
    }),
    ...positionsNotProven(box),
  ];
}

function marksOfImage({ state }: MarkedBox, { image, frame }: FrameOfImage): readonly FidelityMark[] {
  const inPixels = image.ultrasoundRegions.length === 0 && calibrationOf(image, frame).unit === 'px';
  return [
    ...when(image.missingTable, { name: 'tableMissing', tone: 'attention' }),
    ...when(image.colourMapped, { name: 'colourMap', tone: 'attention' }),
    ...when(isMirrored(state.letters, image.modality), { name: 'mirrored', tone: 'attention' }),
    ...when(inPixels, { name: 'pixelsOnly', tone: 'quiet' }),
  ];
}

function when(holds: boolean, mark: FidelityMark): readonly FidelityMark[] {
  return holds ? [mark] : [];
}

function mm(value: number): string {
  return value.toFixed(value < 1 ? 2 : 1);
}
