import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { studyOf } from '#tests/fixtures/hangingStudies.ts';
import { readSiteFile, type SiteStudy } from '#tests/performance/hanging/siteFile.ts';
import { hang, hangWith } from '../hang.ts';
import type { HangSeries, StudyToHang } from '../hanging.ts';
import { protocolProblems } from '../problems.ts';
import { type Protocol, protocolSchema } from '../protocol.ts';
import { shippedProtocols } from '../shippedProtocols.ts';
import { tryProtocol } from '../trial.ts';
import { captureHanging, type ToCapture } from './captureHanging.ts';
import type { LayoutOnScreen, ShownBox } from './layoutOnScreen.ts';
import { withTrueLabels } from './selectorName.ts';

const words = {
  whole: 'As remembered',
  withoutPrior: 'Without prior',
  oneScreen: 'One screen',
  protocol: 'Mine',
  notFor: (name: string) => `not ${name}`,
};

function capture(study: StudyToHang, layout: LayoutOnScreen, more: Partial<ToCapture> = {}) {
  return captureHanging({
    study,
    layout,
    inForce: undefined,
    stage: undefined,
    presets: [],
    names: words,
    id: 'user.mine',
    ...more,
  });
}

/** Series side by side in one row, as stacks. */
function inRow(study: StudyToHang, series: readonly (HangSeries | readonly [string, HangSeries])[]): LayoutOnScreen {
  const boxes = series.map((each, column): ShownBox => {
    const [of, shown] = 'facets' in each ? [study.id, each] : each;
    return { at: [0, column, 1, 1], type: 'stack', layers: [{ study: of, series: shown.id }], isActive: column === 0 };
  });
  return { screens: [{ role: 'primary', rows: 1, columns: boxes.length, boxes }], links: [] };
}

const named = (study: StudyToHang, description: string) => {
  const found = study.series.find(({ facets }) => facets.description.value === description);
  if (!found) throw new Error(description);
  return found;
};

/** Descriptions of what hangs in the boxes of the first stage that can. */
function hungBy(protocol: Protocol, study: StudyToHang): readonly (string | undefined)[] {
  const hanging = hangWith(study, protocol);
  const stage = hanging.stages[hanging.first];
  const all = [...study.series, ...study.priors.flatMap(({ series }) => series ?? [])];
  return (stage?.screens ?? []).flatMap(({ viewports }) =>
    viewports.map(({ layers }) => {
      const series = hanging.bindings[layers[0]?.selector ?? '']?.series;
      return all.find(({ id }) => id === series)?.facets.description.value;
    }),
  );
}

const sites = ['known', 'heldOut'].flatMap((name) =>
  readSiteFile(readFileSync(new URL(`../../../tests/performance/hanging/sites/${name}.txt`, import.meta.url), 'utf8')),
);
const studyOfSite = ({ headers, more }: SiteStudy) =>
  studyOf({ series: headers.map(({ line }) => line), description: String(more.StudyDescription?.[0] ?? '') });
/** What may be put into a box and hung again: raw pictures of a detector and those of programs never are. */
const imagesOf = ({ series }: StudyToHang) =>
  series.filter(
    ({ facets }) => facets.kind.value === 'image' && facets.forProcessing.value !== true && facets.ai.value !== true,
  );

describe('what is remembered hangs the same study as it is', () => {
  test('whatever series of whatever site are in whatever boxes', () => {
    const anySite = fc.constantFrom(...sites.filter(({ headers }) => headers.length > 2));
    fc.assert(
      fc.property(anySite, fc.infiniteStream(fc.nat()), fc.integer({ min: 1, max: 6 }), (site, chance, most) => {
        const study = studyOfSite(site);
        const images = imagesOf(study);
        const drawn = Array.from({ length: most }, () => images[(chance.next().value ?? 0) % images.length]).filter(
          (series) => series !== undefined,
        );
        if (drawn.length === 0) return;
        const layout = inRow(study, drawn);
        const { protocol, reservations } = capture(study, layout);
        expect(protocolSchema.safeParse(protocol).error).toBeUndefined();
        expect(protocolProblems(protocol)).toEqual([]);
        const apart = reservations.some(({ kind }) => kind === 'alike');
        const hung = hungBy(protocol, study);
        if (!apart) expect(hung).toEqual(drawn.map(({ facets }) => facets.description.value));
        // What could not be told apart is said, and so is what then hangs elsewhere.
        expect(reservations.some(({ kind }) => kind === 'differs')).toBe(
          hung.some((name, place) => name !== drawn[place]?.facets.description.value),
        );
      }),
      { numRuns: 300 },
    );
  });

  test('the order in which the archive lists the series changes nothing', () => {
    const [site] = sites;
    const study = studyOfSite(site!);
    const images = imagesOf(study).slice(0, 4);
    const { protocol } = capture(study, inRow(study, images));
    const turned = { ...study, series: [...study.series].reverse() };
    expect(capture(turned, inRow(turned, images)).protocol).toEqual(protocol);
    expect(hungBy(protocol, turned)).toEqual(hungBy(protocol, study));
  });

  test('its rules outrank the stages that it keeps, and it wins as a protocol of the reader', () => {
    const study = studyOf({ series: ['MR | T2 AX | | iop=ax', 'MR | T1 AX | | iop=ax'] });
    const { protocol } = capture(study, inRow(study, [named(study, 'T2 AX')]));
    expect(hang(study, [protocol]).protocol.id).toBe('user.mine');
  });
});

