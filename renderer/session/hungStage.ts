import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import type { Plane } from '#shared/dicom/orientation.ts';
import type { SeriesFacets } from '#shared/dicom/series/seriesFacets.ts';
import type { Binding, Hanging, HungScreen, HungStage, HungViewport } from '#shared/hanging/hanging.ts';
import { imageIdOf } from '../imaging/frames/frameCatalogue.ts';
import type { Arrangement, BoxCell, BoxContent, WindowGrid } from './arrangement.ts';
import { fusionPairOf, fusionPlace } from './fusionPair.ts';
import type { HungAs } from './hungAs.ts';
import { toldOf } from './standBeside.ts';

/** What is asked of the desk while a stage becomes boxes. */
export interface StageParts {
  readonly setOf: (setId: string) => DisplaySet | undefined;
  readonly facetsOf: (setId: string) => SeriesFacets | undefined;
  /** Every display set of the study that one is of: what lies below a PET must be in its space. */
  readonly besides: (setId: string) => readonly DisplaySet[];
  /** Names of the further windows, for the second screen of a stage and those after it. */
  readonly windows: readonly string[];
}

/** What a stage hangs, and the box that the hands are on with it. */
export interface StageOnDesk {
  readonly arrangement: Arrangement;
  readonly active: number;
}

const planes: Readonly<Record<'AX' | 'COR' | 'SAG', Plane>> = { AX: 'axial', COR: 'coronal', SAG: 'sagittal' };

/** The boxes of one stage, from what is bound: before any pixel of it is here. A selector without a series waits in its box. */
export function arrangementOfStage(hanging: Hanging, stage: HungStage, parts: StageParts): StageOnDesk {
  const screens = inOrder(stage.screens);
  const [first, ...others] = screens;
  const main = first ? boxesOf(first, hanging, parts) : { rows: 1, columns: 1, boxes: [undefined], cells: [undefined] };
  const further = parts.windows.flatMap((name, place) => {
    const screen = others[place];
    return screen ? [{ name, ...boxesOf(screen, hanging, parts) }] : [];
  });
  const all = [main, ...further];
  const windows = further.map(({ name, rows, columns }): WindowGrid => ({ name, rows, columns }));
  const arrangement: Arrangement = {
    rows: main.rows,
    columns: main.columns,
    boxes: all.flatMap(({ boxes }) => boxes),
    cells: all.flatMap(({ cells }) => cells),
    ...(windows.length > 0 && { windows }),
  };
  return { arrangement, active: activeOf(arrangement, screens) };
}

/** The screen of the page's own window first. */
function inOrder(screens: readonly HungScreen[]): readonly HungScreen[] {
  const primary = screens.find(({ role }) => role === 'primary') ?? screens[0];
  return primary ? [primary, ...screens.filter((screen) => screen !== primary)] : [];
}

function activeOf({ boxes, cells = [] }: Arrangement, screens: readonly HungScreen[]): number {
  const primary = screens.flatMap(({ viewports }) => viewports).find((viewport) => viewport.primary);
  const wanted = primary ? cells.findIndex((cell) => cell?.viewport === primary.id) : -1;
  if (wanted >= 0 && boxes[wanted]) return wanted;
  return Math.max(
    0,
    boxes.findIndex((content) => content !== undefined),
  );
}

type Grid = Pick<Arrangement, 'rows' | 'columns' | 'boxes'> & { readonly cells: readonly (BoxCell | undefined)[] };

function boxesOf({ rows, columns, viewports }: HungScreen, hanging: Hanging, parts: StageParts): Grid {
  const count = rows * columns;
  const boxes = Array.from({ length: count }, (): BoxContent | undefined => undefined);
  const cells = Array.from({ length: count }, (): BoxCell | undefined => undefined);
  for (const viewport of viewports) {
    const [row, column, high, wide] = viewport.at;
    const isWithin = row >= 0 && column >= 0 && row + high <= rows && column + wide <= columns;
    const places = isWithin ? placesUnder(viewport, columns) : [];
    if (places.length === 0 || places.some((place) => cells[place])) continue;
    for (const place of places) cells[place] = { covered: true };
    const at = row * columns + column;
    const selector = viewport.layers[0]?.selector;
    cells[at] = {
      viewport: viewport.id,
      ...(selector !== undefined && { selector }),
      ...((high > 1 || wide > 1) && { span: { rows: high, columns: wide } }),
    };
    boxes[at] = contentOf(viewport, hanging, parts);
  }
  return { rows, columns, boxes, cells };
}

