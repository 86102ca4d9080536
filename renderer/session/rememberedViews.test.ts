import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DisplaySet, FrameOfImage } from '#shared/dicom/displaySets.ts';
import { emptyBoxState } from '../imaging/boxStateKeeper.ts';
import { imageIdOf } from '../imaging/frames/frameCatalogue.ts';
import type { GreyState } from '../imaging/grey/grey.ts';
import { RememberedViews } from './rememberedViews.ts';

test('a display set is followed through every newer answer, to the name that it has now', () => {
  const views = new RememberedViews();
  views.inherit(new Map([['a', 'b']]), ['b']);
  views.inherit(new Map([['b', 'c']]), ['c']);
  expect(['a', 'b', 'c', 'd'].map((name) => views.nameNow(name))).toEqual(['c', 'c', 'c', 'd']);
});

test('what was split and is one again, or has its old name again, stands for itself', () => {
  const views = new RememberedViews();
  views.inherit(new Map([['a', 'a1']]), ['a1', 'a2']);
  views.inherit(
    new Map([
      ['a1', 'a'],
      ['a2', 'a'],
    ]),
    ['a'],
  );
  expect(['a', 'a1', 'a2'].map((name) => views.nameNow(name))).toEqual(['a', 'a', 'a']);
  views.inherit(new Map([['a', 'b']]), ['b']);
  views.inherit(new Map([['b', 'b']]), ['a', 'b']);
  expect(['a', 'b'].map((name) => views.nameNow(name))).toEqual(['a', 'b']);
});

test('however display sets were renamed, every name that ever was leads to one that is, and one that is to itself', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const answers = fc.array(fc.uniqueArray(name, { minLength: 1 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(answers, fc.infiniteStream(fc.nat()), (lives, picks) => {
      const views = new RememberedViews();
      let before: readonly string[] = ['a'];
      for (const live of lives as readonly (readonly string[])[]) {
        // As heirsOf does: itself where it still is, else one of those that are.
        const heirs = before.map(
          (old) => [old, live.includes(old) ? old : live[picks.next().value! % live.length]!] as const,
        );
        views.inherit(new Map(heirs), live);
        for (const each of live) expect(views.nameNow(each)).toBe(each);
        for (const each of before) expect(live).toContain(views.nameNow(each));
        before = live;
      }
    }),
  );
});

const greyOf = (center: number, inverted = false): GreyState => ({
  window: { center, width: 400 },
  voiFunction: 'LINEAR',
  inverted,
  table: undefined,
});
const frames = [1, 2].map(
  (number) =>
    ({
      image: { archiveId: 'pacs', studyInstanceUID: '1.2', sopInstanceUID: `1.2.${number}` },
      frame: { frameNumber: 1 },
    }) as unknown as FrameOfImage,
);
const setNamed = (id: string) => ({ id, frames }) as unknown as DisplaySet;
const shownAs = (id: string, grey: GreyState) => ({
  ...emptyBoxState,
  set: setNamed(id),
  imageIds: frames.map(imageIdOf),
  asked: 1,
  grey,
});
const [own, states] = [greyOf(40), greyOf(-600, true)];
const placement = { pose: { turned: 0, mirrored: false }, zoom: 1, offset: { alongRow: 0, alongColumn: 0 } } as never;
const turned = { pose: { turned: 90, mirrored: true }, zoom: 3, offset: { alongRow: 9, alongColumn: 9 } } as never;

test('the look that a presentation state lends is never remembered as the reader’s own', () => {
  const [views, box] = [new RememberedViews(), {}];
  views.lendLook(box, 'a', { grey: own, placement });
  views.remember(shownAs('a', states), turned);
  expect(views.of(setNamed('a'))).toEqual({ index: 1, grey: own, placement });
  expect(views.ownOf('a', { grey: states, placement: turned })).toEqual({ grey: own, placement });
  expect(views.ownOf('b', { grey: states, placement: turned }).grey).toBe(states);
  views.lendLook(box, 'a', undefined);
  views.remember(shownAs('a', greyOf(80)), turned);
  expect(views.of(setNamed('a'))).toEqual({ index: 1, grey: greyOf(80), placement: turned });
});

test('it stays lent under the name that a newer answer gives the display set', () => {
  const views = new RememberedViews();
  views.lendLook({}, 'a', { grey: own, placement });
  views.inherit(new Map([['a', 'b']]), ['b']);
  views.remember(shownAs('b', states), turned);
  expect(views.of(setNamed('b'))).toMatchObject({ grey: own, placement });
});

test('two boxes show one display set so: where one of them ends it, the other still has it lent', () => {
  const views = new RememberedViews();
  const [one, other] = [{}, {}];
  views.lendLook(one, 'a', { grey: own, placement });
  views.lendLook(other, 'a', { grey: own, placement });
  views.lendLook(one, 'a', undefined);
  views.remember(shownAs('a', states), turned);
  expect(views.of(setNamed('a'))?.grey).toBe(own);
  views.lendLook(other, 'a', undefined);
  expect(views.ownOf('a', { grey: states, placement: turned }).grey).toBe(states);
});
