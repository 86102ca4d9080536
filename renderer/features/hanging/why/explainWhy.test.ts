import { expect, test } from 'vitest';
import { hang, hangWith } from '#shared/hanging/hang.ts';
import type { RuleOutcome, StudyToHang } from '#shared/hanging/hanging.ts';
import { operators, type Protocol, seriesFacetNames, studyFacetNames } from '#shared/hanging/protocol.ts';
import {
  anyCtProtocol,
  brainBefore,
  chestBefore,
  chestNow,
  chestProtocol,
  headProtocol,
  studyOfLines,
} from '#tests/fixtures/hungStudies.ts';
import { startI18n } from '../../../i18n/i18n.ts';
import type { HungStudy } from './explainBox.ts';
import { explainRules, ruleSaid } from './explainRule.ts';
import { explainWhy, type ShownInBox } from './explainWhy.ts';
import { facetSaid } from './facetWords.ts';
import { say } from './said.ts';
import type { WhyLine } from './whyLine.ts';

const t = startI18n().t;
const protocols = [chestProtocol, anyCtProtocol, headProtocol];
const withPrior = studyOfLines(chestNow, [chestBefore, brainBefore]);

function hung(study: StudyToHang, stage?: number): HungStudy {
  const hanging = hang(study, protocols);
  return { hanging, study, stage: stage ?? hanging.first };
}

/** Every part as a reader sees it: its heading, and its sentences with what stands below them. */
function told(whole: HungStudy, box: ShownInBox): Readonly<Record<string, readonly string[]>> {
  const parts = explainWhy(whole, box).map(({ id, heading, lines }) => [id, [say(heading, t), ...lines.map(lineText)]]);
  return Object.fromEntries(parts) as Record<string, readonly string[]>;
}

function lineText({ said, mark, small = [], tags = [], points }: WhyLine): string {
  const below = [...small.map((each) => say(each, t)), ...tags].join(' | ');
  return [mark ?? '-', say(said, t), points === undefined ? '' : `+${points}`, below]
    .filter((part) => part !== '')
    .join(' ~ ');
}

test('a box says what it wanted, what it took, by which rules, from where that is known and how surely', () => {
  expect(told(hung(withPrior), { viewport: 'lungBox', shown: ['now|now.3'] })['box lung 0']).toEqual([
    'This box wants: Lung, axial',
    '- ~ It shows series 3 “Lung 1.0 B70f”, the best of those that fit (17.2 points).',
    'pass ~ kind: images to read ~ nothing says otherwise',
    'pass ~ plane: axial ~ +10 ~ how the slices lie · certain | Image Orientation (Patient) (0020,0037)',
    'pass ~ kernel: sharp ~ +7.2 ~ the kernel · likely | Convolution Kernel (0018,1210)',
  ]);
});

test('every other series is named with the first rule that it failed', () => {
  expect(told(hung(withPrior), { viewport: 'lungBox', shown: ['now|now.3'] })['otherSeries']).toEqual([
    '2 series that do not fit',
    '- ~ series 1 “Topogram 0.6 T20f”: kind: localiser; wanted images to read',
    '- ~ series 2 “Thorax 5.0 B31f”: kernel: soft; wanted sharp',
  ]);
});

test('the protocol says whose it is, what of the study it asked for, and what set it before the next', () => {
  const parts = told(hung(withPrior), { viewport: 'lungBox', shown: [] });
  expect(parts['protocol']).toEqual([
    'Hung by “CT chest”',
    '- ~ It came with Durbeen, and fitted the study:',
    'pass ~ modality: CT ~ +20 ~ the modality · certain | Modality (0008,0060)',
    'pass ~ part of the body: chest ~ +27 ~ the order, the names and the header together · likely | Study Description (0008,1030) | Body Part Examined (0018,0015)',
    '- ~ It comes before “Any CT”, because more of it fits: 47 points, and 20 there.',
  ]);
  expect(parts['fitted']).toEqual(['1 other protocol fitted', '- ~ “Any CT”: 20 points']);
  expect(parts['refused']).toEqual([
    '1 protocol is not for this study',
    '- ~ “CT head”: part of the body: chest; wanted head or neck',
  ]);
  expect(parts['stage']).toEqual([
    'Stage 1 of 2: Lung now and before',
    '- ~ Stage 2, “Soft tissue”, can hang too.',
    'fail ~ “Two screens” cannot hang: it needs 2 screens.',
  ]);
});

