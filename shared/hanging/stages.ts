import { compareText } from '../base/compareText.ts';
import { type Bound, selectorOf } from './bind.ts';
import type { HungScreen, HungStage, HungViewport } from './hanging.ts';
import { placeViewports } from './placeViewports.ts';
import type { Protocol, Screen, Stage, Viewport } from './protocol.ts';

/** Why a stage cannot hang now; undefined: it can. A box that waits for a prior's headers counts as filled. */
export function whyDisabled(stage: Stage, bound: Bound, screens: number): HungStage['disabled'] {
  const { enabledIf } = stage;
  // A box on a screen that is not there would be hidden.
  const wantedScreens = Math.max(enabledIf?.minScreens ?? 1, stage.screens.length);
  if (wantedScreens > screens) return { kind: 'screens', wanted: wantedScreens };
  const missing = enabledIf?.bound?.find((key) => !isFilled(key, bound));
  if (missing !== undefined) return { kind: 'selector', selector: missing };
  const wanted = enabledIf?.minBound ?? 1;
  const filled = viewportsOf(stage).filter((viewport) => showsSomething(viewport, bound)).length;
  return filled < wanted ? { kind: 'bound', bound: filled, wanted } : undefined;
}

/** The share of a stage's boxes that have something to show, 0 to 1. */
export function coverageOf(stage: Stage | undefined, bound: Bound): number {
  const viewports = stage ? viewportsOf(stage).filter(({ layers }) => layers.length > 0) : [];
  if (viewports.length === 0) return 0;
  return viewports.filter((viewport) => showsSomething(viewport, bound)).length / viewports.length;
}

/** Whether a selector has something to show, or will as soon as its prior has been read. */
export function isFilled(key: string, { held, waiting }: Bound): boolean {
  return held.has(key) || waiting.has(key);
}

/** The stages of a protocol as they hang; one that would show what an earlier one shows is passed over. */
export function hungStages(protocol: Protocol, bound: Bound, screens: number): readonly HungStage[] {
  const seen = new Map<string, number>();
  return protocol.stages.map((stage, index) => {
    const hung = {
      index,
      name: stage.name,
      screens: stage.screens.map((screen) => hungScreen(screen, protocol)),
      sync: stage.sync ?? [],
    };
    const disabled = whyDisabled(stage, bound, screens);
    if (disabled) return { ...hung, disabled };
    const picture = pictureOf(hung, bound);
    const before = seen.get(picture);
    if (before !== undefined) return { ...hung, disabled: { kind: 'same', stage: before } };
    seen.set(picture, index);
    return { ...hung, disabled: undefined };
  });
}

/**
 * What a reader would see of a stage, and what moves together in it, whatever its boxes are called: the same text for the
 * same picture. A box that waits is told by what it waits for.
 */
function pictureOf({ screens, sync }: Pick<HungStage, 'screens' | 'sync'>, bound: Bound): string {
  const places = new Map<string, readonly unknown[]>();
  const pictures = screens.map(({ rows, columns, viewports }, screen) => {
    const boxes = viewports.map(({ id, at, type, plane, slab, initial, layers }) => {
      places.set(id, [screen, ...at]);
      const shown = layers.map(({ selector, colormap, opacity }) => {
        const { hangable } = bound.held.get(selector) ?? {};
        const what = hangable ? [hangable.series.id, hangable.index ?? ''] : selector;
        return [what, colormap ?? '', opacity ?? ''];
      });
      return [at, type, plane ?? '', slab ?? '', shown, inOrder(initial)];
    });
    return [rows, columns, boxes.map((box) => JSON.stringify(box)).sort(compareText)];
  });
  const links = sync.map(({ kind, by, viewports }) =>
    JSON.stringify([kind, by ?? '', viewports.map((id) => JSON.stringify(places.get(id))).sort(compareText)]),
  );
  return JSON.stringify([pictures, links.sort(compareText)]);
}

/** Fields in one order, whatever hand wrote them. */
function inOrder(look: HungViewport['initial']): readonly unknown[] {
  return Object.entries(look)
    .filter(([, value]) => value !== undefined)
    .sort(([one], [other]) => compareText(one, other));
}

function hungScreen(screen: Screen, protocol: Protocol): HungScreen {
  return {
    role: screen.role,
    rows: screen.grid.rows,
    columns: screen.grid.cols,
    viewports: placeViewports(screen).flatMap(({ viewport, at }) =>
      typeof at === 'string' ? [] : [hungViewport(viewport, at, protocol)],
    ),
  };
}

function hungViewport(viewport: Viewport, at: HungViewport['at'], protocol: Protocol): HungViewport {
  const { id, layers, plane, slab, type = layers.length === 0 ? 'empty' : 'stack' } = viewport;
  return {
    id,
    at,
    type,
    ...(plane && { plane }),
    ...(slab && { slab }),
    initial: viewport.initial ?? {},
    primary: viewport.primary ?? false,
    layers: layers.map((layer) => ({ ...layer, label: selectorOf(protocol, layer.selector)?.label ?? layer.selector })),
  };
}

function viewportsOf({ screens }: Stage): readonly Viewport[] {
  return screens.flatMap(({ viewports }) => viewports);
}

function showsSomething({ layers }: Viewport, bound: Bound): boolean {
  return layers.some(({ selector }) => isFilled(selector, bound));
}
