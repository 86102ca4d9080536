import { airHu, type BodyVoxels } from './bodyVoxels.ts';
import { type CoarseBody, coarseOf, grown, piecesOf } from './coarseMask.ts';

/** Voxels of the couch, and what they held: so that it can be shown again. */
export interface Couch {
  readonly places: Uint32Array;
  readonly values: Int16Array;
}

/** Where there is a body, in voxels: first and last column, row and slot. */
export type BodyExtent = readonly [
  x: readonly [number, number],
  y: readonly [number, number],
  z: readonly [number, number],
];

/** Cells of this and more are of a body; of plates and cloth, whatever of a cell reaches the other. */
const bodyHu = -300;
const plateHu = -500;
/** Thinner than twice this is no part of a body that stands by itself. */
const openedMm = 6;
/** A couch lies in nearly every slice, in the same place, is wide and thin. */
const couch = { slices: 0.9, steady: 0.55, widthMm: 200, thickMm: 45, leastLengthMm: 40 } as const;
/** What lies under the couch may rise above it by so much where it is bent, in cells. */
const bentCells = 2;

/** What was found in a volume: the couch, where there is one that can be told, and where the body lies. */
export interface FoundBody {
  readonly couch: Couch | undefined;
  readonly extent: BodyExtent | undefined;
}

/**
 * Tells the couch from the patient: it is apart from the body, wide and thin, and goes through all slices with one
 * cross-section. What hangs together with the body is never taken for it, nor an arm or a leg beside it: better a couch
 * that is seen than a patient of whom a part is not.
 */
export function findBody(voxels: BodyVoxels): FoundBody {
  const coarse = coarseOf(voxels);
  const solid = coarse.mean.map((mean) => Number(mean > bodyHu));
  const cells = Math.max(1, Math.round(openedMm / Math.max(...coarse.mm.slice(0, 2))));
  const opened = grown(grown(Uint8Array.from(solid), coarse, cells, false), coarse, cells, true);
  const pieces = piecesOf(opened, coarse);
  const [largest] = pieces;
  if (!largest) return { couch: undefined, extent: undefined };
  const body = maskOf(largest, coarse);
  const near = grown(body, coarse, 1, true);
  const around = Uint8Array.from(coarse.highest, (high, at) => Number(high > plateHu && near[at] === 0));
  const shapes = piecesOf(around, coarse).map((piece) => shapeOf(piece, coarse));
  const isSteady = (shape: Shape) => shape.steady >= couch.steady && shape.slots >= couch.slices * coarse.slots;
  const tops = shapes.filter((shape) => isSteady(shape) && isCouch(shape, coarse));
  const under = shapes.filter((shape) => isSteady(shape) && !tops.includes(shape) && isUnder(shape, tops));
  const taken = maskOf(
    [...tops, ...under].flatMap(({ piece }) => piece),
    coarse,
  );
  const isLong = coarse.slots * coarse.mm[2] >= couch.leastLengthMm;
  return {
    couch: tops.length > 0 && isLong ? couchOf(voxels, coarse, spread(taken, near, coarse)) : undefined,
    extent: extentOf(
      pieces.filter((piece) => piece === largest || !piece.some((at) => taken[at] === 1)),
      coarse,
      voxels,
    ),
  };
}

/** Writes air where the couch is, or what was there. */
export function showCouch(values: Int16Array, { places, values: held }: Couch, shown: boolean): void {
  for (let at = 0; at < places.length; at += 1) values[places[at] ?? 0] = shown ? (held[at] ?? airHu) : airHu;
}

/** How a piece looks along the slices. */
interface Shape {
  readonly piece: readonly number[];
  /** Slots of cells that it is in. */
  readonly slots: number;
  /** The part of its cross-section, over all slices, that nearly every slice has. */
  readonly steady: number;
  readonly widthMm: number;
  /** Its cross-section over its width. */
  readonly thickMm: number;
  /** The first row of cells, and the last, of each column that it is in. */
  readonly profile: ReadonlyMap<number, readonly [first: number, last: number]>;
}

