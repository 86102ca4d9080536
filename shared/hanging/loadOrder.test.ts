import { expect, test } from 'vitest';
import { protocolOf, studyOf, type WrittenStudy } from '#tests/fixtures/hangingStudies.ts';
import { hang } from './hang.ts';
import { loadOrderOf } from './loadOrder.ts';
import type { Protocol, Selector } from './protocol.ts';
import { shippedProtocols } from './shippedProtocols.ts';

const order = (study: WrittenStudy, protocols: readonly Protocol[] = shippedProtocols) => {
  const toHang = studyOf(study);
  return loadOrderOf(toHang, hang(toHang, protocols)).map(
    ({ seriesInstanceUID, reason }) => `${seriesInstanceUID} ${reason}`,
  );
};
const chest: WrittenStudy = {
  description: 'CT Chest',
  series: [
    'CT | Topogram | | type=ORIGINAL\\PRIMARY\\LOCALIZER; n=1',
    'CT | Thorax 5.0 B31f | | iop=ax; k=B31f; th=5; n=70',
    'CT | Lung 1.0 B70f | | iop=ax; k=B70f; th=1; n=350',
    'CT | Patient Protocol | | n=1',
  ],
};

test('what is read first comes first, though it is the heaviest, then the prior beside it, then the next stage', () => {
  const prior = {
    description: 'CT Chest',
    series: ['CT | STD | | iop=ax; k=STANDARD; th=2.5; n=120', 'CT | LUNG | | iop=ax; k=LUNG; th=1.25; n=240'],
  };
  expect(order({ ...chest, priors: [prior] })).toEqual([
    'now.3 primary',
    'before1.2 prior',
    'now.2 nextStage',
    'before1.1 nextStage',
  ]);
});

test('what hangs nowhere is not in it', () => {
  expect(order(chest).map((step) => step.split(' ')[0])).toEqual(['now.3', 'now.2']);
  expect(order({ series: [] })).toEqual([]);
});

const plane = (value: string): Selector => ({ rules: [{ facet: 'plane', op: 'eq', value, required: true }] });
const planes: WrittenStudy = {
  series: ['CT | a | | iop=ax; n=9', 'CT | b | | iop=cor; n=9', 'CT | c | | iop=sag; n=9'],
};
const box = (selector: string, primary = false) => ({ id: selector, layers: [{ selector }], primary });
const three = protocolOf({
  selectors: { ax: plane('AX'), cor: plane('COR'), sag: plane('SAG') },
  stages: [
    {
      name: 'One',
      enabledIf: { bound: ['ax', 'nobody'] },
      screens: [{ role: 'any', grid: { rows: 1, cols: 1 }, viewports: [box('ax')] }],
    },
    { name: 'Two', screens: [{ role: 'any', grid: { rows: 1, cols: 2 }, viewports: [box('cor'), box('sag', true)] }] },
    { name: 'Three', screens: [{ role: 'any', grid: { rows: 1, cols: 1 }, viewports: [box('ax')] }] },
  ],
});

test('the box that is read first may stand anywhere; a stage that cannot hang is passed over', () => {
  expect(order(planes, [three])).toEqual(['now.3 primary', 'now.2 beside', 'now.1 nextStage']);
});

test('a protocol may say it otherwise', () => {
  expect(order(planes, [{ ...three, reading: { prefetchOrder: ['ax', 'sag'] } }])).toEqual([
    'now.1 wanted',
    'now.3 wanted',
    'now.2 beside',
  ]);
});

test('the main screen comes before the second', () => {
  const two = protocolOf({
    selectors: { ax: plane('AX'), cor: plane('COR') },
    stages: [
      {
        name: 'Two screens',
        screens: [
          { role: 'secondary', grid: { rows: 1, cols: 1 }, viewports: [box('ax')] },
          { role: 'primary', grid: { rows: 1, cols: 1 }, viewports: [box('cor')] },
        ],
      },
    ],
  });
  expect(order({ ...planes, screens: 2 }, [two])).toEqual(['now.2 primary', 'now.1 beside']);
});

test('what is read now comes before a prior, though the prior’s box is the first', () => {
  const prior = protocolOf({
    priors: [{ id: 'p1', relation: 'mostRecent', bodyPart: 'any', optional: true }],
    selectors: { ax: plane('AX'), before: { from: 'p1', mirrorOf: 'ax', rules: [] } },
    stages: [
      {
        name: 'Before and now',
        screens: [{ role: 'any', grid: { rows: 1, cols: 2 }, viewports: [box('before', true), box('ax')] }],
      },
    ],
  });
  const study = { series: ['CT | a | | iop=ax; n=9'], priors: [{ series: ['CT | a | | iop=ax; n=9'] }] };
  expect(order(study, [prior])).toEqual(['now.1 beside', 'before1.1 prior']);
});
