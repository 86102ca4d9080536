import { describe, expect, test } from 'vitest';
import { slicesOfCt, snapshotOf } from '#tests/fixtures/readingSnapshot.ts';
import { emptyBoxState } from '../imaging/boxStateKeeper.ts';
import type { GreyState } from '../imaging/grey.ts';
import type { BoxState, ImageBoxView } from '../imaging/imageBoxView.ts';
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
  const view = {
    state: () => state,
    subscribe: () => () => undefined,
    showGrey: change,
    setWindow: (window: GreyState['window']) => change({ ...plain, ...state.grey, window }),
    toggleInversion: () => change({ ...plain, ...state.grey, inverted: !state.grey?.inverted }),
    scrollBy: () => undefined,
  } as unknown as ImageBoxView;
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
