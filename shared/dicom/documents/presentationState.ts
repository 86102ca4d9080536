import { type DicomDataset, itemsOf, numberOf, numbersOf, textOf, valuesOf } from '../dicomJson.ts';
import { type LookupTable, readLookupTable } from '../lookupTable.ts';
import { isSaneRescale, type Rescale, type VOILUTFunction, type Window } from '../presentationValues.ts';
import { readShutter, type Shutter } from '../shutter.ts';
import type { GraphicPath, GraphicText } from './graphics.ts';
import { type NotApplied, notAppliedOf } from './notApplied.ts';
import { readGraphics } from './presentationGraphics.ts';
import { type InstanceReference, namesFrame, readReferences, readSeriesReferences } from './references.ts';

/** Part of an image that is to fill the box; columns and rows count from 1 and belong to it (PS3.3 C.10.4). */
export interface DisplayedArea {
  readonly references: readonly InstanceReference[];
  readonly topLeft: { readonly column: number; readonly row: number };
  readonly bottomRight: { readonly column: number; readonly row: number };
  readonly mode: string;
}

/** A window or a table, in the values that the state's own modality transformation makes. */
interface SoftcopyVoi {
  readonly references: readonly InstanceReference[];
  readonly window: Window | undefined;
  readonly voiFunction: VOILUTFunction;
  readonly table: LookupTable | undefined;
}

/** What turned stored values into those that the state's windows are in (PS3.3 C.11.1). */
export type StateModality =
  | { readonly kind: 'rescale'; readonly rescale: Rescale }
  | { readonly kind: 'table'; readonly table: LookupTable | undefined };

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
  /** Undefined where the state leaves it to the image. */
  readonly modality: StateModality | undefined;
  readonly windows: readonly SoftcopyVoi[];
  readonly areas: readonly DisplayedArea[];
  readonly shutter: Shutter | undefined;
  /** What it asks for besides, and is not done. */
  readonly notApplied: readonly NotApplied[];
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
    modality: readModality(dataset),
    windows: itemsOf(dataset, 'SoftcopyVOILUTSequence').map(readVoi),
    areas: itemsOf(dataset, 'DisplayedAreaSelectionSequence').flatMap(readArea),
    shutter: readShutter(dataset),
    notApplied: notAppliedOf(dataset),
    dataset,
  };
}

/** Where an item has both, its window: as with images, a table is the other choice. */
function readVoi(item: DicomDataset): SoftcopyVoi {
  const center = numberOf(item, 'WindowCenter');
  const width = numberOf(item, 'WindowWidth');
  const isWindow = center !== undefined && width !== undefined && width > 0;
  const named = textOf(item, 'VOILUTFunction');
  const [table] = isWindow ? [] : itemsOf(item, 'VOILUTSequence');
  return {
    references: readReferences(itemsOf(item, 'ReferencedImageSequence')),
    window: isWindow ? { center, width } : undefined,
    voiFunction: named === 'SIGMOID' || named === 'LINEAR_EXACT' ? named : 'LINEAR',
    table: table && readLookupTable(table, 'LUTDescriptor', 'LUTData', false),
  };
}

function readModality(dataset: DicomDataset): StateModality | undefined {
  const [table] = itemsOf(dataset, 'ModalityLUTSequence');
  if (table) return { kind: 'table', table: readLookupTable(table, 'LUTDescriptor', 'LUTData', false) };
  const slope = numberOf(dataset, 'RescaleSlope');
  const intercept = numberOf(dataset, 'RescaleIntercept');
  if (slope === undefined || intercept === undefined) return undefined;
  // One that no value can have is like a table that cannot be read: it is said not to be applied.
  if (!isSaneRescale(slope, intercept, 0)) return { kind: 'table', table: undefined };
  return { kind: 'rescale', rescale: { slope, intercept } };
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
  readonly modality: StateModality | undefined;
  readonly window: Window | undefined;
  readonly voiFunction: VOILUTFunction;
  readonly table: LookupTable | undefined;
  readonly area: DisplayedArea | undefined;
  readonly rotation: PresentationState['rotation'];
  readonly flipped: boolean;
  readonly shutter: Shutter | undefined;
  readonly paths: readonly GraphicPath[];
  readonly texts: readonly GraphicText[];
  /** What the state asks for on this frame, and is not done. */
  readonly notApplied: readonly NotApplied[];
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
  const { inverted, rotation, flipped, shutter, modality } = state;
  const { paths, texts, leftOut } = readGraphics(state.dataset, applies, { area, rotation, flipped });
  return {
    inverted,
    modality,
    window: voi?.window,
    voiFunction: voi?.voiFunction ?? 'LINEAR',
    table: voi?.table,
    area,
    rotation,
    flipped,
    shutter,
    paths,
    texts,
    notApplied: [
      ...state.notApplied,
      ...(voi && !voi.window && !voi.table ? (['window'] as const) : []),
      ...(area && area.mode !== 'SCALE TO FIT' ? (['size'] as const) : []),
      ...(leftOut ? (['graphics'] as const) : []),
    ],
  };
}
