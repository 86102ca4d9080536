import { expect, test } from 'vitest';
import { hang } from '#shared/hanging/hang.ts';
import { shippedProtocols } from '#shared/hanging/shippedProtocols.ts';
import { brainBefore, chestBefore, chestNow, studyOfLines } from '#tests/fixtures/hungStudies.ts';
import { startI18n } from '../../../i18n/i18n.ts';
import { explainWhy } from './explainWhy.ts';
import { say } from './said.ts';
import type { WhyLine } from './whyLine.ts';

const t = startI18n().t;

const studies = {
  'a chest CT with its prior': studyOfLines(chestNow, [chestBefore, brainBefore]),
  'a brain MR': studyOfLines({
    ...brainBefore,
    date: '20260514',
    series: [
      'MR | AX T2 | | iop=ax; n=24',
      'MR | AX FLAIR | | iop=ax; n=24',
      'MR | ep2d_diff_trace_b1000 | | iop=ax; n=24; b=1000',
      'MR | ADC map | | iop=ax; n=24',
      'MR | SAG T1 | | iop=sag; n=20',
      'MR | AX T1 +C | | iop=ax; n=24; agent=Gadovist',
      'MR | | | iop=ax; seq=SE; tr=600; te=12; n=20',
    ],
  }),
  'chest radiographs': studyOfLines({
    ...chestNow,
    description: 'XR chest',
    series: ['DX | Chest PA | | pos=PA; body=CHEST; n=1', 'DX | Chest LAT | | pos=LL; body=CHEST; n=1'],
  }),
  mammograms: studyOfLines({
    ...chestNow,
    description: 'Mammography',
    series: ['RCC', 'LCC', 'RMLO', 'LMLO'].map((view) => `MG | ${view} | | body=BREAST; ilat=${view[0]}; n=1`),
  }),
  'PET over CT': studyOfLines({
    ...chestNow,
    description: 'PET CT whole body',
    series: [
      'CT | CT low dose | | iop=ax; k=B30f; th=4; n=200',
      'PT | PET AC | | iop=ax; corr=ATTN; n=200',
      'PT | PET NAC | | iop=ax; corr=DECY; n=200',
    ],
  }),
  'an ultrasound': studyOfLines({ ...chestNow, description: 'US abdomen', series: ['US | Abdomen | | n=12'] }),
  'a study of nothing': studyOfLines({ ...chestNow, description: '', series: [] }),
};

test.each(Object.entries(studies))('%s: every box of every stage is explained, and no word is missing', (_, study) => {
  const hanging = hang(study, shippedProtocols);
  const all = hanging.stages.flatMap(({ screens }, stage) =>
    screens.flatMap(({ viewports }) =>
      viewports.flatMap(({ id, layers }) => {
        const shown = layers.flatMap(({ selector }) => hanging.bindings[selector]?.series ?? []);
        const sections = explainWhy({ hanging, study, stage }, { viewport: id, shown });
        expect(sections.filter((section) => section.id.startsWith('box ') && section.lines.length === 0)).toEqual([]);
        expect(new Set(sections.map((section) => section.id)).size).toBe(sections.length);
        return sections.flatMap((section) => [say(section.heading, t), ...section.lines.flatMap(wordsOf)]);
      }),
    ),
  );
  expect(all.length).toBeGreaterThan(20);
  const wrong = /hanging\.|\{\{|undefined|null|NaN|\[object|“”|why\.| {2}|: ;|: $/;
  expect([...new Set(all)].filter((words) => words === '' || wrong.test(words))).toEqual([]);
});

function wordsOf({ said, small = [], tags = [] }: WhyLine): readonly string[] {
  return [say(said, t), ...small.map((each) => say(each, t)), ...tags];
}
