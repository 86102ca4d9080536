import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AnnotationValue } from '#shared/annotations/annotation.ts';
import { succeed } from '#shared/base/result.ts';
import { type Draft, DrawingHand } from '../../../imaging/drawing/drawingHand.ts';
import { groundOfPlane, type ValueLayer } from '../../../imaging/drawing/drawingSurface.ts';
import type { DrawnKind } from '../../../imaging/drawing/figures.ts';
import { measureOn } from '../../../imaging/drawing/measureOn.ts';
import { projectionOf } from '../../../imaging/drawing/projection.ts';
import type { BoxPoint, ImageBoxView } from '../../../imaging/imageBoxView.ts';
import { attachPointer, type PointerTool } from '../../../imaging/placement/pointerTools.ts';
import { cursorAfter, KeyPointer, sendPointer } from './keyPointer.ts';

/** What browsers make of a pointer's event, as far as the image box reads it. */
class KeysEvent extends Event {
  constructor(name: string, { cancelable = false, ...parts }: EventInit) {
    super(name, { cancelable });
    Object.assign(this, { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...parts });
  }
}

const size = { clientWidth: 400, clientHeight: 300 };
/** The box stands somewhere on the page. */
const corner = { left: 30, top: 70 };
/** Four pixels of the box are a mm; the patient's origin lies at (200, 150). */
const boxPointAt = ([x, y]: readonly [number, number, number]) => ({ x: 200 + 4 * x, y: 150 + 4 * y });
const ground = groundOfPlane([0, 0, 1], 0);
const projection = projectionOf({ boxPointAt }, ground);

/** The value of each mm is 1000 in a square of 20 mm around the origin, else −1000. */
const phantom: ValueLayer = {
  name: undefined,
  key: 'HU 1',
  sampled: () =>
    succeed({
      ...{ origin: [-50, -50, 0], stepRight: [1, 0, 0], stepDown: [0, 1, 0], columns: 101, rows: 101 },
      valueAt: (column, row) => (Math.abs(column - 50) <= 10 && Math.abs(row - 50) <= 10 ? 1_000 : -1_000),
      unit: { unit: 'HU', perModalityUnit: 1 },
    }),
};

beforeEach(() => vi.stubGlobal('PointerEvent', KeysEvent));
afterEach(() => vi.unstubAllGlobals());

/** An image box with a tool in the hand, and the cursor of the keys over it. */
function boxWith(tool: PointerTool) {
  const drawn: Draft[] = [];
  const element = Object.assign(new EventTarget(), size, {
    getBoundingClientRect: () => corner,
    setPointerCapture: () => expect.unreachable('a pointer that a program moves cannot be captured'),
  }) as unknown as HTMLElement;
  const hand = new DrawingHand({
    kind: () => tool as DrawnKind,
    sheet: () => ({ key: 'image 1', ground, projection, labels: [], shapes: [] }),
    selected: () => undefined,
    onDraft: () => undefined,
    onDrawn: (draft) => drawn.push(draft),
    onMoved: () => undefined,
    onHover: () => undefined,
    onSelect: () => undefined,
    onWrite: () => undefined,
  });
  attachPointer(element, {
    tool: () => tool,
    dragAct: () => 'chosenTool',
    wheelAct: () => undefined,
    onWheel: () => undefined,
    onLens: () => undefined,
    view: () => ({}) as ImageBoxView,
    onActivate: () => undefined,
    hand,
    onCrosshair: () => undefined,
    onEnlarge: () => undefined,
  });
  let at: BoxPoint = { x: 200, y: 150 };
  const arrow = (key: string, step: number) => {
    at = cursorAfter(at, key, step, size) ?? at;
    sendPointer(element, 'pointermove', at, false);
  };
  /** To so many mm right of and below the origin, by tens and by ones, and Enter there. */
  const setAt = (x: number, y: number) => {
    const to = boxPointAt([x, y, 0]);
    while (at.x !== to.x) arrow(at.x < to.x ? 'ArrowRight' : 'ArrowLeft', Math.abs(to.x - at.x) >= 10 ? 10 : 1);
    while (at.y !== to.y) arrow(at.y < to.y ? 'ArrowDown' : 'ArrowUp', Math.abs(to.y - at.y) >= 10 ? 10 : 1);
    sendPointer(element, 'pointerdown', at, true);
    sendPointer(element, 'pointerup', at, false);
  };
  /** Whether Escape has nothing to give up: then it puts the cursor away. */
  const giveUp = () => sendPointer(element, 'pointercancel', at, false);
  return { drawn, setAt, giveUp };
}