describe('the fewest facts', () => {
  const brain = studyOf({
    series: [
      'MR | AX T2 | | iop=ax; th=5; n=28',
      'MR | AX FLAIR | | iop=ax; th=5; n=28',
      'MR | SAG T2 | | iop=sag; th=5; n=20',
      'MR | DWI | | iop=ax; b=1000; n=56; seq=EP; te=80',
      'MR | ADC | | iop=ax; n=28; type=DERIVED\\PRIMARY\\ADC',
    ],
  });
  const rulesOf = (protocol: Protocol, key: string) => protocol.selectors[key]?.rules ?? [];

  test('what it is, and no more than tells it from the others', () => {
    const { protocol } = capture(brain, inRow(brain, [named(brain, 'AX FLAIR'), named(brain, 'SAG T2')]));
    const asked = (key: string) =>
      rulesOf(protocol, key)
        .filter((rule) => rule.required === true)
        .map(({ facet, op, value }) => [facet, op, value]);
    expect(Object.keys(protocol.selectors)).toEqual(['flairAX', 't2SAG']);
    expect(asked('flairAX')).toEqual([
      ['kind', 'eq', 'image'],
      ['plane', 'eq', 'AX'],
      ['weighting', 'eq', 'FLAIR'],
    ]);
    expect(rulesOf(protocol, 't2SAG')).toEqual([
      { facet: 'kind', op: 'eq', value: 'image', required: true, weight: 10 },
      { facet: 'plane', op: 'eq', value: 'SAG', required: true, weight: 10 },
      { facet: 'weighting', op: 'eq', value: 'T2', required: true, weight: 10 },
      { facet: 'mip', op: 'ne', value: true, weight: 4 },
    ]);
  });

  test('no number and no UID of a series is ever asked for, and words only where nothing else tells', () => {
    for (const site of sites) {
      const study = studyOfSite(site);
      const images = imagesOf(study).slice(0, 8);
      if (images.length === 0) continue;
      const { protocol } = capture(study, inRow(study, images));
      const text = JSON.stringify(protocol);
      for (const { seriesInstanceUID } of images) expect(text).not.toContain(`"${seriesInstanceUID}"`);
      expect(text).not.toContain('now/');
    }
  });

  test('two series that differ in nothing but their numbers are said to', () => {
    const twins = studyOf({ series: ['MR | T2 | | iop=ax; n=20', 'MR | T2 | | iop=ax; n=20'] });
    const { reservations } = capture(twins, inRow(twins, [twins.series[1]!]));
    expect(reservations).toEqual(
      expect.arrayContaining([
        { kind: 'noPart' },
        { kind: 'alike', selector: 't2AX', series: ['now/2', 'now/1'] },
        { kind: 'differs', series: ['now/2'] },
      ]),
    );
  });

  test('a word tells what nothing else does; a bare number is none', () => {
    const study = studyOf({ series: ['MR | T2 repeat 4 | | iop=ax; n=20', 'MR | T2 3 | | iop=ax; n=20'] });
    const { protocol } = capture(study, inRow(study, [study.series[0]!, study.series[1]!]));
    const texts = Object.values(protocol.selectors).map(
      ({ rules }) => rules.find(({ facet }) => facet === 'description') ?? {},
    );
    expect(texts).toEqual([
      expect.objectContaining({ op: 'regex', value: '(^| )REPEAT( |$)' }),
      expect.objectContaining({ op: 'notRegex', value: '(^| )REPEAT( |$)' }),
    ]);
  });

  test('what the header says against is not relied on, and is said', () => {
    const study = studyOf({
      series: ['MR | T1 AX | | iop=ax; te=90; tr=4000; seq=SE', 'MR | T2 AX | | iop=ax; te=95; tr=4000'],
    });
    const { protocol, reservations } = capture(study, inRow(study, [study.series[0]!]));
    const [selector] = Object.values(protocol.selectors);
    expect(selector?.rules.some(({ facet, value }) => facet === 'weighting' && value === 'T1')).toBe(false);
    expect(reservations).toContainEqual(
      expect.objectContaining({ kind: 'unsure', facet: 'weighting', because: 'conflict' }),
    );
  });
});

