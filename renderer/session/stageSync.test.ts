import { describe, expect, test } from 'vitest';
import type { SyncGroup } from '#shared/hanging/protocol.ts';
import { fakeView } from '#tests/fixtures/fakeView.ts';
import { meansOf, protocolOf, seriesNamed, stageOf } from '#tests/fixtures/hangingMeans.ts';
import { slicesOfCt, snapshotOf } from '#tests/fixtures/readingSnapshot.ts';
import { BoxStateKeeper } from '../imaging/boxStateKeeper.ts';
import type { ImageBoxView } from '../imaging/imageBoxView.ts';
import { openReadingSession } from './readingSession.ts';
import { syncedWith } from './stageSync.ts';
import { Together } from './together.ts';

const window = (center: number, width: number) => ({ center, width });

/** A box of a series that has no place in the patient, as a radiograph or a clip: with a window, a zoom, and a cine. */
function boxOf(session: ReturnType<typeof opened>, box: number, data: { center: number; width: number }) {
  const keeper = new BoxStateKeeper();
  const { set } = session.setOf(session.state.arrangement.boxes[box]?.setId)!;
  const grey = { window: data, voiFunction: 'LINEAR' as const, inverted: false, table: undefined };
  keeper.change({ set, count: set.frames.length, grey, zoom: 1, drawnVersion: 1 });
  const view = fakeView({
    state: keeper.state,
    subscribe: keeper.subscribe,
    dataWindow: () => data,
    setWindow: (next) => keeper.change({ grey: { ...keeper.state().grey!, window: next } }),
    toggleInversion: () =>
      keeper.change({ grey: { ...keeper.state().grey!, inverted: !keeper.state().grey!.inverted } }),
    zoomBy: (factor: number) => keeper.change({ zoom: keeper.state().zoom * factor }),
    goTo: (asked: number) => keeper.change({ asked }),
    togglePlaying: () => keeper.change({ playing: !keeper.state().playing }),
  });
  return { view: view as ImageBoxView, state: keeper.state, draw: () => keeper.change({ cameraVersion: 1 }) };
}

function opened(sync: readonly SyncGroup[], modality = 'MR') {
  const series = (uid: string, words: string) =>
    slicesOfCt(uid, 20, { Modality: [modality], SeriesDescription: [words], FrameOfReferenceUID: [] } as never);
  const selectors = { one: seriesNamed('One'), two: seriesNamed('Two'), apart: seriesNamed('Apart') };
  const protocol = protocolOf(selectors, [stageOf('All', ['one', 'two', 'apart'], { sync: [...sync] })]);
  const snapshot = snapshotOf([series('1.2.3.1', 'One'), series('1.2.3.2', 'Two'), series('1.2.3.3', 'Apart')]);
  return openReadingSession(snapshot, { means: meansOf([protocol]) });
}

function deskOf(sync: readonly SyncGroup[], modality = 'MR') {
  const session = opened(sync, modality);
  const boxes = [
    boxOf(session, 0, window(500, 1000)),
    boxOf(session, 1, window(100, 200)),
    boxOf(session, 2, window(7, 9)),
  ];
  const together = new Together(session);
  for (const [box, { view, draw }] of boxes.entries()) {
    together.attach(box, view);
    draw();
  }
  return { session, together, boxes: boxes as [(typeof boxes)[0], (typeof boxes)[0], (typeof boxes)[0]] };
}

const pair = ['one', 'two'];

describe('boxes that a stage links', () => {
  test('are named by their viewports, and the others are left alone', () => {
    const session = opened([
      { kind: 'voi', viewports: pair },
      { kind: 'scroll', by: 'relative', viewports: pair },
    ]);
    expect([...syncedWith(session.state, 0)]).toEqual([
      [1, { voi: true, place: false, invert: false, cine: false, steps: 'relative' }],
    ]);
    expect(syncedWith(session.state, 2).size).toBe(0);
  });

  test('share a window: as numbers in CT, elsewhere as the part of what the data ask for', () => {
    for (const [modality, expected] of [
      ['CT', window(40, 400)],
      ['MR', window(8, 80)],
    ] as const) {
      const { boxes } = deskOf([{ kind: 'voi', viewports: pair }], modality);
      boxes[0].view.setWindow(window(40, 400));
      expect(boxes[1].state().grey?.window).toEqual(expected);
      expect(boxes[2].state().grey?.window).toEqual(window(7, 9));
    }
  });

  test('share zoom, inversion and playing, each where the stage says so, until Shift+S switches looks off', () => {
    const { boxes, together } = deskOf([
      { kind: 'zoomPan', viewports: pair },
      { kind: 'invert', viewports: pair },
      { kind: 'cine', viewports: pair },
    ]);
    boxes[0].view.zoomBy(2);
    boxes[0].view.toggleInversion();
    boxes[0].view.togglePlaying();
    const other = boxes[1].state();
    expect([other.zoom, other.grey?.inverted, other.playing, other.grey?.window]).toEqual([
      2,
      true,
      true,
      window(100, 200),
    ]);
    together.toggle('look');
    together.toggle('look');
    boxes[0].view.zoomBy(2);
    expect(boxes[1].state().zoom).toBe(2);
  });

  test('step along by number where nothing joins them in space; one that was brought drives nobody', () => {
    const { boxes, together } = deskOf([{ kind: 'scroll', by: 'relative', viewports: pair }]);
    boxes[1].view.goTo(5);
    boxes[0].view.goTo(3);
    expect([boxes[0].state().asked, boxes[1].state().asked, boxes[2].state().asked]).toEqual([3, 8, 0]);
    together.toggle('scroll');
    boxes[0].view.goTo(9);
    expect(boxes[1].state().asked).toBe(8);
    const same = deskOf([{ kind: 'scroll', by: 'index', viewports: pair }]).boxes;
    same[0].view.goTo(4);
    expect(same[1].state().asked).toBe(4);
  });
});
