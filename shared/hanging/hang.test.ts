import { describe, expect, test } from 'vitest';
import { hungOf, protocolOf, studyOf } from '#tests/fixtures/hangingStudies.ts';
import { fallbackGrid } from './fallbackGrid.ts';
import { hang, hangWith } from './hang.ts';
import { protocolProblems } from './problems.ts';
import type { Selector, Stage } from './protocol.ts';

const isImage = { facet: 'kind', op: 'eq', value: 'image', required: true } as const;
const isAxial = { facet: 'plane', op: 'eq', value: 'AX', required: true, weight: 10 } as const;

/** The example of hanging.md §3. */
const lung: Selector = {
  label: 'Lung axial',
  fallback: ['soft'],
  rules: [
    isImage,
    isAxial,
    { facet: 'mip', op: 'eq', value: false, weight: 3 },
    { facet: 'kernel', op: 'eq', value: 'sharp', weight: 8 },
    { facet: 'count', op: 'max', weight: 3 },
  ],
};
const soft: Selector = {
  label: 'Soft-tissue axial',
  fallback: ['lung'],
  rules: [...lung.rules.slice(0, 3), { facet: 'kernel', op: 'ne', value: 'sharp', weight: 8 }, ...lung.rules.slice(4)],
};
const sideBySide = (...pair: readonly string[]): Stage => ({
  name: pair.join(' and '),
  enabledIf: { bound: [...pair] },
  screens: [
    {
      role: 'primary',
      grid: { rows: 1, cols: 2 },
      viewports: pair.map((selector, index) => ({ id: `b${index}`, layers: [{ selector }], primary: index === 0 })),
    },
  ],
});
const chest = protocolOf({
  id: 'test.ct-chest',
  match: {
    study: [
      { facet: 'modality', op: 'in', value: ['CT'], required: true, weight: 20 },
      { facet: 'bodyPart', op: 'in', value: ['CHEST'], required: true, weight: 30 },
      {
        facet: 'description',
        op: 'notRegex',
        value: '\\b(ctpa|pulm\\w* (angio|emb)\\w*)\\b',
        required: true,
        weight: 0,
      },
    ],
    requires: ['soft'],
  },
  priors: [{ id: 'p1', relation: 'mostRecent', modalities: ['CT'], bodyPart: 'overlap', optional: true }],
  selectors: {
    soft,
    lung,
    softP: { from: 'p1', mirrorOf: 'soft', rules: [isImage] },
    lungP: { from: 'p1', mirrorOf: 'lung', rules: [isImage] },
  },
  stages: [sideBySide('lung', 'lungP'), sideBySide('soft', 'softP'), sideBySide('lung', 'soft')],
});

const siemensChest = [
  'CT | Topogram 0.6 T20f | Thorax | type=ORIGINAL\\PRIMARY\\LOCALIZER; n=1',
  'CT | Thorax 5.0 B31f | Thorax | iop=ax; k=B31f; th=5; n=70',
  'CT | Lung 1.0 B70f | Thorax | iop=ax; k=B70f; th=1; n=350',
  'CT | Cor 3.0 | Thorax | iop=cor; k=B31f; th=3; n=90',
  'CT | Patient Protocol | | sop=1.2.840.10008.5.1.4.1.1.7; n=1',
];
const geChest = [
  'CT | CHEST STD | CHEST | iop=ax; k=STANDARD; th=2.5; n=120',
  'CT | CHEST LUNG | CHEST | iop=ax; k=LUNG; th=1.25; n=240',
];

describe('a chest with a prior of another maker', () => {
  const study = studyOf({
    description: 'CT Chest',
    series: siemensChest,
    priors: [
      { id: 'P-CT', date: '20240830', description: 'CT CHEST', series: geChest },
      { id: 'P-MR', date: '20250830', description: 'MRI Brain', series: ['MR | AX T2 | | iop=ax; n=20'] },
    ],
  });
  const hanging = hang(study, [chest]);

  test('hangs the lung beside the lung and the soft tissue beside the soft tissue', () => {
    expect(protocolProblems(chest)).toEqual([]);
    expect(hungOf(hanging)).toEqual({ soft: 'now/2', lung: 'now/3', softP: 'P-CT/1', lungP: 'P-CT/2' });
    expect(hanging.stages.map(({ disabled }) => disabled)).toEqual([undefined, undefined, undefined]);
    expect(hanging.first).toBe(0);
  });

  test('says why the other prior was left', () => {
    expect(hanging.priors).toEqual([
      { id: 'p1', study: 'P-CT', ageDays: 549, rejected: [{ study: 'P-MR', reasons: ['modality', 'bodyPart'] }] },
    ]);
    expect(hanging.bindings.lungP?.via).toEqual({
      kind: 'mirror',
      selector: 'lung',
      alike: ['plane', 'kernel', 'window'],
    });
  });

  test('says of each rule what it asked, what it heard and what it gave', () => {
    const [verdict] = hanging.considered;
    expect(verdict?.rules[0]).toMatchObject({ want: ['CT'], got: ['CT'], pass: true, points: 20 });
    expect(hanging.bindings.lung?.rules.find(({ facet }) => facet === 'kernel')).toMatchObject({
      got: 'sharp',
      source: 'ConvolutionKernel',
      pass: true,
    });
  });
});

test('nothing at all, and nothing that anybody wrote a protocol for, hang all the same', () => {
  const empty = hang(studyOf({ series: [] }), [chest]);
  expect([empty.protocol, empty.stages[empty.first]?.name]).toEqual([fallbackGrid, 'Nothing to show']);
  const head = hang(
    studyOf({ description: 'MR head', series: ['MR | AX T2 | | iop=ax; n=20', 'MR | x | | iop=sag; n=30'] }),
    [],
  );
  expect(hungOf(head)).toMatchObject({ largest: 'now/2', second: 'now/1' });
});

test('a protocol that a reader chose hangs although it is not for the study', () => {
  const head = studyOf({ description: 'CT Head', series: ['CT | Head 5.0 H30s | | iop=ax; k=H30s; n=30'] });
  expect(hang(head, [chest]).protocol.id).toBe('engine.grid');
  const chosen = hangWith(head, chest);
  expect([hungOf(chosen), chosen.considered[0]?.refused?.kind]).toEqual([{ soft: 'now/1', lung: 'now/1' }, 'rule']);
});
