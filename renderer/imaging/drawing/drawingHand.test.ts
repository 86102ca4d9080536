import { describe, expect, test } from 'vitest';
import { type Annotation, annotationLimits } from '#shared/annotations/annotation.ts';
import type { Ground } from '#shared/annotations/ground.ts';
import { patientScale } from '#shared/dicom/scale.ts';
import { lengthOfNumber, uuidOf } from '#tests/fixtures/annotations.ts';
import { type Draft, DrawingHand, type Sheet } from './drawingHand.ts';
import type { DrawnKind } from './figures.ts';
import type { Hit, LabelBox } from './hitTest.ts';
import { projectionOf } from './projection.ts';
import { shapeOf } from './shapes.ts';

const ground: Ground = {
  origin: [0, 0, 50],
  right: [1, 0, 0],
  down: [0, 1, 0],
  pixel: { betweenRows: 1, betweenColumns: 1 },
  scaleFor: () => patientScale,
};
/** Two pixels of the box for a mm, and the patient's origin at (100, 100). */
const projection = projectionOf({ boxPointAt: ([x, y]) => ({ x: 100 + 2 * x, y: 100 + 2 * y }) }, ground);
const mouse = { shift: false, coarse: false };
const shifted = { shift: true, coarse: false };
type At = readonly [number, number];
const at = ([x, y]: At) => ({ x, y });

/** A hand over a box; what it drew and moved is kept by its points, in mm of the plane. */
function createHand(kind: DrawnKind | undefined, kept: readonly Annotation[] = [], labels: readonly LabelBox[] = []) {
  const told = {
    drawn: [] as Draft[],
    moved: [] as Draft[],
    draft: undefined as Draft | undefined,
    selected: undefined as string | undefined,
    hovered: undefined as Hit | undefined,
    written: undefined as string | undefined,
    key: 'image 1' as string | undefined,
  };
  const sheet = (): Sheet | undefined =>
    told.key === undefined
      ? undefined
      : { key: told.key, ground, projection, labels, shapes: kept.map((each) => shapeOf(each, ground)) };
  const hand = new DrawingHand({
    kind: () => kind,
    sheet,
    selected: () => told.selected,
    onDraft: (draft) => {
      told.draft = draft;
    },
    onDrawn: (draft) => told.drawn.push(draft),
    onMoved: (draft) => told.moved.push(draft),
    onHover: (hit) => {
      told.hovered = hit;
    },
    onSelect: (id) => {
      told.selected = id;
    },
    onWrite: (id) => {
      told.written = id;
    },
  });
  const click = (point: At, touch = mouse) => {
    const taken = hand.press(at(point), touch, kind);
    hand.release(at(point), touch);
    return taken;
  };
  const drag = (from: At, to: At, touch = mouse) => {
    const taken = hand.press(at(from), touch, kind);
    hand.move(at([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]), touch);
    hand.move(at(to), touch);
    hand.release(at(to), touch);
    return taken;
  };
  return { told, hand, click, drag };
}
const flat = (draft: Draft | undefined) =>
  draft?.points.map(([x, y]) => [x, y].map((part) => Math.round(part * 1e6) / 1e6));
const line = (number: number, from: At, to: At): Annotation =>
  lengthOfNumber(number, {
    points: [
      [...from, 50],
      [...to, 50],
    ],
  });

