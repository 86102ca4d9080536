import type { InitialLook, Protocol, Screen, Viewport } from '#shared/hanging/protocol.ts';
import { compact } from './compact.ts';
import { freshBoxId, isFree, withoutLostLinks, withScreen, withStage } from './editStages.ts';
import { boxAt, covers, overlaps, type Place, placedScreen, placeOf, writtenPlace } from './places.ts';

/** One box of one screen of one step. */
export interface BoxRef {
  readonly stage: number;
  readonly screen: number;
  readonly id: string;
}

export function boxOf(protocol: Protocol, { stage, screen, id }: BoxRef): Viewport | undefined {
  return protocol.stages[stage]?.screens[screen]?.viewports.find((viewport) => viewport.id === id);
}

export function boxChanged(protocol: Protocol, ref: BoxRef, change: (box: Viewport) => Viewport): Protocol {
  return withScreen(protocol, ref.stage, ref.screen, (screen) => ({
    ...screen,
    viewports: screen.viewports.map((box) => (box.id === ref.id ? compact(change(box)) : box)),
  }));
}

/** An empty box in a cell that has none; where there is one, nothing changes. */
export function boxAdded(protocol: Protocol, stage: number, screen: number, row: number, column: number): Protocol {
  const of = protocol.stages[stage];
  if (!of?.screens[screen] || !isFree(placedScreen(of.screens[screen]), [row, column, 1, 1])) return protocol;
  const id = freshBoxId(of);
  return withScreen(protocol, stage, screen, (before) => ({
    ...before,
    viewports: [...placedScreen(before).viewports, { id, at: [row, column], layers: [], type: 'empty' }],
  }));
}

/** The last box of a screen is emptied instead: a screen has one. */
export function boxRemoved(protocol: Protocol, ref: BoxRef): Protocol {
  const screen = protocol.stages[ref.stage]?.screens[ref.screen];
  if (!screen) return protocol;
  if (screen.viewports.length < 2) return boxChanged(protocol, ref, emptied);
  const without = withScreen(protocol, ref.stage, ref.screen, (before) => ({
    ...before,
    viewports: placedScreen(before).viewports.filter(({ id }) => id !== ref.id),
  }));
  return withStage(without, ref.stage, withoutLostLinks);
}

export function emptied({ id, at, primary }: Viewport): Viewport {
  return compact({ id, at, primary, layers: [], type: 'empty' as const });
}

/** To a cell: a box that stands there with the same size changes places with it; where others lie in the way it stays. */
export function boxMoved(protocol: Protocol, ref: BoxRef, row: number, column: number): Protocol {
  return withScreen(protocol, ref.stage, ref.screen, (before) => {
    const screen = placedScreen(before);
    const from = ownPlace(screen, ref.id);
    if (!from) return screen;
    const [, , rows, columns] = from;
    const target: Place = [row, column, rows, columns];
    if (isFree(screen, target, [ref.id])) return withPlace(screen, ref.id, target);
    const there = boxAt(screen, row, column);
    const theirs = there && placeOf(there);
    if (!there || !theirs || there.id === ref.id) return screen;
    // Two of different sizes change places where both fit.
    const mine: Place = [theirs[0], theirs[1], theirs[2], theirs[3]];
    return withPlace(withPlace(screen, ref.id, mine), there.id, from);
  });
}

/**
 * Over so many rows and columns from its own corner. Empty boxes in the way are taken away; where one that shows
 * something lies in the way, or the grid ends, nothing changes.
 */
export function boxSpanned(protocol: Protocol, ref: BoxRef, rows: number, columns: number): Protocol {
  const spanned = withScreen(protocol, ref.stage, ref.screen, (before) => {
    const screen = placedScreen(before);
    const from = ownPlace(screen, ref.id);
    if (!from) return screen;
    const target: Place = [from[0], from[1], Math.max(1, rows), Math.max(1, columns)];
    const inTheWay = screen.viewports.filter((box) => {
      const place = placeOf(box);
      return box.id !== ref.id && box.layers.length === 0 && place !== undefined && overlaps(place, target);
    });
    const ids = inTheWay.map(({ id }) => id);
    if (!isFree(screen, target, [ref.id, ...ids])) return screen;
    const left = { ...screen, viewports: screen.viewports.filter(({ id }) => !ids.includes(id)) };
    return withPlace(left, ref.id, target);
  });
  return withStage(spanned, ref.stage, withoutLostLinks);
}

