import { type DicomDataset, itemsOf, numberOf, numbersOf, textOf } from '../../dicom/dicomJson.ts';
import { type InitialLook, mostOfProtocol, type SeriesRule, type Viewport } from '../protocol.ts';
import type { LossList } from './exchangeProblem.ts';
import type { Rectangle } from './gridPlaces.ts';
import { type ReadImageSet, readQuestion } from './readImageSets.ts';
import { readBox } from './readScreens.ts';
import { windowOfType } from './windowTypes.ts';

/** One display set of an object: which images, where, and how. */
export interface ReadDisplaySet {
  readonly number: number | undefined;
  readonly group: number;
  readonly groupName: string | undefined;
  readonly label: string | undefined;
  readonly images: ReadImageSet;
  readonly rules: readonly SeriesRule[];
  readonly box: Rectangle;
  readonly isOverlay: boolean;
  readonly look: Pick<Viewport, 'type' | 'plane' | 'slab' | 'initial'>;
}

/** PS3.3 section C.23.3, in the order of the object. */
export function readDisplaySets(
  dataset: DicomDataset,
  imageSets: ReadonlyMap<number, ReadImageSet>,
  losses: LossList,
): readonly ReadDisplaySet[] {
  const items = itemsOf(dataset, 'DisplaySetsSequence').slice(0, mostOfProtocol.stages * mostOfProtocol.viewports);
  return items.flatMap(
    (set, index) =>
      readDisplaySet(set, `display set ${numberOf(set, 'DisplaySetNumber') ?? index + 1}`, imageSets, losses) ?? [],
  );
}

function readDisplaySet(
  set: DicomDataset,
  where: string,
  imageSets: ReadonlyMap<number, ReadImageSet>,
  losses: LossList,
): ReadDisplaySet | undefined {
  const images = imageSets.get(numberOf(set, 'ImageSetNumber') ?? Number.NaN);
  if (!images) {
    losses.add('imageSetMissing', where);
    return undefined;
  }
  const [imageBox, ...more] = itemsOf(set, 'ImageBoxesSequence');
  const box = imageBox && readBox(imageBox, where, losses);
  if (!imageBox || !box) return undefined;
  if (more.length > 0 || textOf(imageBox, 'ImageBoxLayoutType') === 'TILED') losses.add('tilesNotTaken', where);
  noteWhatIsNotTaken(set, where, losses);
  return {
    number: numberOf(set, 'DisplaySetNumber'),
    group: Math.max(1, numberOf(set, 'DisplaySetPresentationGroup') ?? 1),
    groupName: textOf(set, 'DisplaySetPresentationGroupDescription'),
    label: textOf(set, 'DisplaySetLabel'),
    images,
    rules: itemsOf(set, 'FilterOperationsSequence').flatMap((filter) => readQuestion(filter, losses) ?? []),
    box,
    isOverlay: textOf(set, 'BlendingOperationType') === 'COLOR',
    look: { ...readReformatting(set, where, losses), ...readLook(set, imageBox, where, losses) },
  };
}

/**
 * The orientation of an object is never taken: PS3.17 section V.3.3 itself writes R\F for a frontal chest, which would
 * turn the patient's left to where the right is read.
 */
function noteWhatIsNotTaken(set: DicomDataset, where: string, losses: LossList): void {
  if (textOf(set, 'DisplaySetPatientOrientation') !== undefined) losses.add('orientationNotTaken', where);
  if (textOf(set, 'ShowImageTrueSizeFlag') === 'YES') losses.add('trueSizeNotTaken', where);
}

const planes: Readonly<Record<string, NonNullable<Viewport['plane']>>> = {
  TRANSVERSE: 'AX',
  CORONAL: 'COR',
  SAGITTAL: 'SAG',
};

function readReformatting(
  set: DicomDataset,
  where: string,
  losses: LossList,
): Pick<Viewport, 'type' | 'plane' | 'slab'> {
  const operation = textOf(set, 'ReformattingOperationType');
  if (operation === undefined) return {};
  const plane = planes[textOf(set, 'ReformattingOperationInitialViewDirection') ?? ''];
  const shared = plane && { plane };
  const millimetres = numbersOf(set, 'ReformattingThickness')?.[0] ?? 0;
  const slab = millimetres > 1 && millimetres <= 1_000 ? { slab: { mode: 'avg' as const, mm: millimetres } } : {};
  if (operation === 'MPR') return { type: 'mpr', ...shared, ...slab };
  if (operation === 'SLAB') return { type: 'stack', ...slab };
  const rendering = textOf(set, 'ThreeDRenderingType');
  if (operation === '3D_RENDERING' && rendering === 'MIP') return { type: 'mip', ...shared };
  if (operation === '3D_RENDERING' && rendering === 'VOLUME') return { type: 'volume3d' };
  losses.add('renderingNotKnown', where, operation);
  return {};
}

function readLook(
  set: DicomDataset,
  imageBox: DicomDataset,
  where: string,
  losses: LossList,
): Pick<Viewport, 'initial'> {
  const type = textOf(set, 'VOIType');
  const voi = type === undefined ? undefined : windowOfType(type);
  if (type !== undefined && voi === undefined) losses.add('windowNotKnown', where);
  const edge = textOf(set, 'DisplaySetHorizontalJustification');
  const initial: InitialLook = {
    ...(voi !== undefined && { voi }),
    ...(textOf(set, 'ShowGrayscaleInverted') === 'YES' && { invert: true }),
    ...(edge === 'LEFT' && { anchor: 'chestwallLeft' as const }),
    ...(edge === 'RIGHT' && { anchor: 'chestwallRight' as const }),
    ...(textOf(imageBox, 'ImageBoxLayoutType') === 'CINE' && { cine: true }),
  };
  return Object.keys(initial).length > 0 ? { initial } : {};
}