describe('drawing', () => {
  test('a length by dragging, and the same by two clicks; its points lie in the plane', () => {
    const dragged = createHand('length');
    dragged.drag([100, 100], [150, 120]);
    const clicked = createHand('length');
    clicked.click([100, 100]);
    expect(clicked.told.drawn).toEqual([]);
    clicked.hand.move(at([130, 110]), mouse);
    expect(flat(clicked.told.draft)).toEqual([
      [0, 0],
      [15, 5],
    ]);
    clicked.click([150, 120]);
    for (const { told } of [dragged, clicked]) {
      expect(told.drawn.map(({ points }) => points)).toEqual([
        [
          [0, 0, 50],
          [25, 10, 50],
        ],
      ]);
      expect(told.draft).toBeUndefined();
    }
  });

  test('Shift holds a line in steps of 15°, and an ellipse round', () => {
    const { drag, told } = createHand('length');
    drag([100, 100], [200, 104], shifted);
    expect(flat(told.drawn[0])?.[1]?.[1]).toBe(0);
    const round = createHand('ellipse');
    round.drag([100, 100], [140, 120], shifted);
    expect(flat(round.told.drawn[0])).toEqual([
      [0, 10],
      [20, 10],
      [10, 0],
      [10, 20],
    ]);
  });

  test('an angle by a drag and a click, Cobb by two drags, both axes by a drag and a click', () => {
    const angle = createHand('angle');
    angle.drag([100, 100], [140, 100]);
    angle.click([140, 140]);
    expect(flat(angle.told.drawn[0])).toEqual([
      [0, 0],
      [20, 0],
      [20, 20],
    ]);
    const cobb = createHand('cobb');
    cobb.drag([100, 100], [140, 100]);
    cobb.drag([100, 140], [140, 150]);
    expect(flat(cobb.told.drawn[0])).toEqual([
      [0, 0],
      [20, 0],
      [0, 20],
      [20, 25],
    ]);
    const axes = createHand('bidirectional');
    axes.drag([100, 100], [140, 100]);
    axes.hand.move(at([120, 110]), mouse);
    expect(flat(axes.told.draft)).toEqual([
      [0, 0],
      [20, 0],
      [10, -5],
      [10, 5],
    ]);
    axes.click([120, 112]);
    expect(flat(axes.told.drawn[0])).toEqual([
      [0, 0],
      [20, 0],
      [10, -6],
      [10, 6],
    ]);
  });

  test('widths of heart and chest are level however they are drawn', () => {
    const { drag, told } = createHand('cardiothoracicRatio');
    drag([120, 100], [160, 108]);
    drag([100, 130], [200, 120]);
    expect(flat(told.drawn[0])).toEqual([
      [10, 0],
      [30, 0],
      [0, 15],
      [50, 15],
    ]);
  });

  test('a freehand line that goes on and on is thinned while it is drawn: the journal takes it', () => {
    const endless = createHand('freehand');
    endless.hand.press(at([400, 100]), mouse, 'freehand');
    for (let step = 1; step < 12_000; step += 1) {
      const [angle, radius] = [step / 50, 300 - step / 100];
      endless.hand.move(at([100 + radius * Math.cos(angle), 100 + radius * Math.sin(angle)]), mouse);
    }
    endless.hand.release(at([100, 100]), mouse);
    const [drawn] = endless.told.drawn;
    expect(drawn?.points.length).toBeGreaterThan(1_000);
    expect(drawn?.points.length).toBeLessThan(annotationLimits.freehandPoints);
    expect(drawn?.points[0]).toEqual([150, 0, 50]);
  });

  test('freehand by one sweep, or point by point until its beginning, a double click or Enter', () => {
    const swept = createHand('freehand');
    swept.hand.press(at([100, 100]), mouse, 'freehand');
    for (const [x, y] of [
      [110, 100],
      [120, 110],
      [110, 120],
    ] as const)
      swept.hand.move(at([x, y]), mouse);
    swept.hand.release(at([110, 120]), mouse);
    expect(flat(swept.told.drawn[0])).toEqual([
      [0, 0],
      [5, 0],
      [10, 5],
      [5, 10],
    ]);
    // A line that ends where it began is a line.
    const round = createHand('freehand');
    round.hand.press(at([100, 100]), mouse, 'freehand');
    for (const [x, y] of [
      [150, 100],
      [150, 150],
      [101, 101],
    ] as const)
      round.hand.move(at([x, y]), mouse);
    round.hand.release(at([100, 100]), mouse);
    expect(round.told.drawn).toHaveLength(1);
    const ends = [
      (hand: ReturnType<typeof createHand>) => hand.click([101, 101]),
      (hand: ReturnType<typeof createHand>) => hand.hand.pressAgain(at([110, 150]), mouse),
      (hand: ReturnType<typeof createHand>) => hand.hand.end(),
    ];
    for (const end of ends) {
      const clicked = createHand('freehand');
      for (const point of [
        [100, 100],
        [150, 100],
        [150, 150],
      ] as const)
        clicked.click(point);
      expect(clicked.hand.busy).toBe(true);
      end(clicked);
      expect(flat(clicked.told.drawn[0])).toEqual([
        [0, 0],
        [25, 0],
        [25, 25],
      ]);
    }
  });

  test('what is too small to be meant is not kept, and a double click draws nothing', () => {
    const { click, hand, told } = createHand('length');
    click([100, 100]);
    click([101, 100]);
    expect(hand.pressAgain(at([101, 100]), mouse)).toBe(true);
    expect([told.drawn, told.draft, hand.busy]).toEqual([[], undefined, false]);
  });

  test('Escape takes back what is being drawn; the image changing under it does too', () => {
    const { click, hand, told } = createHand('angle');
    click([100, 100]);
    expect([hand.cancel(), hand.cancel(), told.draft]).toEqual([true, false, undefined]);
    click([100, 100]);
    told.key = 'image 2';
    hand.move(at([150, 100]), mouse);
    expect([told.draft, hand.busy]).toEqual([undefined, false]);
    // Nothing may be drawn on a box that is covered.
    told.key = undefined;
    expect(click([100, 100])).toBe(false);
    expect(told.drawn).toEqual([]);
  });
});

