import { describe, expect, test } from 'vitest';
import { protocolOf } from '#tests/fixtures/hangingStudies.ts';
import { fallbackGrid } from './fallbackGrid.ts';
import { type ProtocolProblem, protocolProblems, readProtocol } from './problems.ts';
import type { Protocol, Selector, Stage, Viewport } from './protocol.ts';
import { shippedProtocols } from './shippedProtocols.ts';

const codes = (changed: Partial<Protocol>): readonly ProtocolProblem['code'][] =>
  protocolProblems(protocolOf(changed)).map(({ code }) => code);
const rules: Selector['rules'] = [{ facet: 'kind', op: 'eq', value: 'image', required: true }];
const stageOf = (viewports: Viewport[], more: Partial<Stage> = {}): Stage => ({
  name: 'Stage',
  screens: [{ role: 'primary', grid: { rows: 2, cols: 2 }, viewports }],
  ...more,
});
const box = (id: string, at?: Viewport['at']): Viewport => ({ id, layers: [{ selector: 'a' }], ...(at && { at }) });

test('a sound protocol has none, and is read as it is', () => {
  expect(protocolProblems(fallbackGrid)).toEqual([]);
  expect(readProtocol(JSON.parse(JSON.stringify(fallbackGrid)))).toEqual({ ok: true, value: fallbackGrid });
});

describe('what names something that is not there', () => {
  test.each<[string, Partial<Protocol>, ProtocolProblem['code']]>([
    ['fallback', { selectors: { a: { rules, fallback: ['b'] } } }, 'danglingSelector'],
    [
      'mirror',
      { selectors: { a: { rules }, p: { rules, from: 'p1', mirrorOf: 'b' } }, priors: [prior('p1')] },
      'danglingSelector',
    ],
    ['requires', { match: { study: [], requires: ['b'] } }, 'danglingSelector'],
    ['order of fetching', { reading: { prefetchOrder: ['b'] } }, 'danglingSelector'],
    ['layer', { stages: [stageOf([{ id: 'x', layers: [{ selector: 'b' }] }])] }, 'danglingSelector'],
    ['condition', { stages: [stageOf([box('x')], { enabledIf: { bound: ['b'] } })] }, 'danglingSelector'],
    ['prior', { selectors: { a: { rules, from: 'p1' } } }, 'danglingPrior'],
    ['sync', { stages: [stageOf([box('x')], { sync: [{ kind: 'scroll', viewports: ['x', 'y'] }] })] }, 'danglingSync'],
  ])('%s', (_, changed, code) => {
    expect(codes(changed)).toEqual([code]);
  });
});

describe('what cannot hang so', () => {
  test.each<[string, Partial<Protocol>, ProtocolProblem['code']]>([
    ['two boxes of one name', { stages: [stageOf([box('x'), box('x')])] }, 'duplicateViewport'],
    ['outside', { stages: [stageOf([box('x', [2, 0])])] }, 'outsideGrid'],
    ['reaching outside', { stages: [stageOf([box('x', [0, 1, 1, 2])])] }, 'outsideGrid'],
    ['over another', { stages: [stageOf([box('x', [0, 0, 2, 2]), box('y', [1, 1])])] }, 'overlap'],
    ['no room', { stages: [stageOf([box('x', [0, 0, 2, 2]), box('y')])] }, 'noRoom'],
    ['fallback to itself', { selectors: { a: { rules, fallback: ['a'] } } }, 'fallbackToItself'],
    [
      'current in the box of a prior',
      { selectors: { a: { rules }, p: { rules, from: 'p1', fallback: ['a'] } }, priors: [prior('p1')] },
      'fallbackAcross',
    ],
    [
      'one study over another',
      {
        selectors: { a: { rules }, p: { rules, from: 'p1' } },
        priors: [prior('p1')],
        stages: [stageOf([{ id: 'x', layers: [{ selector: 'a' }, { selector: 'p' }] }])],
      },
      'layersOfTwoStudies',
    ],
    ['mirror in the current study', { selectors: { a: { rules }, b: { rules, mirrorOf: 'a' } } }, 'mirrorInCurrent'],
    ['two priors of one name', { priors: [prior('p1'), prior('p1')] }, 'duplicatePrior'],
    ['a prior called current', { priors: [prior('current')] }, 'duplicatePrior'],
  ])('%s', (_, changed, code) => {
    expect(codes(changed)).toContain(code);
  });

  test('a mirror of a mirror, and of another prior', () => {
    const priors = [prior('p1'), prior('p2')];
    const of = (mirrorOf: string): Partial<Protocol> => ({
      priors,
      selectors: {
        a: { rules },
        p: { rules, from: 'p1', mirrorOf: 'a' },
        q: { rules, from: 'p1' },
        r: { rules, from: 'p2', mirrorOf },
      },
    });
    expect([codes(of('p')), codes(of('q')), codes(of('a'))]).toEqual([['mirrorOfMirror'], ['mirrorOfPrior'], []]);
  });
});

test('fallbacks to one another are no circle: only what hangs for its own sake is taken', () => {
  expect(codes({ selectors: { a: { rules, fallback: ['b'] }, b: { rules, fallback: ['a'] } } })).toEqual([]);
});

