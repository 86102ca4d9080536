import { describe, expect, test } from 'vitest';
import { hungOf, protocolOf, studyOf } from '#tests/fixtures/hangingStudies.ts';
import { hang } from './hang.ts';
import type { Protocol, Stage, StudyRule } from './protocol.ts';

const image = { rules: [{ facet: 'kind' as const, op: 'eq' as const, value: 'image', required: true }] };
const isCT = { facet: 'modality', op: 'eq', value: 'CT', weight: 20, required: true } as const;
const isChest: StudyRule = { facet: 'bodyPart', op: 'in', value: ['CHEST'], weight: 30 };
const earlier = { id: 'p1', relation: 'mostRecent', bodyPart: 'any', optional: true } as const;
const stage = (bound: string[], shown: string[] = bound): Stage => ({
  name: bound.join(' '),
  enabledIf: { bound },
  screens: [
    {
      role: 'any',
      grid: { rows: 1, cols: 4 },
      viewports: shown.map((selector) => ({ id: selector, layers: [{ selector }] })),
    },
  ],
});

const study = studyOf({
  description: 'CT Chest',
  series: ['CT | Thorax 5.0 B31f | | iop=ax; k=B31f; n=70', 'CT | Lung B70f | | iop=ax; k=B70f; n=300'],
  priors: [{ description: 'CT Chest', series: ['CT | Thorax | | iop=ax; n=60'] }],
});
const named = (id: string, changed: Partial<Protocol>) =>
  protocolOf({ selectors: { a: image, b: image }, ...changed, id });

/** Each pair differs in one thing, the better first; its name says against it, so that no tie decides. */
describe('the better protocol', () => {
  test.each<[string, Partial<Protocol>, Partial<Protocol>]>([
    ['is no last resort', { level: 'builtin' }, { level: 'user', tags: ['fallback'] }],
    [
      'is the reader’s own, whatever the points',
      { level: 'user' },
      { level: 'group', match: { study: [isCT, isChest] } },
    ],
    ['is the group’s before the site’s', { level: 'group' }, { level: 'site' }],
    ['is the site’s before a shipped one', { level: 'site' }, { level: 'builtin' }],
    ['has more points', { match: { study: [isCT, isChest] } }, { match: { study: [isCT], requires: ['a', 'b'] } }],
    [
      'hangs by an earlier stage, before it is more specific',
      { match: { study: [isCT] }, stages: [stage(['a'])] },
      { match: { study: [isCT, { ...isChest, weight: 0 }] }, stages: [stage(['missing']), stage(['a'])] },
    ],
    [
      'is more specific, before it has found priors',
      { match: { study: [isCT, { ...isChest, weight: 0 }] } },
      { match: { study: [isCT] }, priors: [earlier] },
    ],
    [
      'has found priors, before it fills its boxes',
      { priors: [earlier], stages: [stage(['a'], ['a', 'missing'])] },
      { stages: [stage(['a'], ['a', 'b'])] },
    ],
    ['fills its boxes', { stages: [stage(['a'], ['a', 'b'])] }, { stages: [stage(['a'], ['a', 'missing'])] }],
  ])('%s', (_, better, worse) => {
    const missing = { rules: [{ facet: 'kind' as const, op: 'eq' as const, value: 'dose', required: true }] };
    const own = (changed: Partial<Protocol>) => ({ ...changed, selectors: { a: image, b: image, missing } });
    const pair = [named('zzz.better', own(better)), named('aaa.worse', own(worse))];
    const { considered } = hang(study, pair);
    expect(considered.map(({ protocol, refused }) => [protocol.id, refused])).toEqual([
      ['zzz.better', undefined],
      ['aaa.worse', undefined],
    ]);
  });

  test('of two that are alike is the first by name', () => {
    expect(hang(study, [named('bbb', {}), named('aaa', {})]).protocol.id).toBe('aaa');
  });

  test('of one name is the strongest level, and of one level the newest version', () => {
    const versions = [
      named('same', { level: 'builtin', version: 9, name: 'shipped' }),
      named('same', { level: 'user', version: 1, name: 'own, old' }),
      named('same', { level: 'user', version: 2, name: 'own, new' }),
    ];
    const { protocol, considered } = hang(study, versions);
    expect([protocol.name, considered.length]).toEqual(['own, new', 1]);
  });

  test('that a reader has switched off does not come back as the shipped one', () => {
    const off = [named('same', { level: 'user', enabled: false }), named('same', {})];
    const { protocol, considered } = hang(study, off);
    expect([protocol.id, considered.map(({ refused }) => refused?.kind)]).toEqual([
      'engine.grid',
      [undefined, 'disabled'],
    ]);
  });
});

