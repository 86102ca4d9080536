import type { Protocol, Screen, Stage, Viewport } from '#shared/hanging/protocol.ts';
import { changedAt, compact, movedTo, removedAt } from './compact.ts';
import { freeCell, overlaps, type Place, placedScreen, placeOf, writtenPlace } from './places.ts';

/** The steps of a protocol and their screens; a step has at least one screen, and a protocol at least one step. */
export function withStage(protocol: Protocol, index: number, change: (stage: Stage) => Stage): Protocol {
  return { ...protocol, stages: changedAt(protocol.stages, index, (stage) => compact(change(stage))) };
}

export function withScreen(
  protocol: Protocol,
  stage: number,
  screen: number,
  change: (screen: Screen) => Screen,
): Protocol {
  return withStage(protocol, stage, (before) => ({ ...before, screens: changedAt(before.screens, screen, change) }));
}

/** Every box of every step with its place written out, so that no edit of one moves another. */
export function withPlaces(protocol: Protocol): Protocol {
  const stages = protocol.stages.map((stage) => ({ ...stage, screens: stage.screens.map(placedScreen) }));
  return { ...protocol, stages };
}

/** Behind the one it is like, which it takes boxes, windows and links from. */
export function stageCopied(protocol: Protocol, index: number, name: string): Protocol {
  const like = protocol.stages[index];
  if (!like) return protocol;
  const stages = [...protocol.stages.slice(0, index + 1), { ...like, name }, ...protocol.stages.slice(index + 1)];
  return { ...protocol, stages };
}

/** The last step stays. */
export function stageRemoved(protocol: Protocol, index: number): Protocol {
  return protocol.stages.length < 2 ? protocol : { ...protocol, stages: removedAt(protocol.stages, index) };
}

export function stageMoved(protocol: Protocol, from: number, to: number): Protocol {
  return { ...protocol, stages: movedTo(protocol.stages, from, to) };
}

export function stageRenamed(protocol: Protocol, index: number, name: string): Protocol {
  return withStage(protocol, index, (stage) => ({ ...stage, name }));
}

/** When a step can hang at all. */
export function conditionChanged(
  protocol: Protocol,
  index: number,
  change: Partial<NonNullable<Stage['enabledIf']>>,
): Protocol {
  return withStage(protocol, index, (stage) => {
    const enabledIf = compact({ ...stage.enabledIf, ...change });
    if (enabledIf.bound?.length === 0) delete enabledIf.bound;
    return { ...stage, enabledIf: Object.keys(enabledIf).length === 0 ? undefined : enabledIf };
  });
}

/** One more monitor: with one empty box, and the step is for so many monitors only. */
export function screenAdded(protocol: Protocol, index: number): Protocol {
  return withStage(protocol, index, (stage) => {
    const id = freshBoxId(stage);
    const screen: Screen = {
      role: 'secondary',
      grid: { rows: 1, cols: 1 },
      viewports: [{ id, at: [0, 0], layers: [], type: 'empty' }],
    };
    const screens = [...stage.screens, screen];
    return { ...stage, screens, enabledIf: { ...stage.enabledIf, minScreens: screens.length } };
  });
}

export function screenRemoved(protocol: Protocol, index: number, screen: number): Protocol {
  return withStage(protocol, index, (stage) => {
    if (stage.screens.length < 2) return stage;
    const screens = removedAt(stage.screens, screen);
    const minScreens = screens.length > 1 ? screens.length : undefined;
    return withoutLostLinks({
      ...stage,
      screens,
      enabledIf: stage.enabledIf && compact({ ...stage.enabledIf, minScreens }),
    });
  });
}

/**
 * So many rows and columns. Boxes that reach over the new edge become smaller; those beyond it take a free cell, and only
 * where there is none are they taken away.
 */
export function gridChanged(protocol: Protocol, stage: number, screen: number, rows: number, cols: number): Protocol {
  const changed = withScreen(protocol, stage, screen, (before) => {
    const placed = placedScreen(before);
    const grid = { rows: Math.min(8, Math.max(1, rows)), cols: Math.min(8, Math.max(1, cols)) };
    const inside = placed.viewports.flatMap((viewport) => {
      const place = placeOf(viewport);
      return place && place[0] < grid.rows && place[1] < grid.cols ? [cut(viewport, place, grid)] : [];
    });
    const places = inside.flatMap((viewport) => {
      const place = placeOf(viewport);
      return place ? [place] : [];
    });
    const kept = placed.viewports.flatMap((viewport) => {
      const stays = inside.find(({ id }) => id === viewport.id);
      if (stays) return [stays];
      const free = freeCell({ ...placed, grid }, places);
      if (!free) return [];
      places.push(free);
      return [{ ...viewport, at: writtenPlace(free) }];
    });
    return { ...placed, grid, viewports: kept };
  });
  return withStage(changed, stage, withoutLostLinks);
}

function cut(viewport: Viewport, [row, column, rows, columns]: Place, grid: Screen['grid']): Viewport {
  const place: Place = [row, column, Math.min(rows, grid.rows - row), Math.min(columns, grid.cols - column)];
  return { ...viewport, at: writtenPlace(place) };
}

/** Links of boxes that are gone no longer name them; a link of one box is none. */
export function withoutLostLinks(stage: Stage): Stage {
  const ids = new Set(stage.screens.flatMap(({ viewports }) => viewports.map(({ id }) => id)));
  const sync = stage.sync
    ?.map((group) => ({ ...group, viewports: group.viewports.filter((id) => ids.has(id)) }))
    .filter(({ viewports }) => viewports.length > 1);
  return compact({ ...stage, sync: sync && sync.length > 0 ? sync : undefined });
}

/** The first letter that no box of the step has: a, b, c … */
export function freshBoxId(stage: Stage): string {
  const taken = new Set(stage.screens.flatMap(({ viewports }) => viewports.map(({ id }) => id)));
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  const letter = [...letters].find((each) => !taken.has(each));
  if (letter !== undefined) return letter;
  let number = 1;
  while (taken.has(`box${number}`)) number += 1;
  return `box${number}`;
}

/** Whether a place lies in the grid and over no box but those named. */
export function isFree(screen: Screen, place: Place, but: readonly string[] = []): boolean {
  const [row, column, rows, columns] = place;
  if (row < 0 || column < 0 || row + rows > screen.grid.rows || column + columns > screen.grid.cols) return false;
  return !screen.viewports.some((viewport) => {
    const own = placeOf(viewport);
    return !but.includes(viewport.id) && own !== undefined && overlaps(own, place);
  });
}
