import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fakeView } from '#tests/fixtures/fakeView.ts';
import { slicesOfCt, snapshotOf } from '#tests/fixtures/readingSnapshot.ts';
import { emptyBoxState } from '../imaging/boxStateKeeper.ts';
import type { GreyState } from '../imaging/grey/grey.ts';
import type { BoxState, ImageBoxView } from '../imaging/imageBoxView.ts';
import { wholeImage } from '../imaging/placement/placement.ts';
import { flipped, rotated } from '../imaging/placement/pose.ts';
import { anatomicalAxes, turned } from '../imaging/plane/planeAxes.ts';
import type { Slab } from '../imaging/plane/slab.ts';
import { contentKey, layoutName } from './arrangement.ts';
import { openReadingSession } from './readingSession.ts';

const plain: GreyState = {
  window: { center: 40, width: 400 },
  voiFunction: 'LINEAR',
  inverted: false,
  table: undefined,
};

/** A view that keeps its grey as the views of the page do, without drawing. */
function standInView(session: ReturnType<typeof openReadingSession>) {
  let state: BoxState = { ...emptyBoxState, set: session.activeSet?.set, grey: plain };
  const change = (grey: GreyState) => {
    state = { ...state, grey };
  };
  const view = fakeView({
    state: () => state,
    showGrey: change,
    setWindow: (window: GreyState['window']) => change({ ...plain, ...state.grey, window }),
    toggleInversion: () => change({ ...plain, ...state.grey, inverted: !state.grey?.inverted }),
    scrollBy: () => undefined,
  });
  return { view, grey: () => state.grey };
}

const threeSeries = () => snapshotOf(['1.2.3.1', '1.2.3.2', '1.2.3.3'].map((uid) => slicesOfCt(uid, 6)));
const hungIn = (session: ReturnType<typeof openReadingSession>) => [
  layoutName(session.state.arrangement),
  session.state.active,
  ...session.state.arrangement.boxes.map((content) => (content ? contentKey(content) : '')),
];

describe('what the hands did is taken back', () => {
  test('to the very arrangement, series and tool of before, and done again', () => {
    const session = openReadingSession(threeSeries());
    const steps = [
      () => session.arrange(2, 3),
      () => session.hang(session.state.images.sets[2]!.set.id, 4),
      () => session.toggleThreePlanes(),
    ];
    const seen = [hungIn(session)];
    for (const step of steps) {
      step();
      seen.push(hungIn(session));
    }
    expect(session.state.tool).toBe('crosshair');
    for (const before of seen.slice(0, -1).reverse()) {
      session.history.undo();
      expect(hungIn(session)).toEqual(before);
    }
    expect(session.state.tool).toBe('window');
    for (const after of seen.slice(1)) {
      session.history.redo();
      expect(hungIn(session)).toEqual(after);
    }
  });

  test('the body beside its three planes, which stay in their boxes, and again without it', () => {
    const session = openReadingSession(threeSeries());
    session.toggleThreePlanes();
    const planes = hungIn(session).slice(2);
    session.toggleBody();
    expect(hungIn(session)).toEqual(['2x2', 3, ...planes, expect.stringContaining('rendering')]);
    expect(session.state.tool).toBe('crosshair');
    session.toggleBody();
    expect(hungIn(session)).toEqual(['mpr', 2, ...planes]);
    session.history.undo();
    expect(hungIn(session)[0]).toBe('2x2');
    session.toggleThreePlanes();
    expect([hungIn(session)[0], session.state.tool]).toEqual(['1x1', 'window']);
  });

  test('a window and an inversion; scrolling is no change', () => {
    const session = openReadingSession(threeSeries());
    const { view, grey } = standInView(session);
    session.attachView(0, view);
    session.act((given) => given.setWindow({ center: -600, width: 1500 }));
    session.activeView?.scrollBy(3);
    session.activeView?.toggleInversion();
    expect(session.history.state().undo).toBe('desk.changes.invert');
    session.history.undo();
    expect(grey()).toEqual({ ...plain, window: { center: -600, width: 1500 } });
    session.history.undo();
    expect([grey(), session.history.state().undo]).toEqual([plain, undefined]);
    session.history.redo();
    expect(grey()?.window.center).toBe(-600);
  });

  test('of a series that is on no screen any more, when it comes again', () => {
    const session = openReadingSession(threeSeries());
    const { view } = standInView(session);
    const { set } = session.activeSet!;
    const detach = session.attachView(0, view);
    session.act((given) => given.setWindow({ center: -600, width: 1500 }));
    session.remember(view.state());
    detach();
    session.history.undo();
    expect(session.rememberedView(set)?.grey).toEqual(plain);
  });
});

