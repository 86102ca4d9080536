import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ArchiveLook, agreedAt, isListShort, lookAgain } from './archiveLook.ts';

const minute = 60_000;
const counts = (instances: number | undefined, series: number | undefined = 2) => ({ instances, series });
const listed = (instances: number, series = 2) => ({ instances, series });
function looks(...seen: readonly (readonly [at: number, instances: number | undefined])[]): ArchiveLook | undefined {
  return seen.reduce<ArchiveLook | undefined>(
    (before, [at, instances]) => lookAgain(before, counts(instances), at, at),
    undefined,
  );
}

it('V7: complete is as of the last of two looks, two minutes apart, that agree with the lists', () => {
  expect(agreedAt(looks([0, 10]), listed(10))).toBeUndefined();
  expect(agreedAt(looks([0, 10], [minute, 10]), listed(10))).toBeUndefined();
  expect(agreedAt(looks([0, 10], [minute, 10], [2 * minute, 10]), listed(10))).toBe(2 * minute);
  expect(agreedAt(looks([0, 10], [9 * minute, 10]), listed(10))).toBe(9 * minute);
});

it('V7: a scanner that goes on sending after a pause begins the waiting anew', () => {
  const growing = looks([0, 5], [3 * minute, 5], [4 * minute, 10], [5 * minute, 10]);
  expect(agreedAt(growing, listed(10))).toBeUndefined();
  expect(agreedAt(growing && lookAgain(growing, counts(10), 6 * minute, 6 * minute), listed(10))).toBe(6 * minute);
});

it('V6: counts that disagree with the lists, in either direction, are no agreement', () => {
  const settled = looks([0, 10], [5 * minute, 10]);
  expect([agreedAt(settled, listed(9)), agreedAt(settled, listed(11)), agreedAt(settled, listed(10, 1))]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect([isListShort(counts(10), listed(9)), isListShort(counts(10), listed(11))]).toEqual([true, false]);
  expect([
    isListShort(counts(10, 3), listed(10)),
    isListShort({ series: undefined, instances: 10 }, listed(10)),
  ]).toEqual([true, false]);
});

it('V6: an archive that gives no counts is never said to agree, and never short', () => {
  expect(agreedAt(looks([0, undefined], [5 * minute, undefined]), listed(10))).toBeUndefined();
  expect(isListShort({ series: undefined, instances: undefined }, listed(0, 0))).toBe(false);
});

it('a clock that was set back begins the waiting anew', () => {
  expect(agreedAt(looks([100 * minute, 10], [minute, 10], [2 * minute, 10]), listed(10))).toBeUndefined();
});

it('V7: a clock that is set forward between two looks a second apart has not made two minutes pass', () => {
  const first = lookAgain(undefined, counts(10), 0, 5_000);
  const second = lookAgain(first, counts(10), 60 * minute, 6_000);
  expect(agreedAt(second, listed(10))).toBeUndefined();
  const third = lookAgain(second, counts(10), 62 * minute, 5_000 + 2 * minute);
  expect(agreedAt(third, listed(10))).toBe(62 * minute);
  // Counted before this start of the program: there is only the clock on the wall.
  const { firstMs: _first, lastMs: _last, ...kept } = first;
  expect(agreedAt(lookAgain(kept, counts(10), 3 * minute, 0), listed(10))).toBe(3 * minute);
});

it('V7: nothing agrees within two minutes of another count (500 runs)', () => {
  const steps = fc.array(
    fc.record({ pause: fc.integer({ min: 0, max: 200_000 }), instances: fc.integer({ min: 1, max: 3 }) }),
    { minLength: 1, maxLength: 20 },
  );
  fc.assert(
    fc.property(steps, (list) => {
      let at = 0;
      let look: ArchiveLook | undefined;
      let changedAt = 0;
      for (const { pause, instances } of list) {
        at += pause;
        if (look?.instances !== instances) changedAt = at;
        look = lookAgain(look, counts(instances), at, at);
        const agreed = agreedAt(look, listed(instances));
        expect(agreed).toBe(at - changedAt >= 120_000 ? at : undefined);
      }
    }),
    { numRuns: 500 },
  );
});
