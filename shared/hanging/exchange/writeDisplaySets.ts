import { type AttributeValues, item } from '../../dicom/datasetParts.ts';
import type { DicomDataset } from '../../dicom/dicomJson.ts';
import { placeViewports } from '../placeViewports.ts';
import type { InitialLook, Protocol, Screen, Stage, Viewport } from '../protocol.ts';
import type { LossList } from './exchangeProblem.ts';
import { type Rectangle, rectangleOf } from './gridPlaces.ts';
import { windowTypeOf } from './windowTypes.ts';
import type { WrittenImageSets } from './writeImageSets.ts';
import { writtenText } from './writtenText.ts';

interface Written {
  readonly displaySets: DicomDataset[];
  readonly scrolling: DicomDataset[];
}

/** PS3.3 section C.23.3: one display set a layer of a box; a stage is a presentation group. */
export function writeDisplaySets(protocol: Protocol, images: WrittenImageSets, losses: LossList): Written {
  const written: Written = { displaySets: [], scrolling: [] };
  const screens = numberOfScreens(protocol);
  let group = 1;
  for (const stage of protocol.stages) {
    const numbers = writeStage(stage, { group, screens, images, losses, written });
    if (numbers.size === 0) {
      losses.add('stageLost', stage.name);
      continue;
    }
    group += 1;
    writeScrolling(stage, numbers, written, losses);
    if (stage.enabledIf !== undefined) losses.add('stageConditionLost', stage.name);
  }
  return written;
}

/** As many as the stage with most of them has; one with fewer stands on the first. */
export function numberOfScreens({ stages }: Protocol): number {
  return Math.max(1, ...stages.map(({ screens }) => screens.length));
}

interface Around {
  readonly group: number;
  readonly screens: number;
  readonly images: WrittenImageSets;
  readonly losses: LossList;
  readonly written: Written;
}

/** Display set number of each box, by its id. */
function writeStage(stage: Stage, around: Around): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  for (const [screenIndex, screen] of stage.screens.entries()) {
    for (const { viewport, at } of placeViewports(screen)) {
      if (
        typeof at === 'string' ||
        viewport.layers.length === 0 ||
        viewport.type === 'report' ||
        viewport.type === 'empty'
      ) {
        around.losses.add('boxWithoutImages', `${stage.name}: ${viewport.id}`);
        continue;
      }
      const box = rectangleOf(at, screen.grid, screenIndex, around.screens);
      writeBox(stage, viewport, box, around, numbers);
    }
  }
  return numbers;
}

function writeBox(
  stage: Stage,
  viewport: Viewport,
  box: Rectangle,
  { group, images, losses, written }: Around,
  numbers: Map<string, number>,
): void {
  const where = `${stage.name}: ${viewport.id}`;
  for (const [layerIndex, layer] of viewport.layers.entries()) {
    const number = written.displaySets.length + 1;
    if (layerIndex === 0) numbers.set(viewport.id, number);
    if (layerIndex > 0) losses.add('overlayApproximated', where);
    written.displaySets.push(
      item({
        DisplaySetNumber: [number],
        DisplaySetLabel: [writtenText(viewport.id, 64)],
        DisplaySetPresentationGroup: [group],
        DisplaySetPresentationGroupDescription: [writtenText(stage.name, 64)],
        ImageSetNumber: [images.numberOf.get(layer.selector) ?? 1],
        ImageBoxesSequence: [writtenImageBox(viewport, box)],
        FilterOperationsSequence: images.filtersOf.get(layer.selector) ?? [],
        SortingOperationsSequence: [item({ SortByCategory: ['ALONG_AXIS'], SortingDirection: ['INCREASING'] })],
        ...(layerIndex > 0 && { BlendingOperationType: ['COLOR'], PseudoColorType: ['HOT_IRON'] }),
        ...reformatting(viewport, where, losses),
        ...firstLook(viewport.initial ?? {}, where, losses),
      }),
    );
  }
}

function writtenImageBox(viewport: Viewport, box: Rectangle): DicomDataset {
  const isCine = viewport.initial?.cine === true;
  const isDrawn = viewport.type === 'volume3d' || (viewport.type === 'mip' && !viewport.slab);
  return item({
    ImageBoxNumber: [1],
    DisplayEnvironmentSpatialPosition: box,
    ImageBoxLayoutType: [isCine ? 'CINE' : isDrawn ? 'PROCESSED' : 'STACK'],
    ...(isCine && { PreferredPlaybackSequencing: [0], CineRelativeToRealTime: [1] }),
  });
}

const directions = { AX: 'TRANSVERSE', COR: 'CORONAL', SAG: 'SAGITTAL' } as const;

function reformatting({ type = 'stack', slab, plane }: Viewport, where: string, losses: LossList): AttributeValues {
  if (slab && slab.mode !== 'avg') losses.add('slabApproximated', where, slab.mode);
  const direction = { ReformattingOperationInitialViewDirection: [directions[plane ?? 'AX']] };
  if (type === 'volume3d')
    return { ReformattingOperationType: ['3D_RENDERING'], ThreeDRenderingType: ['VOLUME'], ...direction };
  if (type === 'mip' && !slab)
    return { ReformattingOperationType: ['3D_RENDERING'], ThreeDRenderingType: ['MIP'], ...direction };
  if (type === 'stack' && !slab) return {};
  const thickness = slab?.mm ?? 1;
  const isSlab = slab !== undefined && plane === undefined;
  return {
    ReformattingOperationType: [isSlab ? 'SLAB' : 'MPR'],
    ReformattingThickness: [thickness],
    ReformattingInterval: [thickness],
    // PS3.3 section C.23.3: of planes and bodies, not of slabs, which lie as the images do.
    ...(!isSlab && direction),
  };
}

function firstLook(look: InitialLook, where: string, losses: LossList): AttributeValues {
  for (const name of ['at', 'zoom', 'flipH', 'rotate'] as const)
    if (look[name] !== undefined) losses.add('firstLookLost', where, name);
  const found = look.voi === undefined ? undefined : windowTypeOf(look.voi);
  if (look.voi !== undefined && !found) losses.add('windowLost', where);
  if (found && !found.exact) losses.add('windowApproximated', where, found.type);
  const edge = look.anchor === 'chestwallLeft' ? 'LEFT' : look.anchor === 'chestwallRight' ? 'RIGHT' : undefined;
  return {
    ...(found && { VOIType: [found.type] }),
    ...(look.invert === true && { ShowGrayscaleInverted: ['YES'] }),
    ...(edge !== undefined && { DisplaySetHorizontalJustification: [edge] }),
  };
}

function writeScrolling(
  stage: Stage,
  numbers: ReadonlyMap<string, number>,
  { scrolling }: Written,
  losses: LossList,
): void {
  for (const { kind, viewports } of stage.sync ?? []) {
    const group = viewports.flatMap((id) => numbers.get(id) ?? []);
    if (kind !== 'scroll' || group.length < 2) losses.add('syncLost', stage.name, kind);
    else scrolling.push(item({ DisplaySetScrollingGroup: group }));
  }
}

/** Roles say more than the order of screens does. */
export function screenOrderLosses(stage: Stage, losses: LossList): void {
  const isOrdered = (screen: Screen, index: number) =>
    screen.role === 'any' || (screen.role === 'primary') === (index === 0);
  if (!stage.screens.every(isOrdered)) losses.add('screensLost', stage.name, 'role');
}