describe('moving', () => {
  const kept = [line(1, [0, 0], [40, 0]), line(2, [0, 30], [40, 30])];

  test('a window that is dragged across a line moves no line; a click selects it, and then it is moved', () => {
    const { drag, click, told } = createHand(undefined, kept);
    expect(drag([140, 100], [140, 140])).toBe(false);
    expect([told.moved, told.selected]).toEqual([[], uuidOf(1)]);
    click([140, 160]);
    expect(told.selected).toBe(uuidOf(2));
    expect(drag([140, 160], [150, 170])).toBe(true);
    expect([told.moved[0]?.id, flat(told.moved[0])]).toEqual([
      uuidOf(2),
      [
        [5, 35],
        [45, 35],
      ],
    ]);
  });

  test('a handle of the selected one is moved by as much as the pointer, wherever it was taken hold of', () => {
    const { drag, told } = createHand(undefined, kept);
    told.selected = uuidOf(1);
    drag([182, 103], [192, 123]);
    expect(flat(told.moved[0])).toEqual([
      [0, 0],
      [45, 10],
    ]);
  });

  test('with a drawing tool a click on another selects it, and a drag from there draws', () => {
    const { click, drag, told } = createHand('length', kept);
    click([140, 100]);
    expect([told.selected, told.drawn]).toEqual([uuidOf(1), []]);
    drag([140, 160], [140, 200]);
    expect(flat(told.drawn[0])).toEqual([
      [20, 30],
      [20, 50],
    ]);
  });

  test('words are dragged and their figure stays; while something is to be drawn they are in nobody’s way', () => {
    const label = { id: uuidOf(1), left: 200, top: 90, width: 60, height: 20 };
    const { drag, told } = createHand(undefined, kept, [label]);
    drag([210, 100], [230, 60]);
    expect([told.moved[0]?.points, told.moved[0]?.labelAt]).toEqual([kept[0]?.points, [60, -25, 50]]);
    const drawing = createHand('length', kept, [label]);
    drawing.drag([210, 100], [240, 140]);
    expect([drawing.told.moved.length, drawing.told.drawn.length]).toEqual([0, 1]);
  });

  test('hovering tells which, a finger reaches further, and leaving ends it', () => {
    const { hand, told } = createHand(undefined, kept);
    hand.move(at([140, 112]), mouse);
    expect(told.hovered).toBeUndefined();
    hand.move(at([140, 112]), { shift: false, coarse: true });
    expect(told.hovered?.id).toBe(uuidOf(1));
    hand.move(at([140, 104]), mouse);
    expect(told.hovered).toEqual({ id: uuidOf(1), part: { kind: 'body' } });
    hand.move(at([101, 102]), mouse);
    expect(told.hovered?.part).toEqual({ kind: 'handle', handle: 0 });
    hand.leave();
    expect(told.hovered).toBeUndefined();
  });

  test('a second click on one opens its words', () => {
    const { hand, told } = createHand(undefined, kept);
    expect(hand.pressAgain(at([140, 100]), mouse)).toBe(true);
    expect(told.written).toBe(uuidOf(1));
    expect(hand.pressAgain(at([140, 300]), mouse)).toBe(false);
  });
});

describe('another tool comes into the hand', () => {
  test('a half-made figure is dropped: the next click is the first of the next one', () => {
    const { hand, told, drag, click } = createHand('bidirectional');
    drag([120, 120], [180, 120]);
    expect([hand.busy, told.draft?.kind]).toEqual([true, 'bidirectional']);
    hand.changeTool();
    expect([hand.busy, told.draft, told.drawn]).toEqual([false, undefined, []]);
    click([200, 200]);
    expect(told.drawn).toEqual([]);
  });

  test('a freehand line that was set point by point is kept', () => {
    const { hand, told, click } = createHand('freehand');
    for (const point of [
      [120, 120],
      [180, 120],
      [180, 180],
    ] as const)
      click(point);
    hand.changeTool();
    expect(told.drawn.map(({ kind, points }) => [kind, points.length])).toEqual([['freehand', 3]]);
  });

  test('what is moved with the pointer down stays in the hand', () => {
    const line = lengthOfNumber(1, {
      points: [
        [10, 10, 50],
        [40, 10, 50],
      ],
    });
    const { hand, told } = createHand(undefined, [line]);
    told.selected = line.id;
    hand.press({ x: 150, y: 120 }, mouse, undefined);
    hand.changeTool();
    expect(hand.busy).toBe(true);
  });
});
