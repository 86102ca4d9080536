import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  arbitraryKnees,
  arbitraryProtocol,
  arbitrarySeries,
  arbitraryStudy,
  arbitraryUnsound,
} from '#tests/fixtures/arbitraryHanging.ts';
import { hungOf, protocolOf } from '#tests/fixtures/hangingStudies.ts';
import { hang, hangWith } from './hang.ts';
import type { Hanging, HangSeries, StudyToHang } from './hanging.ts';
import { protocolProblems } from './problems.ts';
import { type Protocol, protocolSchema } from './protocol.ts';

const three = fc.tuple(arbitraryProtocol('test.one'), arbitraryProtocol('test.two'), arbitraryProtocol('test.three'));
const everySeries = ({ series, priors }: StudyToHang): ReadonlyMap<string, HangSeries> =>
  new Map([...series, ...priors.flatMap((prior) => prior.series ?? [])].map((one) => [one.id, one]));

test('the protocols of these tests are sound', () => {
  fc.assert(
    fc.property(arbitraryProtocol('test.one'), (protocol) => {
      const refusals = protocolProblems(protocolSchema.parse(protocol)).filter(
        ({ code, isRefusal }) => isRefusal && code !== 'contradiction',
      );
      expect(refusals).toEqual([]);
    }),
  );
});

test('the order of series, of priors and of protocols changes nothing', () => {
  const shuffled = fc.tuple(arbitraryStudy, three).chain(([study, protocols]) =>
    fc.record({
      study: fc.constant(study),
      protocols: fc.constant(protocols),
      series: whole(study.series),
      priors: whole(study.priors),
      others: whole(protocols),
    }),
  );
  fc.assert(
    fc.property(shuffled, ({ study, protocols, series, priors, others }) => {
      const turned = priors.map((prior) => ({ ...prior, series: prior.series && [...prior.series].reverse() }));
      expect(hang({ ...study, series, priors: turned }, others)).toEqual(hang(study, protocols));
    }),
    { numRuns: 400 },
  );
});

const twoKnees = protocolOf({
  priors: [{ id: 'p1', relation: 'mostRecent', bodyPart: 'any', optional: true }],
  selectors: {
    one: { rules: [], minScore: -1 },
    two: { rules: [], minScore: -1 },
    oneP: { from: 'p1', mirrorOf: 'one', rules: [], fallback: ['any', 'twoP'] },
    twoP: { from: 'p1', mirrorOf: 'two', rules: [] },
    any: { from: 'p1', exclusiveGroup: 'any', rules: [], minScore: -1 },
  },
});

test('a prior of the other side never hangs, beside what it mirrors or at all', () => {
  let beside = 0;
  const holds = (study: StudyToHang, protocol: Protocol) => {
    const all = everySeries(study);
    const sideOf = (id: string | undefined) => all.get(id ?? '')?.facets.laterality.value;
    const { bindings } = hangWith(study, protocol);
    for (const binding of Object.values(bindings)) {
      const mirrored = bindings[protocol.selectors[binding.selector]?.mirrorOf ?? '']?.series;
      if (binding.from === 'current') continue;
      for (const side of [study.facets.laterality.value, sideOf(mirrored)]) {
        expect([side, sideOf(binding.series)].sort()).not.toEqual(['L', 'R']);
      }
      if (sideOf(mirrored) !== undefined && sideOf(binding.series) !== undefined) beside += 1;
    }
  };
  fc.assert(fc.property(arbitraryStudy, arbitraryProtocol('test.one'), holds), { numRuns: 500 });
  fc.assert(
    fc.property(arbitraryKnees, (study) => holds(study, twoKnees)),
    { numRuns: 500 },
  );
  // Sides that are known do meet in these studies.
  expect(beside).toBeGreaterThan(100);
});

test('a series that hangs nowhere has changed nothing', () => {
  fc.assert(
    fc.property(
      arbitraryStudy,
      arbitrarySeries('late'),
      arbitraryProtocol('test.one', { extremes: false }),
      (study, late, protocol) => {
        const before = hangWith(study, protocol);
        const after = hangWith({ ...study, series: [...study.series, late] }, protocol);
        fc.pre(!Object.values(after.bindings).some(({ series }) => series === late.id));
        expect(after.bindings).toEqual(before.bindings);
      },
    ),
    { numRuns: 600 },
  );
});