test('each earlier study is told with its age: why it was taken, or left', () => {
  expect(told(hung(withPrior), { viewport: 'lungBox', shown: [] })['priors']).toEqual([
    '2 earlier studies',
    'pass ~ To hang beside: that of 2024-11-11 (CT, chest), 18 months before.',
    'fail ~ Left: 2025-06-01 (MR, head), 11 months before: another modality and another part of the body.',
  ]);
});

test('an earlier study that was left can be put beside, unless it is of the other side', () => {
  const acts = (study: StudyToHang) =>
    explainWhy(hung(study), { viewport: 'lungBox', shown: [] })
      .find(({ id }) => id === 'priors')
      ?.lines.flatMap((line) => (line.acts ?? []).filter(({ kind }) => kind === 'beside'));
  expect(acts(withPrior)).toEqual([{ kind: 'beside', study: 'brain' }]);
  const sided = studyOfLines({ ...chestNow, series: chestNow.series.map((line) => `${line}; ilat=R`) }, [
    chestBefore,
    { ...brainBefore, series: ['CT | Chest | | iop=ax; ilat=L; n=24'], description: 'CT Chest' },
  ]);
  expect(acts(sided)).toEqual([]);
});

test('a box of the earlier study says that it was taken for its likeness, and in what', () => {
  expect(told(hung(withPrior), { viewport: 'lungPriorBox', shown: ['before|before.1'] })['box lungPrior 0']).toEqual([
    'This box wants: Lung, earlier',
    '- ~ It shows series 1 “Chest LUNG”.',
    '- ~ Taken because it is most like what hangs for “Lung, axial”: alike in plane, kernel and what it is made for.',
    'pass ~ kind: images to read ~ nothing says otherwise',
  ]);
});

test('beside what a box of the earlier study shows: what is less like it, and what may never stand there', () => {
  const more = {
    ...chestBefore,
    series: [
      ...chestBefore.series,
      'CT | Chest ST | | type=ORIGINAL\\PRIMARY\\AXIAL; iop=ax; k=STANDARD; th=5; n=60',
      'CT | Chest COR | | type=DERIVED\\SECONDARY\\REFORMATTED; iop=cor; k=LUNG; th=2; n=90',
      'CT | Scout | | type=ORIGINAL\\PRIMARY\\LOCALIZER; iop=cor; n=1',
    ],
  };
  const whole = hung(studyOfLines(chestNow, [more]));
  const box = { viewport: 'lungPriorBox', shown: ['before|before.1'] };
  expect(told(whole, box)['otherSeries']).toEqual([
    '3 other series for this box',
    '- ~ series 2 “Chest ST”: less like it: alike in plane',
    '- ~ series 3 “Chest COR”: it may not stand beside it: another plane',
    '- ~ series 4 “Scout”: kind: localiser; wanted images to read',
  ]);
  const acts = explainWhy(whole, box)
    .find(({ id }) => id === 'otherSeries')
    ?.lines.map((line) => line.acts?.map(({ kind }) => kind));
  expect(acts).toEqual([['put', 'correct'], ['correct'], ['put', 'correct']]);
});

test('a tile says which image of its series it is', () => {
  const tiles: Protocol = {
    ...chestProtocol,
    selectors: { one: { level: 'instance', rules: [{ facet: 'kind', op: 'eq', value: 'image', weight: 2 }] } },
    priors: [],
    stages: [
      {
        name: 'Tiles',
        screens: [
          {
            role: 'any',
            grid: { rows: 1, cols: 1 },
            viewports: [{ id: 'tile', layers: [{ selector: 'one' }] }],
          },
        ],
      },
    ],
  };
  const study = studyOfLines({ ...chestNow, series: ['US | Abdomen | | n=2'] });
  const [series] = study.series;
  const withImages = {
    ...study,
    series: series ? [{ ...series, instances: [{ index: 4, frames: 1 }] }] : [],
  };
  const whole = { hanging: hangWith(withImages, tiles), study: withImages, stage: 0 };
  expect(told(whole, { viewport: 'tile', shown: ['now|now.1'] })['box one 0']?.[1]).toBe(
    '- ~ It shows image 5 of series 1 “Abdomen” (1.8 points).',
  );
});