function placesUnder({ at: [row, column, high, wide] }: HungViewport, columns: number): readonly number[] {
  return Array.from({ length: high }, (_, down) =>
    Array.from({ length: wide }, (__, along) => (row + down) * columns + column + along),
  ).flat();
}

/** What one viewport shows; undefined where nothing is bound to it, or where its series is not on the desk. */
function contentOf(viewport: HungViewport, hanging: Hanging, parts: StageParts): BoxContent | undefined {
  const [under, over] = viewport.layers.map((layer) => ({ layer, binding: hanging.bindings[layer.selector] }));
  const set = under?.binding && parts.setOf(under.binding.series);
  if (!under?.binding || !set) return undefined;
  const hung = hungAs(viewport, hanging, under.binding, parts);
  const setId = set.id;
  const plane = planes[viewport.plane ?? parts.facetsOf(setId)?.plane.value ?? 'AX'];
  // Of another study nothing is laid over it, and nothing of that takes its place below.
  const isOfOne = over?.binding?.study === under.binding.study;
  const above = isOfOne && over.binding ? parts.setOf(over.binding.series) : undefined;
  if (over?.binding && above) {
    const { colormap, opacity } = over.layer;
    const said = saidOf(viewport, hanging, over.binding, parts);
    const below = fusionPlace(set, above, []).ok
      ? set
      : (fusionPairOf(parts.besides(above.id), above.id)?.under ?? set);
    return {
      ...{ kind: 'fusion', setId: below.id, overSetId: above.id, plane },
      hung: {
        ...hung,
        over: { ...(colormap !== undefined && { colormap }), ...(opacity !== undefined && { opacity }), ...said },
      },
    };
  }
  if (viewport.type === 'volume3d') return { kind: 'rendering', setId, hung };
  if (viewport.type === 'mpr' || viewport.type === 'mip') return { kind: 'plane', setId, plane, hung };
  if (viewport.type !== 'stack') return undefined;
  const { index } = under.binding;
  const image = index === undefined ? undefined : set.frames[index];
  return { kind: 'stack', setId, ...(image && { imageId: imageIdOf(image) }), hung };
}

function hungAs(viewport: HungViewport, hanging: Hanging, binding: Binding, parts: StageParts): HungAs {
  const slab = viewport.slab ?? (viewport.type === 'mip' ? { mode: 'mip' as const, mm: thickest } : undefined);
  return { look: viewport.initial, ...(slab && { slab }), ...saidOf(viewport, hanging, binding, parts) };
}

/** What a reader must be told of the series of one layer. */
function saidOf(
  viewport: HungViewport,
  hanging: Hanging,
  binding: Binding,
  parts: StageParts,
): Pick<HungAs, 'insteadOf' | 'differs'> {
  const facets = parts.facetsOf(binding.series);
  const differs = toldOf(binding, facets);
  const isInstead = binding.via?.kind === 'fallback' && !isReformatOf(viewport, hanging, binding.selector, facets);
  const wanted = isInstead ? labelOf(hanging, binding.selector) : undefined;
  return {
    ...(wanted !== undefined && { insteadOf: wanted }),
    ...(differs.length > 0 && { differs }),
  };
}

/** What a reformat of a series cannot have from another: a reader must know of it. */
const ofSeriesItself = new Set(['kernel', 'window', 'contrast', 'phase', 'weighting', 'fatSat', 'ac', 'modality']);

/** Whether a box shows the plane that was wanted, cut from a series that is in all else what was wanted: nothing is instead. */
function isReformatOf(
  { type, plane }: HungViewport,
  { protocol }: Hanging,
  selector: string,
  facets: SeriesFacets | undefined,
): boolean {
  if (plane === undefined || (type !== 'mpr' && type !== 'mip') || !facets) return false;
  const rules = protocol.selectors[selector]?.rules ?? [];
  return rules.every(({ facet, op, value }) => {
    if (!ofSeriesItself.has(facet) || (op !== 'eq' && op !== 'in')) return true;
    const is = facets[facet].value;
    return Array.isArray(value) ? value.some((each) => each === is) : value === is;
  });
}

/** A projection of the whole body, in mm. */
const thickest = 500;

/** What a protocol calls the series that it wants. */
export function labelOf({ protocol }: Pick<Hanging, 'protocol'>, selector: string): string {
  return protocol.selectors[selector]?.label ?? selector;
}
