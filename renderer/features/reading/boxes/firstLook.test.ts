import { describe, expect, test } from 'vitest';
import { emptyBoxState } from '#renderer/imaging/boxStateKeeper.ts';
import { imageIdOf } from '#renderer/imaging/frames/frameCatalogue.ts';
import type { GreyState } from '#renderer/imaging/grey/grey.ts';
import type { InitialLook } from '#shared/hanging/protocol.ts';
import { fakeView } from '#tests/fixtures/fakeView.ts';
import { datasetOf } from '#tests/fixtures/imageDataset.ts';
import { slicesOfCt, snapshotOf } from '#tests/fixtures/readingSnapshot.ts';
import { BoxStateKeeper } from '../../../imaging/boxStateKeeper.ts';
import type { BoxContent } from '../../../session/arrangement.ts';
import { openReadingSession } from '../../../session/readingSession.ts';
import { beginningOf, lookFirst } from './firstLook.ts';

const grey = (center: number, width: number): GreyState => ({
  window: { center, width },
  voiFunction: 'LINEAR',
  inverted: false,
  table: undefined,
});

const keyImages = (uids: readonly string[]) =>
  datasetOf({
    SOPClassUID: ['1.2.840.10008.5.1.4.1.1.88.59'],
    SOPInstanceUID: ['1.2.3.2.1'],
    SeriesInstanceUID: ['1.2.3.2'],
    ConceptNameCodeSequence: [
      datasetOf({ CodeValue: ['113000'], CodingSchemeDesignator: ['DCM'], CodeMeaning: ['Of Interest'] }),
    ],
    ContentSequence: uids.map((uid) =>
      datasetOf({
        ValueType: ['IMAGE'],
        ReferencedSOPSequence: [datasetOf({ ReferencedSOPInstanceUID: [uid] })],
      }),
    ),
  });

function opened() {
  const session = openReadingSession(snapshotOf([slicesOfCt('1.2.3.1', 9)]));
  const { set } = session.activeSet!;
  const stack = (look: InitialLook, more: object = {}): BoxContent => ({
    kind: 'stack',
    setId: set.id,
    hung: { look, ...more },
  });
  return { session, set, stack };
}

describe('a box begins', () => {
  test('at the image that its protocol wants, and where it wants none, where stacks open', () => {
    const { session, set, stack } = opened();
    const at = (where: InitialLook['at']) => beginningOf(session, 0, set, stack(where ? { at: where } : {})).index;
    expect([at('first'), at('middle'), at('last'), at(undefined)]).toEqual([0, 4, 8, undefined]);
    const tile: BoxContent = { kind: 'stack', setId: set.id, imageId: imageIdOf(set.frames[6]!), hung: { look: {} } };
    expect(beginningOf(session, 0, set, tile).index).toBe(6);
  });

  test('at the first key image of its study, and where nobody pointed one out, where stacks open', () => {
    const at = (...lists: ReturnType<typeof keyImages>[]) => {
      const session = openReadingSession(snapshotOf([slicesOfCt('1.2.3.1', 9), lists]));
      const { set } = session.activeSet!;
      const content: BoxContent = { kind: 'stack', setId: set.id, hung: { look: { at: 'keyImage' } } };
      const { index } = beginningOf(session, 0, set, content);
      return index === undefined ? undefined : set.frames[index]?.image.sopInstanceUID;
    };
    // A CT of the trunk begins at the head: the eighth slice comes before the seventh.
    expect([at(keyImages(['1.2.3.1.7', '1.2.3.1.8'])), at()]).toEqual(['1.2.3.1.8', undefined]);
  });

  test('turned as its protocol wants, and with its slab', () => {
    const { session, set, stack } = opened();
    const begin = beginningOf(session, 0, set, stack({ flipH: true }, { slab: { mode: 'minip', mm: 8 } }));
    expect(begin.placement?.pose).toEqual({ mirrored: true, rotation: 0 });
    expect(begin.slab).toEqual({ mode: 'minimum', thicknessMm: 8 });
  });

  test('as thick as its protocol wants, where it comes back from a desk that kept no thickness', () => {
    const { session, set, stack } = opened();
    const content = stack({}, { slab: { mode: 'mip', mm: 500 } });
    session.rememberPlanes(set.id, { grey: grey(2, 7) }, undefined, content);
    expect(beginningOf(session, 0, set, content).slab).toEqual({ mode: 'maximum', thicknessMm: 500 });
    session.rememberPlanes(set.id, { grey: grey(2, 7), slab: 'none' }, undefined, content);
    expect(beginningOf(session, 0, set, content).slab).toBe('none');
  });

  test('as the reader left it in the same way of looking, whatever the protocol says', () => {
    const { session, set, stack } = opened();
    const content = stack({ voi: 'lung', at: 'first' });
    const own = grey(-500, 1200);
    const state = { ...emptyBoxState, set, imageIds: set.frames.map(imageIdOf), asked: 5, grey: own };
    session.remember(state, undefined, content);
    const back = beginningOf(session, 0, set, content);
    expect([back.index, back.grey, back.first]).toEqual([5, own, undefined]);
    // In another window it is at the same image, and its window is the protocol's to choose.
    expect(beginningOf(session, 0, set, stack({ voi: 'bone' }))).toMatchObject({ index: 5, grey: undefined });
  });
});