describe('what would harm', () => {
  const phases = studyOf({
    series: [
      'CT | Abd nativ 3.0 | | iop=ax; k=B31f; th=3; n=100',
      'CT | Abd arteriell 3.0 | | iop=ax; k=B31f; th=3; n=100; agent=Ultravist',
      'CT | Abd portal 3.0 | | iop=ax; k=B31f; th=3; n=100; agent=Ultravist',
    ],
  });

  test('a box of a phase is for that phase by name, and refuses what is before the agent', () => {
    const { protocol } = capture(phases, inRow(phases, [phases.series[2]!]));
    const [selector] = Object.values(protocol.selectors);
    expect(selector?.rules).toEqual(
      expect.arrayContaining([
        { facet: 'contrast', op: 'ne', value: 'pre', required: true, weight: 0 },
        { facet: 'phase', op: 'eq', value: 'portal', required: true, weight: 8 },
      ]),
    );
    const arterialOnly = studyOf({
      series: ['CT | ART 1.0 | | iop=ax; k=STANDARD; n=90; agent=X', 'CT | PLAIN | | iop=ax; n=80'],
    });
    expect(hangWith(arterialOnly, protocol).bindings).toEqual({});
  });

  test('a box before the agent stays empty where everything is after it', () => {
    const study = studyOf({ series: ['MR | T1 PRE | | iop=ax', 'MR | T1 POST | | iop=ax'] });
    const { protocol } = capture(study, inRow(study, [named(study, 'T1 PRE')]));
    const after = studyOf({ series: ['MR | AX T1 C+ | | iop=ax', 'MR | COR T1 GD | | iop=cor'] });
    expect(hangWith(after, protocol).bindings).toEqual({});
  });

  test('a side is named where the study has both, and a study of one side is remembered without it', () => {
    const both = studyOf({ series: ['DX | KNEE AP | | ilat=R; pos=AP', 'DX | KNEE AP | | ilat=L; pos=AP'] });
    const { protocol } = capture(both, inRow(both, [both.series[0]!]));
    const left = studyOf({ series: ['DX | KNEE AP | | ilat=L; pos=AP'] });
    expect(hangWith(left, protocol).bindings).toEqual({});
    const one = studyOf({ series: ['DX | KNEE AP | | ilat=R; pos=AP', 'DX | KNEE LAT | | ilat=R; pos=LAT'] });
    const ofOne = capture(one, inRow(one, [...one.series])).protocol;
    expect(JSON.stringify(ofOne)).not.toContain('laterality');
    const other = studyOf({ series: ['DX | x | | ilat=L; pos=LL', 'DX | y | | ilat=L; pos=AP'] });
    expect(hungBy(ofOne, other)).toEqual(['y', 'x']);
  });
});

describe('earlier studies', () => {
  const earlier = {
    id: 'prior',
    description: 'CT THORAX',
    series: [
      'CT | Lunge 1.0 B70f | | iop=ax; k=B70f; th=1; n=300',
      'CT | Weich 5.0 B31f | | iop=ax; k=B31f; th=5; n=60',
    ],
  };
  const study = studyOf({
    description: 'CT CHEST',
    series: ['CT | LUNG | | iop=ax; k=LUNG; th=1.25; n=280', 'CT | STANDARD | | iop=ax; k=STANDARD; th=2.5; n=140'],
    priors: [earlier],
  });
  const [prior] = study.priors;

  test('are found by being like what hangs now, whatever they are called; without one the layout closes up', () => {
    const layout = inRow(study, [study.series[0]!, ['prior', prior!.series![0]!]]);
    const { protocol, reservations } = capture(study, layout);
    expect(reservations).toEqual([]);
    expect(protocol.priors).toEqual([
      { id: 'p1', relation: 'mostRecent', modalities: ['CT'], bodyPart: 'overlap', optional: true },
    ]);
    expect(Object.values(protocol.selectors)[1]).toMatchObject({ from: 'p1', mirrorOf: 'sharpLungAX', rules: [] });
    expect(hungBy(protocol, study)).toEqual(['LUNG', 'Lunge 1.0 B70f']);
    expect(hungBy(protocol, { ...study, priors: [] })).toEqual(['LUNG']);
    expect(protocol.stages.map(({ screens }) => screens[0]?.grid)).toEqual([
      { rows: 1, cols: 2 },
      { rows: 1, cols: 1 },
    ]);
  });
});

