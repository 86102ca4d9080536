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

/** The stages of a protocol as they hang. */
export function hungStages(protocol: Protocol, bound: Bound, screens: number): readonly HungStage[] {
  return protocol.stages.map((stage, index) => ({
    index,
    name: stage.name,
    disabled: whyDisabled(stage, bound, screens),
    screens: stage.screens.map((screen) => hungScreen(screen, protocol)),
    sync: stage.sync ?? [],
  }));
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
