import type { Screen, Stage, SyncGroup, Viewport } from '../protocol.ts';
import { layerKey } from './captureSelectors.ts';
import type { KeptLook } from './keptLook.ts';
import type { LayoutOnScreen, ShownBox, ShownLink, ShownScreen } from './layoutOnScreen.ts';
import { keptWindow, type WindowPreset } from './windowKept.ts';

/** What the stages of a remembered hanging are called, in the reader's language. */
export interface StageNames {
  readonly whole: string;
  readonly withoutPrior: string;
  readonly oneScreen: string;
}

interface Parts {
  readonly names: StageNames;
  /** Selector of each thing that hangs, by `layerKey`. */
  readonly keys: ReadonlyMap<string, string>;
  readonly isOfPrior: (box: ShownBox) => boolean;
  /** Selectors of the protocol in force, which boxes may wait for. */
  readonly awaited: ReadonlySet<string>;
  readonly presets: readonly WindowPreset[];
  readonly lookOf: (box: ShownBox) => KeptLook;
}

/**
 * The layout as stages: as it stands; without the earlier study, for patients who have none; and its first screen
 * alone, for the day when there is one.
 */
export function captureStages(layout: LayoutOnScreen, parts: Parts): readonly Stage[] {
  const whole = stageOf(layout, parts, parts.names.whole);
  const present = withoutPriors(layout, parts);
  const first = layout.screens.find(({ role }) => role === 'primary') ?? layout.screens[0];
  const stages = [whole];
  if (present) stages.push(stageOf(present, parts, parts.names.withoutPrior));
  if (first && layout.screens.length > 1) {
    const alone = { screens: [first], links: linksWithin(layout, layout.screens.indexOf(first)) };
    const presentAlone = withoutPriors(alone, parts);
    stages.push(stageOf(alone, parts, parts.names.oneScreen));
    if (presentAlone)
      stages.push(stageOf(presentAlone, parts, `${parts.names.oneScreen}, ${parts.names.withoutPrior}`));
  }
  return stages.filter(({ screens }) =>
    screens.some(({ viewports }) => viewports.some(({ layers }) => layers.length > 0)),
  );
}

/** Half of its boxes is what a layout must have to be that layout. */
function stageOf(layout: LayoutOnScreen, parts: Parts, name: string): Stage {
  const boxes = layout.screens.flatMap((screen) => screen.boxes);
  const filled = boxes.filter(({ layers }) => layers.length > 0);
  const prior = filled.find(parts.isOfPrior)?.layers[0];
  const priorKey = prior && parts.keys.get(layerKey(prior));
  const lead = leadingBox(filled, parts);
  return {
    name,
    enabledIf: {
      ...(priorKey !== undefined && { bound: [priorKey] }),
      minBound: Math.max(1, Math.ceil(filled.length / 2)),
      ...(layout.screens.length > 1 && { minScreens: layout.screens.length }),
    },
    screens: layout.screens.map((screen, place) => screenOf(screen, place, lead, parts)),
    ...syncOf(layout.links),
  };
}

/** The box that the keys are in, where it shows the study that is read. */
function leadingBox(filled: readonly ShownBox[], { isOfPrior }: Parts): ShownBox | undefined {
  const present = filled.filter((box) => !isOfPrior(box));
  return present.find(({ isActive }) => isActive) ?? present[0] ?? filled[0];
}

function screenOf(screen: ShownScreen, place: number, lead: ShownBox | undefined, parts: Parts): Screen {
  return {
    role: screen.role,
    grid: { rows: screen.rows, cols: screen.columns },
    viewports: screen.boxes.map((box, index) => viewportOf(box, boxId(place, index), box === lead, parts)),
  };
}