function standing(set: ReturnType<typeof opened>['set']) {
  const keeper = new BoxStateKeeper();
  keeper.change({ set, grey: grey(40, 400), zoom: 1 });
  const done: string[] = [];
  const view = fakeView({
    state: keeper.state,
    subscribe: keeper.subscribe,
    setWindow: (window) => keeper.change({ grey: { ...keeper.state().grey!, window } }),
    toggleInversion: () =>
      keeper.change({ grey: { ...keeper.state().grey!, inverted: !keeper.state().grey!.inverted } }),
    oneToOne: () => void done.push('1:1'),
    zoomBy: (factor: number) => keeper.change({ zoom: keeper.state().zoom * factor }),
  });
  const draw = async () => {
    const [item] = set.frames;
    keeper.change({
      drawn: { index: 0, imageId: imageIdOf(item!), item: item!, fidelity: undefined },
      drawnVersion: keeper.state().drawnVersion + 1,
    });
    await Promise.resolve();
  };
  return { view, state: keeper.state, draw, done };
}

describe('the first look', () => {
  test('is a window of CT on CT, before anything is drawn; an unknown name changes nothing', () => {
    const { session, set } = opened();
    const known = standing(set);
    lookFirst(session, { view: known.view, set, element: null }, { look: { voi: 'lung' } });
    expect(known.state().grey?.window).toMatchObject({ center: -600, width: 1500 });
    const numbers = standing(set);
    lookFirst(session, { view: numbers.view, set, element: null }, { look: { voi: { ww: 700, wc: 100 } } });
    expect(numbers.state().grey?.window).toEqual({ center: 100, width: 700 });
    const odd = standing(set);
    lookFirst(session, { view: odd.view, set, element: null }, { look: { voi: 'suv7' } });
    expect(odd.state().grey?.window).toEqual({ center: 40, width: 400 });
  });

  test('numbers of CT are no window of an MR, whose values have no scale', () => {
    const { session, set } = opened();
    const mr = { ...set, modality: 'MR' };
    const box = standing(mr);
    lookFirst(session, { view: box.view, set: mr, element: null }, { look: { voi: { ww: 80, wc: 40 } } });
    expect(box.state().grey?.window).toEqual({ center: 40, width: 400 });
  });

  test('is inverted once, and zoomed when it is drawn; not over what the reader has zoomed meanwhile', async () => {
    const { session, set } = opened();
    const look = { invert: true, zoom: '1:1' as const };
    const box = standing(set);
    lookFirst(session, { view: box.view, set, element: null }, { look });
    lookFirst(session, { view: box.view, set, element: null }, { look: { invert: true } });
    expect([box.state().grey?.inverted, box.done]).toEqual([true, []]);
    await box.draw();
    await box.draw();
    expect(box.done).toEqual(['1:1']);
    const hasty = standing(set);
    lookFirst(session, { view: hasty.view, set, element: null }, { look });
    hasty.view.zoomBy(2);
    await hasty.draw();
    expect(hasty.done).toEqual([]);
  });

  test('is over when another display set has come before it was drawn', async () => {
    const { session, set } = opened();
    const box = standing(set);
    const stop = lookFirst(session, { view: box.view, set, element: null }, { look: { zoom: '1:1' } });
    stop();
    await box.draw();
    expect(box.done).toEqual([]);
  });
});