test('a series of the other side is said to be that, and never offered', () => {
  const right: Protocol = {
    ...chestProtocol,
    selectors: {
      right: {
        label: 'Right',
        rules: [{ facet: 'laterality', op: 'eq', value: 'R', required: true }],
      },
    },
    priors: [],
    stages: [
      {
        name: 'Right',
        screens: [
          {
            role: 'any',
            grid: { rows: 1, cols: 1 },
            viewports: [{ id: 'rightBox', layers: [{ selector: 'right' }] }],
          },
        ],
      },
    ],
  };
  const both = ['MG | RCC | | ilat=R; n=1', 'MG | LCC | | ilat=L; n=1'];
  const actsFor = (series: readonly string[]) => {
    const study = studyOfLines({ ...chestNow, series });
    const sections = explainWhy(
      { hanging: hangWith(study, right), study, stage: 0 },
      { viewport: 'rightBox', shown: [] },
    );
    return sections
      .filter(({ id }) => id === 'otherSeries' || id.startsWith('box'))
      .flatMap(({ lines }) => lines.flatMap(({ acts = [] }) => acts))
      .filter((act) => act.kind === 'put');
  };
  expect(actsFor(both)).toEqual([]);
  expect(actsFor(both.slice(1))).toEqual([]);
});

test('an empty box of the earlier study says which series came nearest, and never offers one that may not stand there', () => {
  const coronal = {
    ...chestBefore,
    series: ['CT | Chest COR | | type=DERIVED\\SECONDARY; iop=cor; k=LUNG; th=2; n=90'],
  };
  const whole = hung(studyOfLines(chestNow, [coronal]));
  const box = { viewport: 'lungPriorBox', shown: [] };
  expect(told(whole, box)['box lungPrior 0']).toEqual([
    'This box wants: Lung, earlier',
    'fail ~ Empty: the earlier study has nothing like what it would be compared with.',
    '- ~ Nearest was series 1 “Chest COR”. It failed this rule:',
    'fail ~ plane: coronal; wanted axial ~ how the slices lie · certain | this must be so | Image Orientation (Patient) (0020,0037)',
  ]);
  const acts = explainWhy(whole, box)[0]?.lines.flatMap((line) => (line.acts ?? []).map(({ kind }) => kind));
  expect(acts).toEqual(['edit', 'correct', 'edit']);
});

test('an empty box says why, and names the nearest series with the rule that it failed', () => {
  expect(told(hung(withPrior, 1), { viewport: 'plainBox', shown: [] })['box plain 0']).toEqual([
    'This box wants: Before contrast',
    'fail ~ Empty: no series fits what it wants.',
    '- ~ Nearest was series 2 “Thorax 5.0 B31f”. It failed this rule:',
    'fail ~ contrast: not known; wanted before contrast ~ this must be so',
  ]);
});

test('where nothing fits and another hangs in its place, that is said first', () => {
  const softOnly = studyOfLines({ ...chestNow, series: chestNow.series.slice(0, 2) });
  const [, takes, instead] = told(hung(softOnly), { viewport: 'lungBox', shown: ['now|now.2'] })['box lung 0'] ?? [];
  expect([takes, instead]).toEqual([
    '- ~ It shows series 2 “Thorax 5.0 B31f”.',
    'doubt ~ Nothing fitted “Lung, axial”: shown instead is what hangs for “Soft tissue, axial”.',
  ]);
});

test('without an earlier study its box says so; one that was chosen and is not read yet is waited for', () => {
  const alone = studyOfLines(chestNow);
  expect(told(hung(alone), { viewport: 'lungPriorBox', shown: [] })['box lungPrior 0']).toEqual([
    'This box wants: Lung, earlier',
    'fail ~ Empty: no earlier study was taken.',
  ]);
  const [prior] = studyOfLines(chestNow, [chestBefore]).priors;
  const listed: StudyToHang = { ...alone, priors: prior ? [{ ...prior, series: undefined }] : [] };
  expect(told(hung(listed), { viewport: 'lungPriorBox', shown: [] })['box lungPrior 0']?.[1]).toBe(
    'fail ~ Waiting: the earlier study was chosen, and its list of series is not here yet.',
  );
});

