import { expect, test } from 'vitest';
import { type KeptDesk, keptBox, keptDesk, keptLook } from '#shared/contract/desk.ts';
import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import { fakeView } from '#tests/fixtures/fakeView.ts';
import { meansOf, protocolOf, seriesNamed, stageOf } from '#tests/fixtures/hangingMeans.ts';
import { slicesOfCt, snapshotOf } from '#tests/fixtures/readingSnapshot.ts';
import { emptyBoxState } from '../imaging/boxStateKeeper.ts';
import { imageIdOf } from '../imaging/frames/frameCatalogue.ts';
import type { GreyState } from '../imaging/grey/grey.ts';
import type { BoxState, ImageBoxView } from '../imaging/imageBoxView.ts';
import type { Placement } from '../imaging/placement/placement.ts';
import { contentKey, isThreePlanes } from './arrangement.ts';
import { bringBack, takeKept } from './keptDesk.ts';
import { openReadingSession, type ReadingSession } from './readingSession.ts';

const panels = { report: false, line: true };
const lung: GreyState = {
  window: { center: -600, width: 1500 },
  voiFunction: 'LINEAR',
  inverted: true,
  table: undefined,
};
const turned: Placement = {
  pose: { mirrored: true, rotation: 90 },
  zoom: 2.5,
  offset: { alongRow: -3, alongColumn: 4 },
};
const series = (uid: string, count = 8) => slicesOfCt(uid, count, { SeriesDescription: [uid] });
const current = () => snapshotOf([series('1.2.3.1'), series('1.2.3.2')], { studyDate: '20260514' });
const prior = () =>
  snapshotOf([series('1.2.9.1')], { study: { archiveId: 'pacs', studyInstanceUID: '1.2.9' } } as never);

/** A view as it stands on the page, at one image and under one look. */
function viewOf(session: ReadingSession, box: number, asked: number, state: Partial<BoxState> = {}): ImageBoxView {
  const { set } = session.setOf(session.state.arrangement.boxes[box]?.setId)!;
  const now = {
    ...emptyBoxState,
    set,
    imageIds: set.frames.map(imageIdOf),
    asked,
    grey: lung,
    drawnVersion: 1,
    ...state,
  };
  return fakeView({ state: () => now, placement: () => turned });
}

/** As it is kept and read again: what does not pass the contract would be lost. */
function ended(session: ReadingSession) {
  return keptDesk.parse(JSON.parse(JSON.stringify(session.keep(panels))));
}

test('arrangement, priors, slices, windows and places come back as they were', () => {
  const session = openReadingSession(current());
  session.arrange(1, 2);
  session.addPrior(prior());
  session.activate(1);
  session.setTool('zoom');
  session.toggleEnlarged();
  session.attachView(1, viewOf(session, 1, 5));
  const kept = ended(session);
  expect(kept.panels).toEqual(panels);

  const back = openReadingSession(current(), { kept });
  expect([back.state.active, back.state.enlarged, back.state.tool]).toEqual([1, true, 'zoom']);
  expect(back.state.priorsAsked.map(({ study }) => study.studyInstanceUID)).toEqual(['1.2.9']);
  back.priors.take(prior());
  expect(back.state.arrangement).toEqual(session.state.arrangement);
  expect(back.state.arrangement.boxes.map((content) => back.setOf(content?.setId)?.description)).toEqual([
    '1.2.3.1',
    '1.2.3.2',
    '1.2.9.1',
    '1.2.9.1',
  ]);
  expect(back.rememberedView(back.activeSet!.set)).toEqual({ index: 5, grey: lung, placement: turned });
});

/** A plane's box that has drawn, and where it was sent. */
function planeBox(session: ReadingSession, box: number, setId = session.state.arrangement.boxes[box]?.setId) {
  const went: string[] = [];
  const listeners = new Set<() => void>();
  const state = { ...emptyBoxState, set: session.setOf(setId)?.set };
  const view = fakeView({
    state: () => state,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    goTo: (index: number) => void went.push(`slice ${index}`),
    showPoint: (point) => void went.push(`point ${point.join(' ')}`),
    place: (placement: Placement) => expect(placement).toEqual(turned),
  });
  session.attachView(box, view);
  const draw = async () => {
    await Promise.resolve();
    expect(went).toEqual([]);
    state.drawnVersion = 1;
    for (const listener of [...listeners]) listener();
    await Promise.resolve();
    return went;
  };
  return { draw };
}

function endedWithPlanes() {
  const session = openReadingSession(current());
  session.toggleThreePlanes();
  for (const [box, slice] of [3, 100, 64].entries()) {
    const pointShown = () => [1.5, -20, slice] as const;
    session.attachView(box, { ...viewOf(session, box, slice), pointShown });
  }
  return ended(session);
}