test('a late series takes the place of none that has more points', () => {
  const direct = ({ bindings }: Hanging) =>
    Object.values(bindings).filter(({ from, via }) => from === 'current' && via === undefined);
  fc.assert(
    fc.property(
      arbitraryStudy,
      arbitrarySeries('late'),
      arbitraryProtocol('test.one', { extremes: false }),
      (study, late, protocol) => {
        const before = hangWith(study, protocol);
        const after = hangWith({ ...study, series: [...study.series, late] }, protocol);
        const own = direct(after).find(({ series }) => series === late.id);
        const stronger = direct(before).filter(({ score }) => score > (own?.score ?? Number.NEGATIVE_INFINITY));
        const now = hungOf(after);
        for (const { selector, series } of stronger) expect(now[selector]).toBe(series);
      },
    ),
    { numRuns: 600 },
  );
});

test('what hangs for its own sake has passed every required rule, and hangs once in its group', () => {
  fc.assert(
    fc.property(arbitraryStudy, arbitraryProtocol('test.one'), (study, protocol) => {
      const { bindings } = hangWith(study, protocol);
      const seen = new Set<string>();
      for (const { rules, via, from, series, selector } of Object.values(bindings)) {
        if (via?.kind === 'fallback') continue;
        expect(rules.filter(({ required, pass }) => required && !pass)).toEqual([]);
        const isSecondLook = via?.kind === 'mirror' && bindings[via.selector]?.via?.kind === 'fallback';
        if (isSecondLook) continue;
        expect([selector, seen.has(`${from} ${series}`)]).toEqual([selector, false]);
        seen.add(`${from} ${series}`);
      }
    }),
    { numRuns: 600 },
  );
});

test('what is no picture to read hangs only where a rule asks for it', () => {
  fc.assert(
    fc.property(arbitraryStudy, arbitraryProtocol('test.one'), (study, protocol) => {
      const all = everySeries(study);
      for (const { series, selector, via } of Object.values(hangWith(study, protocol).bindings)) {
        const asks = protocol.selectors[via?.kind === 'fallback' ? via.selector : selector]?.rules ?? [];
        const facets = all.get(series)?.facets;
        if (!asks.some(({ facet }) => facet === 'kind')) expect(facets?.kind.value).toBe('image');
        if (!asks.some(({ facet }) => facet === 'forProcessing')) expect(facets?.forProcessing.value).not.toBe(true);
        if (!asks.some(({ facet }) => facet === 'ai')) expect(facets?.ai.value).not.toBe(true);
      }
    }),
    { numRuns: 600 },
  );
});

test('there is always an answer: a stage that hangs, boxes that lie apart, and a word on every selector', () => {
  const any = fc.array(
    fc.oneof(arbitraryProtocol('test.one'), arbitraryUnsound('test.two'), arbitraryProtocol('test.three')),
    {
      maxLength: 4,
    },
  );
  fc.assert(
    fc.property(arbitraryStudy, any, (study, protocols) => {
      const hanging = hang(study, protocols);
      expect(hanging.stages[hanging.first]?.disabled).toBeUndefined();
      expect(hanging.considered[0]?.protocol).toBe(hanging.protocol);
      for (const key of Object.keys(hanging.protocol.selectors)) {
        expect([Object.hasOwn(hanging.bindings, key), Object.hasOwn(hanging.unbound, key)].sort()).toEqual([
          false,
          true,
        ]);
      }
      for (const { screens } of hanging.stages) {
        for (const { rows, columns, viewports } of screens) {
          const cells = viewports.flatMap(({ at: [row, column, down, across] }) =>
            Array.from(
              { length: down * across },
              (_, index) => `${row + Math.floor(index / across)} ${column + (index % across)}`,
            ),
          );
          expect(new Set(cells).size).toBe(cells.length);
          expect(cells.length).toBeLessThanOrEqual(rows * columns);
        }
      }
      for (const protocol of protocols) hangWith(study, protocol);
    }),
    { numRuns: 600 },
  );
});

/** All of them, in any order. */
function whole<Value>(values: readonly Value[]): fc.Arbitrary<Value[]> {
  return fc.shuffledSubarray([...values], { minLength: values.length, maxLength: values.length });
}