test('what the reader put there by hand is said before what the protocol hung, with the way back', () => {
  const whole = hung(withPrior);
  const [first] = explainWhy(whole, { viewport: 'lungBox', shown: ['now|now.2'] })[0]?.lines ?? [];
  expect(first && lineText(first)).toBe(
    'doubt ~ series 2 “Thorax 5.0 B31f” was put here by hand. What follows is about what the protocol would hang.',
  );
  expect(first?.acts).toEqual([{ kind: 'put', setId: 'now|now.3' }]);
});

test('a word of a reader is the source where it was used, and what the header says beside it is not lost', () => {
  const corrections = {
    ofScanners: [
      {
        series: { station: '', protocol: 'Thorax', description: 'Thorax 5.0 B31f' },
        values: { contrast: 'pre' as const },
      },
    ],
    ofSeries: [],
  };
  const study = studyOfLines(chestNow, [], corrections);
  const lines = told(hung(study, 1), { viewport: 'plainBox', shown: ['now|now.2'] })['box plain 0'];
  expect(lines?.at(-1)).toBe('pass ~ contrast: before contrast ~ +10 ~ a reader put it right · said by a reader');
});

test('what speaks against a value stands below it, and it is not marked as sure', () => {
  const doubtful = studyOfLines({
    ...chestNow,
    series: ['CT | Lung recon | | type=ORIGINAL\\PRIMARY\\AXIAL; iop=ax; k=B31f; th=1; n=300'],
  });
  const lines = told(hung(doubtful, 1), { viewport: 'softBox', shown: ['now|now.1'] })['box soft 0'] ?? [];
  expect(lines.at(-1)).toBe(
    'doubt ~ kernel: soft, and not sharp ~ +7.2 ~ the kernel · likely | but the header also says “Lung recon” | Convolution Kernel (0018,1210)',
  );
});

test('a protocol that the reader chose over its own rules says so', () => {
  const hanging = { ...hangWith(withPrior, headProtocol), considered: hang(withPrior, protocols).considered };
  const parts = told({ hanging, study: withPrior, stage: hanging.first }, { viewport: 'lungBox', shown: [] });
  expect(parts['protocol']?.at(-1)).toBe('doubt ~ It was chosen by hand: by its own rules it is not for this study.');
  expect(parts['fitted']).toEqual(['2 other protocols fitted', '- ~ “CT chest”: 47 points', '- ~ “Any CT”: 20 points']);
});

test('from a sentence there is a way to what changes it', () => {
  const parts = explainWhy(hung(withPrior), { viewport: 'lungBox', shown: ['now|now.3'] });
  const actsOf = (id: string) => parts.find((part) => part.id === id)?.lines.map(({ acts }) => acts);
  expect(actsOf('box lung 0')?.at(-1)).toEqual([
    { kind: 'correct', setId: 'now|now.3', facet: 'kernel' },
    { kind: 'edit', protocol: 'builtin.ct-chest', at: { kind: 'selector', selector: 'lung', rule: 2 } },
  ]);
  expect(actsOf('otherSeries')?.at(-1)).toEqual([
    { kind: 'put', setId: 'now|now.2' },
    { kind: 'correct', setId: 'now|now.2', facet: 'kernel' },
  ]);
  expect(actsOf('fitted')?.[0]?.[0]).toEqual({ kind: 'hangBy', protocol: 'builtin.ct-any' });
  expect(actsOf('stage')?.[0]?.[0]).toEqual({ kind: 'stage', stage: 1 });
  // The rule that refused the other: the second of its study rules.
  expect(actsOf('refused')?.[0]).toEqual([
    { kind: 'hangBy', protocol: 'builtin.ct-head' },
    { kind: 'edit', protocol: 'builtin.ct-head', at: { kind: 'study', rule: 1 } },
  ]);
});