test('three planes go to the point of the patient and the places that they showed, as soon as they have drawn', async () => {
  const back = openReadingSession(current(), { kept: endedWithPlanes() });
  expect(isThreePlanes(back.state.arrangement)).toBe(true);
  const went = [];
  for (const box of [0, 1, 2]) went.push(...(await planeBox(back, box).draw()));
  expect(went).toEqual(['point 1.5 -20 3', 'point 1.5 -20 100', 'point 1.5 -20 64']);
  // A plane's place is its box's, not that of the stack it is cut from.
  back.arrange(1, 1);
  expect(back.rememberedView(back.activeSet!.set)?.placement).toBeUndefined();
});

test('a projection of the body comes back as thick as it was, and one that was made thin comes back thin', () => {
  const mip = { mode: 'maximum', thicknessMm: 500 } as const;
  const session = openReadingSession(current());
  session.toggleThreePlanes();
  const content = session.state.arrangement.boxes[1]!;
  const { set } = session.setOf(content.setId)!;
  const keptWith = (slab: typeof mip | undefined) => {
    const detach = session.attachView(1, { ...viewOf(session, 1, 3), slab: () => slab, setSlab: () => true });
    const kept = ended(session);
    detach();
    return openReadingSession(current(), { kept }).rememberedView(set, content)?.slab;
  };
  expect(keptWith(mip)).toEqual(mip);
  expect(keptWith(undefined)).toBe('none');
});

test('where no slabs are drawn, what is remembered of them stays', () => {
  const mip = { mode: 'maximum', thicknessMm: 500 } as const;
  const session = openReadingSession(current());
  const { set } = session.activeSet!;
  session.rememberPlanes(set.id, { grey: lung, slab: mip }, undefined);
  session.rememberPlanes(set.id, { grey: lung }, undefined);
  session.toggleThreePlanes();
  const refused = { slab: () => undefined, setSlab: () => false, slabRefusal: () => 'cpu' as const };
  session.attachView(1, { ...viewOf(session, 1, 3), ...refused });
  expect(ended(session).left.find(({ setId }) => setId === set.id)?.slab).toEqual(mip);
});

test('a plane that was kept without its point goes to its slice; another series in its place is left alone', async () => {
  const kept = endedWithPlanes();
  const boxes = kept.boxes.map((box) => box && { content: box.content, index: box.index });
  expect(await planeBox(openReadingSession(current(), { kept: { ...kept, boxes } }), 1).draw()).toEqual(['slice 100']);
  const back = openReadingSession(current(), { kept });
  const [, other] = back.state.images.sets;
  back.hang(other!.set.id, 0);
  expect(await planeBox(back, 1).draw()).toEqual([]);
  const late = openReadingSession(current(), { kept });
  expect(await planeBox(late, 1, other!.set.id).draw()).toEqual([]);
});

test('while a key is held, what hangs at rest is kept', () => {
  const session = openReadingSession(current());
  session.priors.ask(prior().item.study, false);
  session.priors.take(prior());
  session.attachView(0, viewOf(session, 0, 2));
  const before = session.state.arrangement.boxes.map((content) => content && contentKey(content));
  session.swap.begin();
  expect(session.keep(panels).boxes.map((box) => box && contentKey(box.content))).toEqual(before);
});

test('a series that is no more leaves its box empty; where none is left the study is hung anew', () => {
  const session = openReadingSession(current());
  session.arrange(1, 2);
  const kept = ended(session);
  const [first, ...others] = openReadingSession(snapshotOf([series('1.2.3.2')]), { kept }).state.arrangement.boxes;
  expect([first, others[0]?.kind]).toEqual([undefined, 'stack']);
  const anew = openReadingSession(snapshotOf([series('1.2.3.7')]), { kept });
  expect(anew.activeSet?.description).toBe('1.2.3.7');
});

test('a desk comes back once, and only with its own study', () => {
  const kept = ended(openReadingSession(current()));
  bringBack(kept);
  expect(takeKept(prior().item.study)).toBeUndefined();
  expect([takeKept(kept.study), takeKept(kept.study)]).toEqual([kept, undefined]);
});

