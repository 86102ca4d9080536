import fc from 'fast-check';
import { expect, test } from 'vitest';
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