function measured(tool: DrawnKind, places: readonly (readonly [number, number])[]) {
  const { drawn, setAt } = boxWith(tool);
  for (const [x, y] of places) setAt(x, y);
  expect(drawn).toHaveLength(1);
  const { kind, points } = drawn[0]!;
  return measureOn({ ground: () => ground, layers: [phantom] }, kind, points, undefined).values;
}

const number = (values: readonly AnnotationValue[], name: string) => values.find((each) => each.name === name)?.value;

describe('O: drawn by keys alone, by arrows and Enter', () => {
  test('a length of 25.0 mm', () => {
    expect(
      number(
        measured('length', [
          [-10, 5],
          [15, 5],
        ]),
        'length',
      ),
    ).toBeCloseTo(25, 6);
  });

  test('an angle of 45°', () => {
    expect(
      number(
        measured('angle', [
          [20, 0],
          [0, 0],
          [20, 20],
        ]),
        'angle',
      ),
    ).toBeCloseTo(45, 6);
  });

  test('a rectangle and an ellipse in a phantom of 1000 HU', () => {
    const inside = measured('rectangle', [
      [-5.5, -5.5],
      [5.5, 5.5],
    ]);
    expect(['mean', 'sd', 'pixels'].map((name) => number(inside, name))).toEqual([1_000, 0, 121]);
    const ellipse = measured('ellipse', [
      [-8, -8],
      [8, 8],
    ]);
    expect(['mean', 'sd'].map((name) => number(ellipse, name))).toEqual([1_000, 0]);
  });

  test('an area that is closed where it began', () => {
    const area = measured('freehand', [
      [-5, -5],
      [5, -5],
      [5, 5],
      [-5, 5],
      [-5, -5],
    ]);
    expect(number(area, 'mean')).toBe(1_000);
    expect(number(area, 'area')).toBeCloseTo(100, 6);
  });

  test('a value at a point, inside and outside', () => {
    expect(number(measured('probe', [[10, 10]]), 'value')).toBe(1_000);
    expect(number(measured('probe', [[12, 10]]), 'value')).toBe(-1_000);
  });

  test('two axes, a Cobb angle and a cardiothoracic ratio have all their points', () => {
    expect(
      number(
        measured('cobb', [
          [-20, 0],
          [20, 0],
          [-20, 10],
          [20, 30],
        ]),
        'cobb',
      ),
    ).toBeCloseTo(26.565, 3);
    const axes = measured('bidirectional', [
      [-15, 0],
      [15, 0],
      [0, -5],
      [0, 5],
    ]);
    expect([number(axes, 'longAxis'), number(axes, 'shortAxis')]).toEqual([
      expect.closeTo(30, 6) as number,
      expect.closeTo(10, 6) as number,
    ]);
  });

  test('Escape gives up a figure that was begun, and only then the cursor', () => {
    const { drawn, setAt, giveUp } = boxWith('angle');
    setAt(0, 0);
    setAt(10, 0);
    expect([giveUp(), giveUp(), drawn.length]).toEqual([false, true, 0]);
  });
});

test('a cursor that goes while it holds something lets go of it; one that holds nothing says nothing', () => {
  const told: string[] = [];
  const element = Object.assign(new EventTarget(), { getBoundingClientRect: () => corner }) as unknown as HTMLElement;
  for (const name of ['pointerdown', 'pointermove', 'pointerup', 'pointercancel'] as const) {
    element.addEventListener(name, ({ clientX, buttons }) => told.push(`${name} ${clientX - corner.left} ${buttons}`));
  }
  const pointer = new KeyPointer(element);
  pointer.putAway();
  pointer.takeHold({ x: 10, y: 10 });
  pointer.moveTo({ x: 20, y: 10 });
  pointer.putAway();
  pointer.putAway();
  pointer.moveTo({ x: 30, y: 10 });
  expect(told).toEqual(['pointerdown 10 1', 'pointermove 20 1', 'pointercancel 20 0', 'pointermove 30 0']);
});