test('what hung in a further window is kept until that window is opened again, and then hangs in it', () => {
  const session = openReadingSession(current());
  session.windows.open('durbeen-reading-1');
  const [own, further] = session.state.arrangement.boxes.map((content) => content?.setId);
  expect(further).not.toBe(own);
  // The page died, came back, and died again before anybody opened the window.
  const again = openReadingSession(current(), { kept: ended(session) });
  const back = openReadingSession(current(), { kept: ended(again) });
  expect(back.state.arrangement.boxes.map((content) => content?.setId)).toEqual([own]);
  expect(back.state.leftWindows).toMatchObject([{ name: 'durbeen-reading-1', boxes: [{ setId: further }] }]);
  back.windows.open('durbeen-reading-1');
  expect(back.state.arrangement.boxes.map((content) => content?.setId)).toEqual([own, further]);
  expect([back.state.arrangement.windows, back.state.leftWindows]).toEqual([
    [{ name: 'durbeen-reading-1', rows: 1, columns: 1 }],
    [],
  ]);
  // Closed by hand it waits for nobody.
  back.windows.close('durbeen-reading-1');
  expect(ended(back).windows).toBeUndefined();
});

test('what nobody could have set by hand is left out of its own entry; the rest of the desk is kept', () => {
  const session = openReadingSession(current());
  session.arrange(1, 2);
  const [first, second] = session.state.images.sets.map(({ set }) => set.id);
  session.attachView(0, {
    ...viewOf(session, 0, 2),
    placement: () => ({ ...turned, zoom: 4_096 }),
  });
  const broken = { ...lung, window: { center: 40, width: Number.POSITIVE_INFINITY } };
  session.attachView(1, viewOf(session, 1, 3, { grey: broken }));
  const { left, boxes } = ended(session);
  expect(boxes.map((box) => box?.content.setId)).toEqual([first, second]);
  expect(left.map(({ setId, grey, placement }) => [setId, grey?.window, placement?.zoom])).toEqual([
    [first, lung.window, undefined],
    [second, undefined, undefined],
  ]);
});

test('every field that the contract names is kept and restored: a desk that is brought back is kept as it was', () => {
  const { images } = openReadingSession(current()).state;
  const [first, second] = images.sets.map(({ set }) => set) as [DisplaySet, DisplaySet];
  const setIds = { one: first.id, other: second.id };
  const desk: Required<Omit<KeptDesk, 'restoring'>> = {
    version: 1,
    study: current().item.study,
    priors: [prior().item.study],
    rows: 1,
    columns: 2,
    boxes: [
      {
        content: { kind: 'plane', setId: setIds.one, plane: 'coronal' },
        index: 41,
        point: [1.5, -20, 3],
        placement: turned,
      },
      {
        content: { kind: 'stack', setId: setIds.other, hung: { look: { voi: 'lung' }, insteadOf: 'Lung' } },
        index: 0,
      },
    ],
    cells: [
      { viewport: 'a', selector: 'one' },
      { viewport: 'b', selector: 'other' },
    ],
    place: { protocolId: 'builtin.test', stage: 1, isPinned: true },
    windows: [{ name: 'durbeen-reading-1', rows: 1, columns: 1, boxes: [{ kind: 'stack', setId: setIds.one }] }],
    active: 1,
    enlarged: true,
    tool: 'zoom',
    left: [
      {
        setId: setIds.other,
        look: '[["voi","lung"]]',
        imageId: imageIdOf(second.frames[5]!),
        grey: { window: lung.window, voiFunction: 'LINEAR', inverted: true },
        placement: turned,
        slab: { mode: 'maximum', thicknessMm: 500 },
      },
    ],
    panels,
  };
  // What is added to the contract is added here; a field of nobody's own would be lost in silence.
  const { restoring: _, ...shape } = keptDesk.shape;
  expect(Object.keys(desk).sort()).toEqual(Object.keys(shape).sort());
  expect(Object.keys(desk.boxes[0]!).sort()).toEqual(Object.keys(keptBox.shape).sort());
  expect(Object.keys(desk.left[0]!).sort()).toEqual(Object.keys(keptLook.shape).sort());
  const named = { one: seriesNamed('1.2.3.1'), other: seriesNamed('1.2.3.2') };
  const means = meansOf([protocolOf(named, [stageOf('One', ['one']), stageOf('Both', ['one', 'other'])])]);
  // Before anything of it has drawn: a page that ends while a slow line fills it comes back to the same places.
  expect(ended(openReadingSession(current(), { kept: keptDesk.parse(desk), means }))).toEqual(desk);
});

test('a place that a plane has gone to is not kept any more once the plane is elsewhere', async () => {
  const back = openReadingSession(current(), { kept: endedWithPlanes() });
  expect(ended(back).boxes[0]).toMatchObject({ index: 3, point: [1.5, -20, 3] });
  await planeBox(back, 0).draw();
  expect(ended(back).boxes[0]).toMatchObject({ index: 0 });
  expect(ended(back).boxes[0]?.point).toBeUndefined();
  expect(ended(back).boxes[1]).toMatchObject({ index: 100, point: [1.5, -20, 100] });
});
