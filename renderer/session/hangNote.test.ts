import { expect, test } from 'vitest';
import { fakeView } from '#tests/fixtures/fakeView.ts';
import { meansOf, protocolOf, seriesNamed, stageOf } from '#tests/fixtures/hangingMeans.ts';
import { slicesOfCt, snapshotOf } from '#tests/fixtures/readingSnapshot.ts';
import { emptyBoxState } from '../imaging/boxStateKeeper.ts';
import type { GreyState } from '../imaging/grey/grey.ts';
import { openReadingSession } from './readingSession.ts';

const series = (uid: string, words: string) => slicesOfCt(uid, 6, { SeriesDescription: [words] });
const chest = protocolOf({ soft: seriesNamed('Soft'), lung: seriesNamed('Lung') }, [
  stageOf('Soft', ['soft']),
  stageOf('Lung', ['lung']),
]);

function opened() {
  const session = openReadingSession(snapshotOf([series('1.2.3.1', 'Soft'), series('1.2.3.2', 'Lung')]), {
    means: meansOf([chest]),
  });
  const changes = () => session.protocol?.note.event?.changes;
  return { session, changes };
}

/** The hands on a box that shows what hangs in it. */
function hands({ session }: ReturnType<typeof opened>) {
  const plain: GreyState = {
    window: { center: 40, width: 400 },
    voiFunction: 'LINEAR',
    inverted: false,
    table: undefined,
  };
  let state = { ...emptyBoxState, set: session.activeSet?.set, grey: plain };
  const change = (grey: Partial<GreyState>) => {
    state = { ...state, grey: { ...state.grey, ...grey } };
  };
  const view = fakeView({
    state: () => state,
    setWindow: (window) => change({ window }),
    dragWindow: (wider) => change({ window: { center: 40, width: state.grey.window.width + wider } }),
    toggleInversion: () => change({ inverted: !state.grey.inverted }),
    scrollBy: () => undefined,
  });
  session.attachView(0, view);
  return { byHand: session.viewAt(0)!, byItself: view };
}

test('walking the steps of a protocol changes nothing by hand: they are there to be walked', () => {
  const { session, changes } = opened();
  session.protocol?.step(1);
  session.protocol?.step(1);
  expect([changes(), session.state.byProtocol?.isPinned]).toEqual([{}, false]);
});

test('a window that the reader puts right is a change by hand, and a drag is one; scrolling and what is done by itself are none', () => {
  const desk = opened();
  const { byHand, byItself } = hands(desk);
  byItself.setWindow({ center: -600, width: 1500 });
  byHand.scrollBy(1);
  expect(desk.changes()).toEqual({});
  for (const wider of [10, 10, 10]) byHand.dragWindow(wider, 0);
  expect(desk.changes()).toEqual({ look: 1 });
  byHand.toggleInversion();
  desk.session.arrange(1, 2);
  byHand.dragWindow(10, 0);
  expect(desk.changes()).toEqual({ look: 3, boxes: 1 });
});