describe('a protocol that is not for a study says why', () => {
  test.each<[string, Partial<Protocol>, unknown]>([
    ['switched off', { enabled: false }, { kind: 'disabled' }],
    ['another site', { match: { study: [], sites: ['multan-2'] } }, { kind: 'site' }],
    ['more screens', { match: { study: [], screens: { min: 2 } } }, { kind: 'screens' }],
    [
      'a rule',
      { match: { study: [isCT, { ...isCT, value: 'MR' }] } },
      { kind: 'rule', rule: { want: 'MR', got: ['CT'], pass: false } },
    ],
    [
      'a prior that it cannot do without',
      { priors: [{ ...earlier, bodyPart: 'same', modalities: ['MR'], optional: false }] },
      { kind: 'prior', prior: 'p1' },
    ],
    [
      'a series that it cannot do without',
      {
        match: { study: [], requires: ['b'] },
        selectors: { a: image, b: { rules: [{ ...image.rules[0], value: 'dose' } as never] } },
      },
      { kind: 'requires', selector: 'b' },
    ],
    ['no stage that can hang', { stages: [{ ...stage(['a']), enabledIf: { minScreens: 2 } }] }, { kind: 'noStage' }],
  ])('%s', (_, changed, refused) => {
    expect(hang(study, [named('test', changed)]).considered[1]?.refused).toMatchObject(refused as object);
  });

  test('and all its rules are answered, also those after the one that it failed', () => {
    const { considered } = hang(study, [named('test', { match: { study: [{ ...isCT, value: 'MR' }, isChest] } })]);
    expect(considered[1]?.rules.map(({ pass }) => pass)).toEqual([false, true]);
  });

  test('a loose protocol of the reader beats every shipped one: that is said before it is kept', () => {
    const loose = named('user.any-ct', { level: 'user', match: { study: [isCT] } });
    const exact = named('builtin.exact', { match: { study: [isCT, isChest], requires: ['a', 'b'] } });
    expect(hang(study, [exact, loose]).protocol.id).toBe('user.any-ct');
  });
});

describe('stages', () => {
  const chest = named('test', {
    selectors: { a: image, b: image, missing: { rules: [{ ...image.rules[0], value: 'dose' } as never] } },
    stages: [
      { ...stage(['a']), name: 'two screens', screens: [...stage(['a']).screens, ...stage(['b']).screens] },
      { ...stage(['a', 'missing']), name: 'what is not there' },
      { ...stage([], ['a', 'missing']), name: 'two of which one is there', enabledIf: { minBound: 2 } },
      { ...stage(['b']), name: 'hangs' },
    ],
  });

  test('that cannot hang say why, and the first that can hangs', () => {
    const { stages, first } = hang(study, [chest]);
    expect(stages.map(({ disabled }) => disabled)).toEqual([
      { kind: 'screens', wanted: 2 },
      { kind: 'selector', selector: 'missing' },
      { kind: 'bound', bound: 1, wanted: 2 },
      undefined,
    ]);
    expect(first).toBe(3);
  });

  test('that would show what an earlier one shows are passed over, by what is seen and not by what was wanted', () => {
    const [screen] = stage([], ['a']).screens as [Stage['screens'][number]];
    const [box] = screen.viewports as [Stage['screens'][number]['viewports'][number]];
    const with1 = (name: string, changed: Partial<typeof box>): Stage => ({
      name,
      screens: [{ ...screen, viewports: [{ ...box, ...changed }] }],
    });
    const fromA = { rules: [], minScore: 1_000, fallback: ['a'] };
    const protocol = named('test', {
      selectors: { a: image, other: fromA, missing: { rules: [{ ...image.rules[0], value: 'dose' } as never] } },
      stages: [
        { ...stage(['missing'], ['a']), name: 'not there' },
        with1('the largest', { initial: { voi: 'lung', zoom: 'fit' } }),
        with1('another name for it', {
          id: 'x',
          layers: [{ selector: 'other' }],
          initial: { zoom: 'fit', voi: 'lung' },
        }),
        with1('another window', { initial: { voi: 'bone', zoom: 'fit' } }),
        with1('another plane', { type: 'mpr', plane: 'COR', initial: { voi: 'lung', zoom: 'fit' } }),
        { ...stage([], ['a', 'missing']), name: 'with a box that waits' },
        { ...stage([], ['other', 'missing']), name: 'the same' },
        {
          ...stage([], ['a', 'missing']),
          name: 'and linked',
          sync: [{ kind: 'scroll', by: 'position', viewports: ['a', 'missing'] }],
        },
      ],
    });
    const { stages, first } = hang(study, [protocol]);
    expect([first, stages.map(({ disabled }) => disabled)]).toEqual([
      1,
      [
        { kind: 'selector', selector: 'missing' },
        undefined,
        { kind: 'same', stage: 1 },
        undefined,
        undefined,
        undefined,
        { kind: 'same', stage: 5 },
        undefined,
      ],
    ]);
  });

  test('of two screens hang on two, and degrade to one', () => {
    expect([hang({ ...study, screens: 2 }, [chest]).first, hang(study, [chest]).first]).toEqual([0, 3]);
  });

  test('boxes without a place lie row by row in what is left', () => {
    const layers = [{ selector: 'a' }];
    const placed = named('test', {
      stages: [
        {
          name: 'grid',
          screens: [
            {
              role: 'primary',
              grid: { rows: 2, cols: 3 },
              viewports: [
                { id: 'x', layers },
                { id: 'large', at: [0, 0, 2, 1], layers },
                { id: 'y', layers },
                { id: 'z', layers: [] },
              ],
            },
          ],
        },
      ],
    });
    const [screen] = hang(study, [placed]).stages[0]?.screens ?? [];
    expect(screen?.viewports.map(({ id, at, type }) => [id, at, type])).toEqual([
      ['x', [0, 1, 1, 1], 'stack'],
      ['large', [0, 0, 2, 1], 'stack'],
      ['y', [0, 2, 1, 1], 'stack'],
      ['z', [1, 1, 1, 1], 'empty'],
    ]);
  });
});