describe('demands that exclude each other', () => {
  const demand = (
    facet: 'plane' | 'count' | 'phase',
    op: 'eq' | 'ne' | 'in' | 'notIn' | 'gte' | 'lte' | 'between' | 'exists' | 'absent',
    value?: string | number | (string | number)[],
  ) => ({ facet, op, required: true, ...(value !== undefined && { value }) }) as Selector['rules'][number];
  const of = (...demands: Selector['rules']) => codes({ selectors: { a: { rules: demands } } });

  test('contradict', () => {
    const pairs = [
      [demand('plane', 'eq', 'AX'), demand('plane', 'eq', 'COR')],
      [demand('plane', 'eq', 'AX'), demand('plane', 'ne', 'AX')],
      [demand('plane', 'in', ['AX', 'COR']), demand('plane', 'notIn', ['COR', 'AX'])],
      [demand('plane', 'in', ['AX']), demand('plane', 'in', ['COR', 'SAG'])],
      [demand('count', 'gte', 10), demand('count', 'lte', 9)],
      [demand('count', 'between', [1, 4]), demand('count', 'gte', 5)],
      [demand('count', 'eq', 3), demand('count', 'gte', 5)],
      [demand('phase', 'absent'), demand('phase', 'exists')],
      [demand('phase', 'eq', 'portal'), demand('phase', 'absent')],
    ];
    expect(pairs.map((pair) => of(...pair))).toEqual(pairs.map(() => ['contradiction']));
  });

  test('and those that can be met do not', () => {
    const pairs = [
      [demand('plane', 'in', ['AX', 'COR']), demand('plane', 'ne', 'COR')],
      [demand('count', 'gte', 10), demand('count', 'lte', 10)],
      [demand('phase', 'absent'), demand('phase', 'ne', 'portal')],
      [demand('plane', 'eq', 'AX'), { ...demand('plane', 'eq', 'COR'), required: false }],
    ];
    expect(pairs.map((pair) => of(...pair))).toEqual(pairs.map(() => []));
  });

  test('a study may be of two modalities', () => {
    const study: Protocol['match']['study'] = ['CT', 'PT'].map((value) => ({
      facet: 'modality',
      op: 'eq',
      value,
      required: true,
    }));
    expect(codes({ match: { study } })).toEqual([]);
  });
});

test('a pattern or a value that cannot be read is named with its place', () => {
  const found = protocolProblems(
    protocolOf({
      selectors: {
        a: {
          rules: [
            ...rules,
            { facet: 'description', op: 'regex', value: '(x)\\1' },
            { facet: 'count', op: 'between', value: [3] },
          ],
        },
      },
    }),
  );
  expect(found).toEqual([
    { code: 'badPattern', where: 'selectors.a.rules.1', detail: '(x)\\1', isRefusal: true },
    { code: 'badValue', where: 'selectors.a.rules.2', detail: '3', isRefusal: true },
  ]);
});

describe('what can be used as it is, and is worth a look', () => {
  const of = (...some: Selector['rules']) =>
    protocolProblems(protocolOf({ selectors: { a: { rules: [...rules, ...some] } } })).map(
      ({ code, detail, isRefusal }) => [code, detail, isRefusal],
    );

  test('a value that no series has', () => {
    expect(of({ facet: 'plane', op: 'eq', value: 'AXIAL' })).toEqual([['unknownValue', 'AXIAL', false]]);
    expect(of({ facet: 'weighting', op: 'in', value: ['T1', 'T3'] })).toEqual([['unknownValue', 'T3', false]]);
    expect(of({ facet: 'mip', op: 'eq', value: 'no' })).toEqual([['unknownValue', 'no', false]]);
    expect(
      of({ facet: 'plane', op: 'regex', value: 'AXIAL' }, { facet: 'description', op: 'eq', value: 'AXIAL' }),
    ).toEqual([]);
  });

  test('a plain series that is wanted by points alone', () => {
    const plain = { facet: 'contrast', op: 'eq', value: 'pre', weight: 8 } as const;
    expect(of(plain)).toEqual([['plainUnguarded', undefined, false]]);
    expect(of({ ...plain, required: true })).toEqual([]);
    expect(of(plain, { facet: 'contrast', op: 'ne', value: 'post', required: true })).toEqual([]);
    // To like one after contrast better, or one phase, is nothing that a box is for.
    expect(of({ ...plain, value: 'post' }, { facet: 'phase', op: 'eq', value: 'portal', weight: 3 })).toEqual([]);
  });

  test('does not keep a protocol from being read', () => {
    const loose = protocolOf({ selectors: { a: { rules: [...rules, { facet: 'plane', op: 'eq', value: 'AXIAL' }] } } });
    expect(readProtocol(loose).ok).toBe(true);
  });
});

test('the shipped protocols are sound, and none has a plain box that contrast could fill', () => {
  expect(
    shippedProtocols.flatMap((protocol) =>
      protocolProblems(protocol).map((problem) => ({ id: protocol.id, ...problem })),
    ),
  ).toEqual([]);
});

test('what is no protocol is refused with the places that are wrong, and never throws', () => {
  for (const value of [null, 7, 'x', [], {}, { ...fallbackGrid, more: 1 }, { ...fallbackGrid, stages: [] }]) {
    const read = readProtocol(value);
    expect(read.ok).toBe(false);
    if (!read.ok) expect(read.failure.every(({ code, isRefusal }) => code === 'notReadable' && isRefusal)).toBe(true);
  }
});

function prior(id: string): Protocol['priors'][number] {
  return { id, relation: 'mostRecent', bodyPart: 'overlap', optional: true };
}
