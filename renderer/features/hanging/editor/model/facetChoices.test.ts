import { expect, test } from 'vitest';
import { protocolProblems } from '#shared/hanging/problems.ts';
import { type SeriesRule, type StudyRule, seriesFacetNames, studyFacetNames } from '#shared/hanging/protocol.ts';
import { studyOf } from '#tests/fixtures/hangingStudies.ts';
import { emptyProtocol } from './copies.ts';
import {
  facetChoice,
  operatorsFor,
  shownOperator,
  strengthOf,
  strengths,
  valuesOf,
  withFacet,
  withOperator,
  withStrength,
} from './facetChoices.ts';

const base = emptyProtocol('Test', 'Step 1', 'CT', new Set());
const axial: SeriesRule = { facet: 'plane', op: 'eq', value: 'AX', required: true };

test.each(seriesFacetNames)('every way of asking for %s that is offered is sound as it begins', (facet) => {
  for (const op of operatorsFor(facet)) {
    const rule = withOperator(withFacet<SeriesRule>(axial, facet), op);
    const isText = op === 'regex' || op === 'notRegex';
    const asked = isText ? { ...rule, value: 'lung' } : rule;
    const protocol = { ...base, selectors: { one: { rules: [asked] } } };
    expect([op, protocolProblems(protocol)]).toEqual([op, []]);
  }
});

test.each(studyFacetNames)('and of a study for %s', (facet) => {
  const rule: StudyRule = { facet: 'modality', op: 'in', value: ['CT'] };
  const asked = withFacet(rule, facet);
  const whole = asked.op === 'regex' ? { ...asked, value: 'lung' } : asked;
  expect(protocolProblems({ ...base, match: { study: [whole] } })).toEqual([]);
});

test('each facet is asked for as what it is: a yes or no, a number, words, or one of a list', () => {
  const { series } = studyOf({
    series: [
      'CT | Lung | ORIGINAL\\\\PRIMARY\\\\AXIAL | iop=ax; k=B70f; th=1; n=300',
      'MR | T1 TSE fs + KM | | iop=cor; tr=500; te=12; n=20',
      'MR | DWI b1000 | | iop=ax; b=1000; n=20',
    ],
  });
  const known = series.flatMap(({ facets }) => seriesFacetNames.map((name) => [name, facets[name].value] as const));
  const asked = known.filter(([, value]) => value !== undefined);
  const kindsOf = { boolean: ['flag'], number: ['number'], string: ['choice', 'text'] } as const;
  for (const [name, value] of asked) {
    expect([name, kindsOf[typeof value as keyof typeof kindsOf]]).toEqual([
      name,
      expect.arrayContaining([facetChoice(name).kind]),
    ]);
  }
  expect(new Set(asked.map(([name]) => name)).size).toBeGreaterThan(15);
});

test('one value is shown as one of a list, and keeps it when the way of asking changes', () => {
  expect(shownOperator(axial)).toBe('in');
  expect(withOperator(axial, 'notIn')).toMatchObject({ op: 'notIn', value: ['AX'] });
  expect(withOperator({ facet: 'count', op: 'gte', value: 4 }, 'between').value).toEqual([4, 4]);
  expect(valuesOf(withOperator(axial, 'absent'))).toEqual([]);
});

test.each(strengths)('how much it counts is read as it was chosen: %s', (strength) => {
  expect(strengthOf(withStrength(axial, strength))).toBe(strength);
});
