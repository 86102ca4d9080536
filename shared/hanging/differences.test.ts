import { expect, test } from 'vitest';
import { type ProtocolDifference, protocolDifferences } from './differences.ts';
import type { Protocol } from './protocol.ts';

const isImage = { facet: 'kind', op: 'eq', value: 'image', required: true } as const;
const axial = { facet: 'plane', op: 'eq', value: 'AX', weight: 10 } as const;

const shipped: Protocol = {
  schemaVersion: 1,
  id: 'builtin.ct-chest',
  name: 'CT chest',
  level: 'builtin',
  version: 3,
  enabled: true,
  tags: ['chest'],
  match: { study: [{ facet: 'modality', op: 'in', value: ['CT'], required: true }] },
  priors: [{ id: 'p1', relation: 'mostRecent', bodyPart: 'overlap', optional: true }],
  selectors: { lung: { label: 'Lung', rules: [isImage, axial] }, soft: { rules: [isImage], fallback: ['lung'] } },
  stages: [
    {
      name: 'Lung',
      screens: [
        {
          role: 'primary',
          grid: { rows: 1, cols: 2 },
          viewports: [
            { id: 'a', primary: true, layers: [{ selector: 'lung' }], initial: { voi: 'lung' } },
            { id: 'b', layers: [{ selector: 'soft' }] },
          ],
        },
      ],
      sync: [{ kind: 'scroll', by: 'position', viewports: ['a', 'b'] }],
    },
    {
      name: 'Mediastinum',
      screens: [
        { role: 'primary', grid: { rows: 1, cols: 1 }, viewports: [{ id: 'a', layers: [{ selector: 'soft' }] }] },
      ],
    },
  ],
};

/** A copy with something changed in its JSON. */
function changed(change: (text: string) => string): Protocol {
  return JSON.parse(change(JSON.stringify(shipped))) as Protocol;
}
const saidOf = (differences: readonly ProtocolDifference[]) =>
  differences.map((each) => [each.kind, 'side' in each ? each.side : '', 'parts' in each ? each.parts.join() : '']);

test('whose it is, which version and how its keys are ordered is no difference; written places are none', () => {
  const { stages, ...rest } = shipped;
  const own: Protocol = { stages, ...rest, id: 'user.ct-chest', level: 'user', version: 9, enabled: false };
  expect(protocolDifferences(shipped, own)).toEqual([]);
  const placed = changed((text) => text.replace('"id":"b",', '"id":"b","at":[0,1],'));
  expect(protocolDifferences(shipped, placed)).toEqual([]);
  const turned = changed((text) => text.replace('["a","b"]', '["b","a"]'));
  expect(protocolDifferences(shipped, turned)).toEqual([]);
});

test('the order of the series that are wanted is one: of two that fit one series alike the first has it', () => {
  const { lung, soft } = shipped.selectors;
  if (!lung || !soft) throw new Error('two series');
  const turned: Protocol = { ...shipped, selectors: { soft, lung } };
  expect(protocolDifferences(shipped, turned)).toEqual([{ kind: 'selectorOrder' }]);
  const oneMore: Protocol = { ...shipped, selectors: { bone: lung, lung, soft } };
  expect(saidOf(protocolDifferences(shipped, oneMore))).toEqual([['selector', 'onlyOther', '']]);
});

test('rules that only one has are said on their side', () => {
  const other = changed((text) => text.replace('"value":"AX","weight":10', '"value":"AX","weight":20'));
  expect(protocolDifferences(shipped, other)).toEqual([
    { kind: 'seriesRule', key: 'lung', side: 'onlyOne', rule: axial },
    { kind: 'seriesRule', key: 'lung', side: 'onlyOther', rule: { ...axial, weight: 20 } },
  ]);
  const more = changed((text) =>
    text.replace('"study":[', '"study":[{"facet":"bodyPart","op":"in","value":["CHEST"]},'),
  );
  expect(saidOf(protocolDifferences(shipped, more))).toEqual([['studyRule', 'onlyOther', '']]);
});

test.each([
  ['window', '"voi":"lung"', '"voi":{"ww":1600,"wc":-500}', [['box', 'changed', 'window']]],
  [
    'what a box shows',
    '"layers":[{"selector":"soft"}]}]}],"sync"',
    '"layers":[{"selector":"lung"}]}]}],"sync"',
    [['box', 'changed', 'series']],
  ],
  ['links', '"viewports":["a","b"]', '"viewports":["a","b"],"by":"index"', [['links', '', '']]],
  ['prior', '"overlap"', '"same"', [['prior', 'changed', '']]],
  ['fallback', '"fallback":["lung"]', '"minScore":4', [['selector', 'changed', '']]],
  ['name of a stage', '"name":"Mediastinum"', '"name":"Soft"', [['stage', 'changed', '']]],
  ['grid', '"cols":2', '"cols":3', [['screen', 'changed', '']]],
] as const)('a difference in %s is one, and says what', (_name, from, to, expected) => {
  const other = changed((text) => text.replace(from, to));
  expect(saidOf(protocolDifferences(shipped, other))).toEqual(expected);
});

test('stages belong together by their names, wherever they stand', () => {
  const [first, second] = shipped.stages;
  if (!first || !second) throw new Error('two stages');
  const swapped = { ...shipped, stages: [second, first] };
  expect(saidOf(protocolDifferences(shipped, swapped))).toEqual([['stage', 'moved', '']]);
  const fewer = { ...shipped, stages: [second] };
  expect(protocolDifferences(shipped, fewer)).toEqual([
    { kind: 'stage', side: 'onlyOne', stage: { one: 0, other: undefined } },
  ]);
  expect(saidOf(protocolDifferences(fewer, shipped))).toEqual([['stage', 'onlyOther', '']]);
});

test('boxes that come and go', () => {
  const other = changed((text) => text.replace(',{"id":"b","layers":[{"selector":"soft"}]}', ''));
  expect(saidOf(protocolDifferences(shipped, other))).toEqual([['box', 'onlyOne', '']]);
});