describe('binding', () => {
  const sharp = { facet: 'kernel', op: 'eq', value: 'sharp', weight: 8 } as const;

  test('goes by the strongest evidence, not by the order of the list', () => {
    const both = named('test', { selectors: { any: image, lung: { rules: [...image.rules, sharp] } } });
    expect(hungOf(hang(study, [both]))).toEqual({ any: 'now/1', lung: 'now/2' });
  });

  test('of equals takes the larger series, then the lower number', () => {
    const three = studyOf({
      series: ['CT | x | | iop=ax; n=20', 'CT | x | | iop=ax; n=20', 'CT | x | | iop=ax; n=30'],
    });
    const same = named('test', { selectors: { a: image, b: image, c: image, d: image } });
    const hanging = hang(three, [same]);
    expect([hungOf(hanging), hanging.unbound.d?.reason]).toEqual([{ a: 'now/3', b: 'now/1', c: 'now/2' }, 'taken']);
  });

  test('in another group shows a series once more', () => {
    const groups = named('test', { selectors: { a: image, again: { ...image, exclusiveGroup: 'planes' } } });
    expect(hungOf(hang(study, [groups]))).toEqual({ a: 'now/2', again: 'now/2' });
  });

  test('asks for the largest among those that are left, and gives it to every one that is', () => {
    const largest = { facet: 'count', op: 'max', weight: 50 } as const;
    const ties = studyOf({
      series: ['CT | x | | iop=cor; n=900', 'CT | x | | iop=ax; n=20', 'CT | x | | iop=ax; n=20'],
    });
    const axial = named('test', {
      selectors: { a: { rules: [...image.rules, { facet: 'plane', op: 'eq', value: 'AX', required: true }, largest] } },
    });
    const { bindings } = hang(ties, [axial]);
    expect([bindings.a?.series, bindings.a?.rules.at(-1)]).toMatchObject([
      'now/2',
      { got: 20, pass: true, points: 50 },
    ]);
  });

  test('by the image hangs ultrasound in its order, stills of one series in many boxes', () => {
    const tiles = Object.fromEntries(
      ['t1', 't2', 't3', 't4'].map((key) => [key, { ...image, level: 'instance' as const }]),
    );
    const scan = studyOf({ series: ['US | | | n=2', 'US | | | n=1'] });
    const { bindings, unbound } = hang(scan, [named('test', { selectors: tiles })]);
    expect(Object.values(bindings).map(({ series, index }) => [series, index])).toEqual([
      ['now/1', 0],
      ['now/1', 1],
      ['now/2', 0],
    ]);
    expect(unbound.t4?.reason).toBe('taken');
  });

  test('leaves out what is no picture to read, unless a rule asks for it', () => {
    const rules = [{ facet: 'count', op: 'exists' } as const];
    const some = studyOf({
      series: ['CT | Topogram | | type=ORIGINAL\\PRIMARY\\LOCALIZER; n=1', 'CT | Patient Protocol | | n=1'],
    });
    const { bindings, unbound } = hang(some, [named('test', { selectors: { a: { rules } } })]);
    expect(bindings.first ?? bindings.a).toBeUndefined();
    expect(Object.keys(unbound)).toContain('largest');
    const asked = named('test', {
      selectors: { scout: { rules: [{ facet: 'kind', op: 'eq', value: 'localizer', required: true }] } },
    });
    expect(hungOf(hang(some, [asked]))).toEqual({ scout: 'now/1' });
  });
});

describe('the plain grid', () => {
  test('hangs localizers only where there is nothing else', () => {
    const scout = 'CT | Topogram | | type=ORIGINAL\\PRIMARY\\LOCALIZER; n=400';
    const both = hang(studyOf({ series: [scout, 'CT | x | | iop=ax; n=2'] }), []);
    expect([both.stages[both.first]?.name, hungOf(both).largest]).toEqual(['One series', 'now/2']);
    const alone = hang(studyOf({ series: [scout] }), []);
    expect([alone.stages[alone.first]?.name, hungOf(alone)]).toEqual(['Any picture', { anything: 'now/1' }]);
  });

  test('hangs of five hundred series, and of five hundred that are all alike, the first two', () => {
    const same = studyOf({ series: Array.from({ length: 500 }, () => 'CT | x | | iop=ax; n=20') });
    expect(hungOf(hang(same, []))).toMatchObject({ largest: 'now/1', second: 'now/2' });
  });
});
