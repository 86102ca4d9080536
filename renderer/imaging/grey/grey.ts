import vtkPiecewiseFunction from '@kitware/vtk.js/Common/DataModel/PiecewiseFunction';
import type { LookupTable } from '#shared/dicom/lookupTable.ts';
import { type VOILUTFunction, type Window, windowEdges, windowed } from '#shared/dicom/presentationValues.ts';

/** How values become grey in one image box; the whole of it, with inversion as one boolean (PX5). */
export interface GreyState {
  readonly window: Window;
  readonly voiFunction: VOILUTFunction;
  readonly inverted: boolean;
  /**
   * A VOI LUT of the data, in force until the reader chooses a window (PX4). `window` is then the span of values over which
   * the table lies: a drag moves and stretches it, and its shape stays.
   */
  readonly table: LookupTable | undefined;
}

/** The part of vtk's colour transfer function that is used here. */
interface TransferFunction {
  removeAllPoints(): void;
  addRGBPoint(value: number, red: number, green: number, blue: number): number;
  setMappingRange(low: number, high: number): void;
  modified(): void;
}

/** Enough points that the sigmoid, drawn in straight pieces, stays within 1 of 255 of the formula. */
const sigmoidPoints = 128;

interface DrawnProperty {
  getRGBTransferFunction(index: number): TransferFunction | null;
  setScalarOpacity(index: number, opacity: unknown): unknown;
  getScalarOpacity?(index: number): unknown;
}

/**
 * Writes our grey into the actor of a stack or a volume alike, after everything Cornerstone set: volumes would ignore
 * SIGMOID and inversion (SF22), mixed stacks would keep a wrong inversion (SF26). Not for colour.
 * @param floor the least value of the image, where some of its area is background (PX7); see `backgroundFloorOf`
 */
export function applyGrey(viewport: { getDefaultActor(): unknown }, grey: GreyState, floor?: number): void {
  const actor = viewport.getDefaultActor() as { actor?: unknown } | undefined;
  const property = (actor?.actor as { getProperty(): DrawnProperty } | undefined)?.getProperty();
  const transfer = property?.getRGBTransferFunction(0);
  if (!property || !transfer) {
    onProcessor(viewport as ProcessorViewport, grey);
    return;
  }
  transfer.removeAllPoints();
  for (const [value, brightness] of greyPoints(grey)) {
    const level = grey.inverted ? 1 - brightness : brightness;
    transfer.addRGBPoint(value, level, level, level);
  }
  transfer.modified();
  hideBelow(property, floor);
}

/** A viewport that the processor draws has no property: it is told edges, and knows a straight line only. */
interface ProcessorViewport {
  setProperties?(properties: object, suppressEvents?: boolean): void;
}

function onProcessor(viewport: ProcessorViewport, grey: GreyState): void {
  const points = greyPoints(grey);
  const [first, last] = [points[0]?.[0], points.at(-1)?.[0]];
  if (first === undefined || last === undefined) return;
  // A sigmoid is nearly straight in the middle two thirds of its points' span, which is the width of its window.
  const isSigmoid = !grey.table && grey.voiFunction === 'SIGMOID';
  const edges = isSigmoid ? windowEdges(grey.window, 'LINEAR_EXACT') : { low: first, high: last };
  viewport.setProperties?.({ voiRange: { lower: edges.low, upper: edges.high }, invert: grey.inverted }, true);
}

/** The opacity that a property had before its background was hidden: what is put back. */
const before = new WeakMap<DrawnProperty, { readonly opacity: unknown; floor: number }>();

/**
 * What lies below the least value of the image is no image, and shows the black of the box in every window, inverted or
 * not (PX7): by opacity, because a table of colours that reached down to it would be too coarse for the window.
 */
function hideBelow(property: DrawnProperty, floor: number | undefined): void {
  if (floor === undefined) {
    const was = before.get(property);
    if (was) property.setScalarOpacity(0, was.opacity);
    before.delete(property);
    return;
  }
  const known = before.get(property);
  if (known?.floor === floor) return;
  const opacity = vtkPiecewiseFunction.newInstance();
  const step = Math.max(0.5, Math.abs(floor) * 1e-6) / 2;
  opacity.addPoint(floor - 2 * step, 0);
  opacity.addPoint(floor - step, 1);
  if (known) known.floor = floor;
  else before.set(property, { opacity: property.getScalarOpacity?.(0) ?? null, floor });
  property.setScalarOpacity(0, opacity);
}

/** Pairs of value and brightness between which grey rises in a straight line. */
export function greyPoints({ window, voiFunction, table }: GreyState): readonly (readonly [number, number])[] {
  if (table) return tablePoints(table, window);
  if (voiFunction !== 'SIGMOID') {
    const { low, high } = windowEdges(window, voiFunction);
    // A window of width 1 is a step; the two points may not fall together.
    return [
      [low, 0],
      [Math.max(high, low + 1e-6), 1],
    ];
  }
  const span = window.width * 3;
  return Array.from({ length: sigmoidPoints + 1 }, (_, index) => {
    const value = window.center - span / 2 + (span * index) / sigmoidPoints;
    return [value, windowed(value, window, voiFunction)] as const;
  });
}

/** The values that a VOI LUT lies over as the data have it: half a value beyond its first and its last entry. */
export function spanOfTable({ firstMapped, entries }: LookupTable): Window {
  return { center: firstMapped + (entries.length - 1) / 2, width: entries.length };
}

/** A VOI LUT as points, laid over a span: every entry of a short table, every n-th of a long one (PS3.3 C.11.2.1.1). */
function tablePoints(table: LookupTable, span: Window): readonly (readonly [number, number])[] {
  const step = Math.max(1, Math.floor(table.entries.length / 1_024));
  const white = 2 ** table.bitsPerEntry - 1;
  const last = table.entries.length - 1;
  const indexes = Array.from({ length: Math.ceil(table.entries.length / step) }, (_, index) => index * step);
  const apart = span.width / table.entries.length;
  return [...new Set([...indexes, last])].map((index) => [
    span.center + (index - last / 2) * apart,
    (table.entries[index] ?? 0) / white,
  ]);
}
