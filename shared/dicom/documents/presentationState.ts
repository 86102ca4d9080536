import { type DicomDataset, itemsOf, numberOf, numbersOf, textOf, valuesOf } from '../dicomJson.ts';
import type { VOILUTFunction, Window } from '../presentationValues.ts';
import { readShutter, type Shutter } from '../shutter.ts';
import type { GraphicPath, GraphicText } from './graphics.ts';
import { readGraphics } from './presentationGraphics.ts';
import { type InstanceReference, namesFrame, readReferences, readSeriesReferences } from './references.ts';

/** Part of an image that is to fill the box; columns and rows count from 1 and belong to it (PS3.3 C.10.4). */
export interface DisplayedArea {
  readonly references: readonly InstanceReference[];
  readonly topLeft: { readonly column: number; readonly row: number };
  readonly bottomRight: { readonly column: number; readonly row: number };
  readonly mode: string;
}

interface SoftcopyWindow {
  readonly references: readonly InstanceReference[];
  readonly window: Window;
  readonly voiFunction: VOILUTFunction;
}

/** A softcopy presentation state (PS3.3 A.33): how somebody saw these images, and what they drew on them. */
export interface PresentationState {
  readonly label: string;
  readonly description: string;
  readonly images: readonly InstanceReference[];
  /**
   * Whether low values are white, whatever the photometric interpretation says: a state overrides it (PS3.4 N.2.1.4,
   * note 1), so that MONOCHROME1 is never inverted twice (LN1). Undefined where the state has no shape.
   */
  readonly inverted: boolean | undefined;
  /** Clockwise, before the flip. */
  readonly rotation: 0 | 90 | 180 | 270;
  readonly flipped: boolean;
  readonly windows: readonly SoftcopyWindow[];
  readonly areas: readonly DisplayedArea[];
  readonly shutter: Shutter | undefined;
  readonly dataset: DicomDataset;
}

export function readPresentationState(dataset: DicomDataset): PresentationState {
  const shape = textOf(dataset, 'PresentationLUTShape');
  const rotation = ((((numberOf(dataset, 'ImageRotation') ?? 0) % 360) + 360) % 360) as PresentationState['rotation'];
  return {
    label: textOf(dataset, 'ContentLabel') ?? '',
    description: textOf(dataset, 'ContentDescription') ?? '',
    images: readSeriesReferences(itemsOf(dataset, 'ReferencedSeriesSequence')),
    inverted: shape === undefined ? undefined : shape === 'INVERSE',
    rotation: [0, 90, 180, 270].includes(rotation) ? rotation : 0,
    flipped: textOf(dataset, 'ImageHorizontalFlip') === 'Y',
    windows: itemsOf(dataset, 'SoftcopyVOILUTSequence').flatMap(readWindow),
    areas: itemsOf(dataset, 'DisplayedAreaSelectionSequence').flatMap(readArea),
    shutter: readShutter(dataset),
    dataset,
  };
}

function readWindow(item: DicomDataset): SoftcopyWindow[] {
  const center = numberOf(item, 'WindowCenter');
  const width = numberOf(item, 'WindowWidth');
  if (center === undefined || width === undefined || width <= 0) return [];
  const named = textOf(item, 'VOILUTFunction');
  const voiFunction = named === 'SIGMOID' || named === 'LINEAR_EXACT' ? named : 'LINEAR';
  return [
    { references: readReferences(itemsOf(item, 'ReferencedImageSequence')), window: { center, width }, voiFunction },
  ];
}

function readArea(item: DicomDataset): DisplayedArea[] {
  const [left, top] = numbersOf(item, 'DisplayedAreaTopLeftHandCorner') ?? [];
  const [right, bottom] = numbersOf(item, 'DisplayedAreaBottomRightHandCorner') ?? [];
  if (left === undefined || top === undefined || right === undefined || bottom === undefined) return [];
  return [
    {
      references: readReferences(itemsOf(item, 'ReferencedImageSequence')),
      topLeft: { column: left, row: top },
      bottomRight: { column: right, row: bottom },
      mode: String(valuesOf(item, 'PresentationSizeMode')[0] ?? 'SCALE TO FIT'),
    },
  ];
}

/** What a state does to one frame. */
export interface AppliedState {
  readonly inverted: boolean | undefined;
  readonly window: Window | undefined;
  readonly voiFunction: VOILUTFunction;
  readonly area: DisplayedArea | undefined;
  readonly rotation: PresentationState['rotation'];
  readonly flipped: boolean;
  readonly shutter: Shutter | undefined;
  readonly paths: readonly GraphicPath[];
  readonly texts: readonly GraphicText[];
}

/** Undefined for a frame that the state does not name (LN2): a state without references changes nothing. */
export function stateFor(
  state: PresentationState,
  sopInstanceUID: string,
  frameNumber: number,
): AppliedState | undefined {
  if (!namesFrame(state.images, sopInstanceUID, frameNumber)) return undefined;
  // A list of images in an item narrows it to them; without one it holds for all that the state names.
  const applies = ({ references }: { readonly references: readonly InstanceReference[] }) =>
    references.length === 0 || namesFrame(references, sopInstanceUID, frameNumber);
  const voi = state.windows.find(applies);
  const area = state.areas.find(applies);
  const { inverted, rotation, flipped, shutter } = state;
  return {
    inverted,
    window: voi?.window,
    voiFunction: voi?.voiFunction ?? 'LINEAR',
    area,
    rotation,
    flipped,
    shutter,
    ...readGraphics(state.dataset, applies, { area, rotation, flipped }),
  };
}