describe('what is kept of the protocol that hung', () => {
  const before: Protocol = {
    ...shippedProtocols.find(({ id }) => id === 'builtin.mr-brain')!,
    id: 'builtin.brain-of-test',
  };
  const study = studyOf({
    description: 'MRI BRAIN',
    series: [
      'MR | AX T2 | | iop=ax',
      'MR | AX FLAIR | | iop=ax',
      'MR | AX DWI | | iop=ax; b=1000',
      'MR | ADC | | iop=ax',
    ],
  });
  const inForce = hangWith(study, before);
  const awaits = Object.keys(before.selectors).find((key) => !inForce.bindings[key])!;

  test('a box that waits for a series goes on waiting for it, and is no fault where there is none', () => {
    const row = inRow(study, [named(study, 'AX T2')]);
    const [screen] = row.screens;
    const waiting: ShownBox = { at: [0, 1, 1, 1], type: 'empty', layers: [], awaits, isActive: false };
    const layout = { ...row, screens: [{ ...screen!, columns: 2, boxes: [...screen!.boxes, waiting] }] };
    const { protocol, awaited, ownStages } = capture(study, layout, { inForce, stage: 0 });
    expect(awaited).toEqual([awaits]);
    expect(protocol.stages[0]?.screens[0]?.viewports[1]?.layers).toEqual([{ selector: awaits }]);
    expect(tryProtocol(study, protocol, [], { stages: ownStages, optional: awaited }).outcome).toEqual({
      kind: 'asWanted',
    });
    expect(tryProtocol(study, protocol, [], { stages: ownStages }).outcome).toMatchObject({ kind: 'differs' });
  });

  test('its stages follow, with their series in a group of their own; it is what this one is based on', () => {
    const { protocol, ownStages } = capture(study, inRow(study, [named(study, 'AX T2')]), { inForce, stage: 0 });
    expect(protocol.stages.slice(ownStages).map(({ name }) => name)).toEqual(before.stages.map(({ name }) => name));
    expect([protocol.basedOn, protocol.basedOnVersion]).toEqual([before.id, before.version]);
    const again = hangWith(study, protocol);
    for (const [key, binding] of Object.entries(inForce.bindings))
      expect(again.bindings[key]?.series).toBe(binding.series);
  });

  test('remembered once more, one of the reader is its next version, and its stage takes the place of the old one', () => {
    const once = capture(study, inRow(study, [named(study, 'AX T2')]), { inForce, stage: 0 }).protocol;
    const kept = { ...once, version: 4 };
    const twice = capture(study, inRow(study, [named(study, 'AX FLAIR')]), {
      inForce: hangWith(study, kept),
      stage: 0,
    }).protocol;
    expect([twice.id, twice.version, twice.stages.length]).toEqual([once.id, 4, once.stages.length]);
    expect(hungBy(twice, study)).toEqual(['AX FLAIR']);
  });

  test('without a fact, a series is no longer called by it, nor is what is compared with it', () => {
    const { protocol, remembered } = capture(study, inRow(study, [named(study, 'AX FLAIR')]));
    const key = remembered[0]!.key;
    const { rules } = protocol.selectors[key]!;
    const left = { ...protocol.selectors[key]!, rules: rules.filter(({ facet }) => facet !== 'weighting') };
    const mirror = { label: 'FLAIR AX', rules: [], from: 'p1', mirrorOf: key };
    const named2 = withTrueLabels(
      { ...protocol, selectors: { [key]: left, mirror } },
      () => named(study, 'AX FLAIR').facets,
    );
    expect(Object.values(named2.selectors).map(({ label }) => label)).toEqual(['AX', 'AX']);
  });
});