function ownPlace(screen: Screen, id: string): Place | undefined {
  const own = screen.viewports.find((box) => box.id === id);
  return own && placeOf(own);
}

function withPlace(screen: Screen, id: string, place: Place): Screen {
  return {
    ...screen,
    viewports: screen.viewports.map((box) => (box.id === id ? { ...box, at: writtenPlace(place) } : box)),
  };
}

/** What the box shows first; undefined: nothing. What lies over it stays, unless it is the same. */
export function layerChanged(protocol: Protocol, ref: BoxRef, selector: string | undefined): Protocol {
  return boxChanged(protocol, ref, (box) => {
    if (selector === undefined) return emptied(box);
    const over = box.layers.slice(1).filter((layer) => layer.selector !== selector);
    const type = box.type === 'empty' || box.type === 'report' ? undefined : box.type;
    return { ...box, type, layers: [{ selector }, ...over] };
  });
}

/** What lies over it in colour: PET over CT. Another there takes the colours and the opacity of the one before it. */
export function overlayChanged(protocol: Protocol, ref: BoxRef, selector: string | undefined): Protocol {
  return boxChanged(protocol, ref, (box) => {
    const [lowest] = box.layers;
    if (!lowest) return box;
    if (selector === undefined || selector === lowest.selector) return { ...box, layers: [lowest] };
    const { colormap, opacity } = box.layers[1] ?? firstOver;
    return { ...box, layers: [lowest, compact({ selector, colormap, opacity })] };
  });
}

/** As what ships lays a PET over a CT. */
const firstOver: Pick<Viewport['layers'][number], 'colormap' | 'opacity'> = { colormap: 'hotIron', opacity: 0.5 };

/** The kinds of box, as a person chooses between them. */
export const boxKinds = ['stack', 'plane', 'slab', 'mip', 'volume3d'] as const;
export type BoxKind = (typeof boxKinds)[number];

/** A slab is a plane of several mm; a MIP is one of the brightest. */
export function kindOf({ type = 'stack', slab }: Viewport): BoxKind | 'empty' | 'report' {
  if (type === 'mpr') return slab ? 'slab' : 'plane';
  return type;
}

/** Thick enough to see vessels in, and what most protocols begin with. */
const firstSlabMm = 10;

export function kindChanged(protocol: Protocol, ref: BoxRef, kind: BoxKind): Protocol {
  return boxChanged(protocol, ref, (box) => {
    const plane = box.plane ?? 'AX';
    const mm = box.slab?.mm ?? firstSlabMm;
    switch (kind) {
      case 'stack':
      case 'volume3d':
        return { ...box, type: kind === 'stack' ? undefined : kind, plane: undefined, slab: undefined };
      case 'plane':
        return { ...box, type: 'mpr', plane, slab: undefined };
      case 'slab':
        return { ...box, type: 'mpr', plane, slab: { mode: 'avg', mm } };
      case 'mip':
        return { ...box, type: 'mip', plane, slab: { mode: 'mip', mm } };
    }
  });
}

export function lookChanged(protocol: Protocol, ref: BoxRef, change: Partial<InitialLook>): Protocol {
  return boxChanged(protocol, ref, (box) => {
    const initial = compact({ ...box.initial, ...change });
    return { ...box, initial: Object.keys(initial).length === 0 ? undefined : initial };
  });
}

/** What is read first: one box of a step. */
export function primaryChanged(protocol: Protocol, ref: BoxRef): Protocol {
  return withStage(protocol, ref.stage, (stage) => ({
    ...stage,
    screens: stage.screens.map((screen, at) => ({
      ...screen,
      viewports: screen.viewports.map((box) =>
        compact({ ...box, primary: at === ref.screen && box.id === ref.id ? true : undefined }),
      ),
    })),
  }));
}

/** The box beside in a direction, for the arrow keys; undefined at the edge. */
export function boxBeside(screen: Screen, id: string, rows: number, columns: number): Viewport | undefined {
  const placed = placedScreen(screen);
  const from = ownPlace(placed, id);
  if (!from) return undefined;
  let row = rows > 0 ? from[0] + from[2] : from[0] + rows;
  let column = columns > 0 ? from[1] + from[3] : from[1] + columns;
  // Over cells without a box it goes on.
  while (row >= 0 && column >= 0 && row < screen.grid.rows && column < screen.grid.cols) {
    const found = boxAt(placed, row, column);
    if (found && !covers(from, row, column)) return found;
    row += rows;
    column += columns;
  }
  return undefined;
}