function shapeOf(piece: readonly number[], { columns, rows, mm }: CoarseBody): Shape {
  const size = columns * rows;
  const counts = new Map<number, number>();
  const slots = new Set<number>();
  const profile = new Map<number, readonly [number, number]>();
  for (const at of piece) {
    const place = at % size;
    const [column, row] = [place % columns, Math.floor(place / columns)];
    slots.add(Math.floor(at / size));
    counts.set(place, (counts.get(place) ?? 0) + 1);
    const [first, last] = profile.get(column) ?? [row, row];
    profile.set(column, [Math.min(first, row), Math.max(last, row)]);
  }
  const steadyCells = [...counts.values()].filter((count) => count >= couch.slices * slots.size).length;
  const width = Math.max(...profile.keys()) - Math.min(...profile.keys()) + 1;
  return {
    piece,
    slots: slots.size,
    steady: steadyCells / counts.size,
    widthMm: width * mm[0],
    thickMm: (counts.size * mm[1]) / width,
    profile,
  };
}

function isCouch({ widthMm, thickMm }: Shape, coarse: CoarseBody): boolean {
  return widthMm >= Math.min(couch.widthMm, coarse.columns * coarse.mm[0] * 0.5) && thickMm <= couch.thickMm;
}

/** Rails and the lower plate: on the side of a couch that the patient is not on. */
function isUnder({ profile }: Shape, tops: readonly Shape[]): boolean {
  return [...profile].every(([column, [first]]) =>
    tops.some((top) => first + bentCells >= (top.profile.get(column)?.[0] ?? Number.POSITIVE_INFINITY)),
  );
}

function maskOf(cells: readonly number[], { columns, rows, slots }: CoarseBody): Uint8Array {
  const mask = new Uint8Array(columns * rows * slots);
  for (const at of cells) mask[at] = 1;
  return mask;
}

/** With the blur of its edges, and nothing of the body's. */
function spread(taken: Uint8Array, near: Uint8Array, coarse: CoarseBody): Uint8Array {
  return grown(taken, coarse, 1, true).map((cell, at) => (near[at] === 1 ? 0 : cell));
}

function couchOf(voxels: BodyVoxels, coarse: CoarseBody, taken: Uint8Array): Couch {
  const { columns, rows, slots, values } = voxels;
  const places: number[] = [];
  for (let slot = 0; slot < slots; slot += 1) {
    for (let row = 0; row < rows; row += 1) {
      const cells = (Math.floor(slot / coarse.by[2]) * coarse.rows + Math.floor(row / coarse.by[1])) * coarse.columns;
      const start = (slot * rows + row) * columns;
      for (let column = 0; column < columns; column += 1) {
        if (taken[cells + Math.floor(column / coarse.by[0])] === 0) continue;
        if ((values[start + column] ?? airHu) > airHu) places.push(start + column);
      }
    }
  }
  const kept = Uint32Array.from(places);
  return { places: kept, values: Int16Array.from(kept, (place) => values[place] ?? airHu) };
}

function extentOf(
  pieces: readonly (readonly number[])[],
  { columns, rows, by }: CoarseBody,
  voxels: BodyVoxels,
): BodyExtent {
  const low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const high = [0, 0, 0];
  for (const at of pieces.flat()) {
    const cell = [at % columns, Math.floor(at / columns) % rows, Math.floor(at / (columns * rows))];
    for (const [axis, place] of cell.entries()) {
      low[axis] = Math.min(low[axis] ?? 0, place);
      high[axis] = Math.max(high[axis] ?? 0, place);
    }
  }
  const last = [voxels.columns - 1, voxels.rows - 1, voxels.slots - 1];
  const range = (axis: 0 | 1 | 2): readonly [number, number] => [
    (low[axis] ?? 0) * by[axis],
    Math.min(last[axis] ?? 0, ((high[axis] ?? 0) + 1) * by[axis] - 1),
  ];
  return [range(0), range(1), range(2)];
}