function viewportOf(box: ShownBox, id: string, isLead: boolean, parts: Parts): Viewport {
  const layers = box.layers.flatMap((layer) => {
    const selector = parts.keys.get(layerKey(layer));
    if (selector === undefined) return [];
    const { colormap, opacity } = layer;
    return [{ selector, ...(colormap !== undefined && { colormap }), ...(opacity !== undefined && { opacity }) }];
  });
  if (box.awaits !== undefined && layers.length === 0 && parts.awaited.has(box.awaits)) {
    layers.push({ selector: box.awaits });
  }
  const initial = initialOf(box, parts);
  return {
    id,
    at: [...box.at],
    ...(isLead && { primary: true }),
    layers,
    type: layers.length === 0 ? 'empty' : box.type === 'empty' ? 'stack' : box.type,
    ...(box.plane && { plane: box.plane }),
    ...(box.slab && { slab: box.slab }),
    ...(Object.keys(initial).length > 0 && { initial }),
  };
}

function initialOf(box: ShownBox, { presets, isOfPrior, lookOf }: Parts): NonNullable<Viewport['initial']> {
  const voi = box.window && keptWindow(box.window, presets);
  const isBeside = box.type === 'stack' && isOfPrior(box);
  const said = Object.entries(lookOf(box).look).filter(([, value]) => value !== undefined && value !== false);
  return {
    ...(isBeside && { at: 'matchPrior' as const }),
    ...Object.fromEntries(said),
    ...(voi !== undefined && { voi }),
  };
}

/** One of its kind within a stage; a stage of fewer boxes numbers them anew. */
function boxId(screen: number, box: number): string {
  return `s${screen + 1}b${box + 1}`;
}

function syncOf(links: readonly ShownLink[]): { sync?: SyncGroup[] } {
  const sync = links
    .filter(({ boxes }) => boxes.length > 1)
    .slice(0, 16)
    .map(({ kind, by, boxes }) => ({
      kind,
      ...(by !== undefined && { by }),
      viewports: boxes.map(([screen, box]) => boxId(screen, box)),
    }));
  return sync.length > 0 ? { sync } : {};
}

function linksWithin({ links }: LayoutOnScreen, screen: number): readonly ShownLink[] {
  return links.map((link) => ({
    ...link,
    boxes: link.boxes.filter(([on]) => on === screen).map(([, box]) => [0, box] as const),
  }));
}

/** The boxes of the present study alone, without rows and columns that only earlier ones stood in; undefined where there is nothing to leave out, or nothing left. */
function withoutPriors(layout: LayoutOnScreen, { isOfPrior }: Parts): LayoutOnScreen | undefined {
  const boxes = layout.screens.flatMap((screen) => screen.boxes);
  const left = boxes.filter((box) => !isOfPrior(box));
  if (left.length === boxes.length || !left.some(({ layers }) => layers.length > 0)) return undefined;
  const screens = layout.screens.map((screen) => drawnTogether(screen, left));
  const kept = layout.screens.flatMap((_, place) => ((screens[place]?.boxes.length ?? 0) > 0 ? [place] : []));
  const newPlace = ([screen, box]: readonly [number, number]) => {
    const shown = layout.screens[screen]?.boxes[box];
    const at = layout.screens[screen]?.boxes.filter((each) => left.includes(each)).indexOf(shown as ShownBox) ?? -1;
    return at < 0 ? [] : [[kept.indexOf(screen), at] as const];
  };
  return {
    screens: kept.flatMap((place) => screens[place] ?? []),
    links: layout.links.map((link) => ({ ...link, boxes: link.boxes.flatMap(newPlace) })),
  };
}

function drawnTogether(screen: ShownScreen, left: readonly ShownBox[]): ShownScreen {
  const boxes = screen.boxes.filter((box) => left.includes(box));
  const rows = covered(boxes.map(({ at: [row, , high] }) => [row, high]));
  const columns = covered(boxes.map(({ at: [, column, , wide] }) => [column, wide]));
  return {
    ...screen,
    rows: Math.max(1, rows.length),
    columns: Math.max(1, columns.length),
    boxes: boxes.map((box) => {
      const [row, column, high, wide] = box.at;
      return { ...box, at: [rows.indexOf(row), columns.indexOf(column), high, wide] };
    }),
  };
}

/** Lines that some box covers, in order. */
function covered(spans: readonly (readonly [from: number, over: number])[]): readonly number[] {
  const lines = spans.flatMap(([from, over]) => Array.from({ length: over }, (_, step) => from + step));
  return [...new Set(lines)].sort((one, other) => one - other);
}