/** A view that keeps all that the hands set, as those of the page do, without drawing. */
function wholeView(session: ReturnType<typeof openReadingSession>) {
  let state: BoxState = { ...emptyBoxState, set: session.activeSet?.set, grey: plain, greyPerImage: false };
  let [placement, slab, axes] = [wholeImage, undefined as Slab | undefined, anatomicalAxes];
  const shown = () => state.grey ?? plain;
  const grey = (next: Partial<GreyState>, greyPerImage = state.greyPerImage) => {
    state = { ...state, grey: { ...shown(), ...next }, greyPerImage };
  };
  const lie = (next: Partial<typeof placement>) => {
    placement = { ...placement, ...next };
  };
  const view = {
    state: () => state,
    subscribe: () => () => undefined,
    showGrey: (next: GreyState) => grey(next),
    setWindow: (window: GreyState['window']) => grey({ window }, false),
    dragWindow: (wider: number) => grey({ window: { ...shown().window, width: shown().window.width + wider } }, false),
    nextGreyOfData: () => grey({ window: { center: shown().window.center + 10, width: 80 } }, false),
    toggleGreyPerImage: () => {
      const on = !state.greyPerImage;
      grey(on ? { window: { center: 7, width: 70 } } : {}, on);
    },
    toggleInversion: () => grey({ inverted: !shown().inverted }),
    rotateBy: (degrees: number) => lie({ pose: rotated(placement.pose, degrees) }),
    flip: (along: 'horizontal' | 'vertical') => lie({ pose: flipped(placement.pose, along) }),
    zoomBy: (factor: number) => lie({ zoom: placement.zoom * factor }),
    panBy: (_: unknown, { x, y }: { x: number; y: number }) => lie({ offset: { alongRow: x, alongColumn: y } }),
    fit: () => lie({ zoom: 1, offset: wholeImage.offset }),
    oneToOne: () => lie({ zoom: 2.5 }),
    placement: () => placement,
    place: lie,
    slab: () => slab,
    setSlab: (next: Slab | undefined) => {
      slab = next;
      return true;
    },
    axes: () => axes,
    setAxes: (next: typeof axes) => {
      axes = next;
    },
    turnCrosshair: (degrees: number) => {
      axes = turned(axes, 'axial', degrees);
    },
    reset: () => {
      lie(wholeImage);
      grey(plain, false);
      [slab, axes] = [undefined, anatomicalAxes];
    },
  } as unknown as ImageBoxView;
  return {
    view,
    look: () => structuredClone({ grey: state.grey, perImage: state.greyPerImage, placement, slab, axes }),
  };
}

type Act = (view: ImageBoxView & { turnCrosshair(degrees: number): void }) => unknown;
const acts: Readonly<Record<string, Act>> = {
  window: (view) => view.setWindow({ center: -600, width: 1500 }),
  drag: (view) => view.dragWindow(13, 5),
  item: (view) => view.nextGreyOfData?.(1),
  perImage: (view) => view.toggleGreyPerImage?.(),
  invert: (view) => view.toggleInversion(),
  quarter: (view) => view.rotateBy?.(90),
  little: (view) => view.rotateBy?.(5),
  mirror: (view) => view.flip?.('horizontal'),
  upsideDown: (view) => view.flip?.('vertical'),
  zoom: (view) => view.zoomBy(1.25),
  pan: (view) => view.panBy({ x: 0, y: 0 }, { x: 11, y: -3 }),
  fit: (view) => view.fit?.(),
  oneToOne: (view) => view.oneToOne?.(),
  slab: (view) => view.setSlab?.({ mode: 'maximum', thicknessMm: 12 }),
  oneSlice: (view) => view.setSlab?.(undefined),
  turn: (view) => view.turnCrosshair(10),
  straighten: (view) => view.setAxes?.(anatomicalAxes),
  reset: (view) => view.reset(),
};

describe('every look is one step', () => {
  test('whatever was done, undo goes back through each look to the beginning, and redo to the end', () => {
    const names = fc.array(fc.constantFrom(...Object.keys(acts)), { minLength: 1, maxLength: 25 });
    fc.assert(
      fc.property(names, (done) => {
        const session = openReadingSession(threeSeries());
        const { view, look } = wholeView(session);
        session.attachView(0, view);
        const seen = [look()];
        for (const name of done) {
          const before = session.history.steps;
          acts[name]?.(session.viewAt(0) as Parameters<Act>[0]);
          const isNew = session.history.steps > before;
          // Many small ones of the same gesture, closely after each other, are one; what changed nothing is none.
          if (isNew) seen.push(look());
          else seen[seen.length - 1] = look();
        }
        for (const before of [...seen].reverse().slice(1)) {
          session.history.undo();
          expect(look()).toEqual(before);
        }
        expect(session.history.state().undo).toBeUndefined();
        for (const after of seen.slice(1)) {
          session.history.redo();
          expect(look()).toEqual(after);
        }
        expect(session.history.state().redo).toBeUndefined();
      }),
    );
  });

  test('two flips one straight after the other are two; a drag is one', () => {
    const session = openReadingSession(threeSeries());
    const { view, look } = wholeView(session);
    session.attachView(0, view);
    const hand = session.viewAt(0);
    hand?.flip?.('horizontal');
    hand?.flip?.('horizontal');
    session.history.undo();
    expect(look().placement.pose.mirrored).toBe(true);
    session.history.undo();
    for (let step = 0; step < 20; step += 1) hand?.dragWindow(1, 0);
    session.history.undo();
    expect([look().grey, session.history.state().undo]).toEqual([plain, undefined]);
  });
});