test('the order in which series and protocols were handed over changes no sentence', () => {
  const turned: StudyToHang = {
    ...withPrior,
    series: withPrior.series.toReversed(),
    priors: withPrior.priors.toReversed(),
  };
  const other = { hanging: hang(turned, protocols.toReversed()), study: turned, stage: 0 };
  const box = { viewport: 'lungBox', shown: ['now|now.3'] };
  const { priors: left, ...rest } = told(other, box);
  const { priors: right, ...same } = told(hung(withPrior), box);
  expect(rest).toEqual(same);
  expect(left?.toSorted()).toEqual(right?.toSorted());
});

test('what was asked twice of one value is said once, with the points of both; what fails and what words say is each said', () => {
  const rule = (more: Partial<RuleOutcome>): RuleOutcome => ({
    ...{ facet: 'view', op: 'eq', want: 'PA', got: 'PA', source: 'ViewPosition', confidence: 0.95 },
    ...{ pass: true, required: false, points: 0 },
    ...more,
  });
  const named = {
    facet: 'description',
    op: 'notRegex',
    got: 'CT Chest',
    source: 'StudyDescription',
    want: 'x',
  } as const;
  const lines = explainRules(
    [
      rule({ op: 'notIn', want: ['LAT'], required: true, points: 1 }),
      rule({ op: 'in', want: ['PA'], required: true }),
      rule({ points: 9.5 }),
      rule({ facet: 'ai', op: 'ne', want: true, got: false, source: 'none', confidence: 0.8 }),
      rule({ facet: 'tomo', op: 'ne', want: true, got: undefined, source: 'none', confidence: 0 }),
      rule({ facet: 'count', op: 'max', want: undefined, got: 1, source: 'geometry', pass: false }),
      rule({ ...named, why: 'a trauma of the whole body' }),
      rule({ ...named, why: 'an angiography' }),
      rule({ facet: 'thickness', op: 'lte', want: 1.5, got: 0.625, source: 'SliceThickness', points: 3 }),
      rule({ facet: 'thickness', op: 'between', want: [0.5, 2], got: 5, source: 'SliceThickness', pass: false }),
    ],
    'series',
    () => [],
  );
  expect(lines.map(lineText)).toEqual([
    'pass ~ view: PA ~ +10.5 ~ the view position · certain | View Position (0018,5101)',
    'pass ~ made by a program: no ~ nothing says otherwise',
    'pass ~ tomosynthesis: nothing says so',
    'fail ~ number of images: 1 image; another that fits has more ~ counted · certain',
    'pass ~ name of the series: “CT Chest”, and not a trauma of the whole body ~ the name of the study · certain | Study Description (0008,1030)',
    'pass ~ name of the series: “CT Chest”, and not an angiography ~ the name of the study · certain | Study Description (0008,1030)',
    'pass ~ slice thickness: 0.63 mm, 1.5 mm or less ~ +3 ~ the slice thickness · certain | Slice Thickness (0018,0050)',
    'fail ~ slice thickness: 5 mm; wanted 0.5 mm to 2 mm ~ the slice thickness · certain | Slice Thickness (0018,0050)',
  ]);
});

test.each(seriesFacetNames)('the facet %s has a name', (facet) => {
  expect(say(facetSaid(facet, 'series'), t)).not.toMatch(/^hanging\.|^[a-z]+[A-Z]/);
});

test.each(studyFacetNames)('the facet %s of a study has a name', (facet) => {
  expect(say(facetSaid(facet, 'study'), t)).not.toMatch(/^hanging\.|^[a-z]+[A-Z]/);
});

test('every sentence that a rule can become has its words', () => {
  const outcomes = operators.flatMap((op) =>
    [true, false].flatMap((pass) =>
      [undefined, 'CT Chest'].flatMap((got) => [undefined, 'a reason'].map((why) => ({ op, pass, got, why }))),
    ),
  );
  const said = outcomes.map(({ why, ...rest }) =>
    say(
      ruleSaid(
        {
          ...{ facet: 'description', want: 'x', source: 'SeriesDescription', confidence: 1, required: true, points: 0 },
          ...rest,
          ...(why !== undefined && { why }),
        },
        'series',
      ),
      t,
    ),
  );
  expect(said.filter((words) => words.includes('hanging.') || words.includes('{{'))).toEqual([]);
});
