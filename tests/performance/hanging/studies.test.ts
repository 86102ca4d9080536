import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { boxesOf, demonstrate, nothingShown, rightBoxes } from './demonstration.ts';
import { firstSightOf, isRight } from './firstSight.ts';
import { leaveOut, renamedAs, renameOut } from './leaveOneOut.ts';
import { hangByName, hangByWords, learnNames } from './nameMatching.ts';
import { ohifDefault } from './ohifDefault.ts';
import { readStudies } from './reportStudies.ts';
import { boundsOf, shownShare, sumOf, wilsonOf } from './shares.ts';
import { type KeyedStudy, keyOf } from './studyFile.ts';

const open = readStudies('open');
const heldOut = readStudies('heldOut');
const find = (kind: string, site: string): KeyedStudy => {
  const study = [...open, ...heldOut].find((each) => each.kind === kind && each.site === site);
  if (!study) throw new Error(`${kind} ${site}`);
  return study;
};

test('sixty studies, each kind at five sites, with a key that names series that are there', () => {
  expect([open.length, heldOut.length]).toEqual([36, 24]);
  const kinds = new Set(open.map(({ kind }) => kind));
  for (const kind of kinds) {
    const sites = [...open, ...heldOut].filter((each) => each.kind === kind).map(({ site }) => site);
    expect(new Set(sites).size, kind).toBe(5);
  }
  for (const study of [...open, ...heldOut]) {
    const there = new Set(keyOf(study).values());
    expect(
      study.wanted.every((box) => there.has(box)),
      `${study.kind} ${study.site}`,
    ).toBe(true);
    expect(study.wanted.length).toBeGreaterThan(1);
  }
  const openSites = new Set(open.map(({ site }) => site));
  expect(heldOut.filter(({ site }) => openSites.has(site))).toEqual([]);
});

test('nine of ten studies of the open sites hang right without a key touched', () => {
  const sights = open.map(firstSightOf);
  expect(sights.filter(isRight).length / sights.length).toBeGreaterThanOrEqual(0.9);
});

test('one demonstration hangs the study of another site better than names and than the first series do', () => {
  const trials = open.map((study) => leaveOut(study, open).tallies);
  const share = (method: keyof (typeof trials)[number]) => {
    const { right, of } = sumOf(trials.map((tallies) => tallies[method]));
    return right / of;
  };
  expect(share('Durbeen, 0 demonstrations')).toBeGreaterThanOrEqual(0.9);
  expect(share('Durbeen, 1 demonstration')).toBeGreaterThanOrEqual(0.9);
  expect(share('names of all other sites')).toBeLessThan(0.5);
  expect(share('words of all other sites')).toBeLessThan(0.75);
  expect(share('OHIF default (one box)')).toBeLessThan(0.5);
});

test('what was demonstrated survives new names', () => {
  const { tallies } = renameOut(find('ct-multiphase', 'lahore'), open);
  expect(tallies['Durbeen, 1 demonstration']).toEqual({ right: 8, wrong: 0, of: 8 });
  expect(tallies['names, 1 demonstration'].right).toBe(0);
  const renamed = renamedAs(find('ct-multiphase', 'lahore'), find('ct-multiphase', 'lyon'));
  expect(renamed.series.map(({ description }) => description)).toEqual([
    'Mode Radio Face',
    'Sans injection',
    'Rapport de dose',
    'Temps artériel',
    'Temps portal',
    'Temps tardif',
  ]);
});

test('a study that hangs right already is not demonstrated again', () => {
  const once = demonstrate(find('ct-chest', 'lahore'), nothingShown);
  expect(once.demonstrations).toBe(1);
  expect(demonstrate(find('ct-chest', 'lyon'), once).demonstrations).toBe(1);
  expect(rightBoxes(find('ct-chest', 'lyon'), once).map(({ state }) => state)).toEqual(['right', 'right']);
});

test('a study that is keyed wrong is told as wrong', () => {
  const study = find('ct-multiphase', 'lahore');
  const swapped = {
    ...study,
    series: study.series.map((each) => ({
      ...each,
      box: each.box === 'pre' ? 'art' : each.box === 'art' ? 'pre' : each.box,
    })),
  };
  const shown = demonstrate(study, nothingShown);
  expect(
    rightBoxes(swapped, shown)
      .filter(({ state }) => state === 'wrong')
      .map(({ box }) => box)
      .sort(),
  ).toEqual(['art', 'pre']);
});

test('names find their box only where they are the same', () => {
  const names = learnNames([find('mr-knee', 'lahore')]);
  expect(hangByName(find('mr-knee', 'lahore'), names).size).toBe(boxesOf(find('mr-knee', 'lahore')).length);
  expect(hangByName(find('mr-knee', 'lyon'), names).size).toBe(0);
  // "SAG DP FS" shares two words with "Sag PD FS".
  expect(hangByWords(find('mr-knee', 'lyon'), names).get('sag')).toBe('now/2');
});

test('OHIF shows the first series that has frames: a localizer where there is one', () => {
  expect(ohifDefault(find('ct-head', 'lahore'))).toBe('now/1');
  expect(keyOf(find('ct-head', 'lahore')).get('now/1')).toBeUndefined();
  expect(keyOf(find('mg', 'lahore')).get(ohifDefault(find('mg', 'lahore')) ?? '')).toBe('rcc');
});

test('OHIF itself, asked for each of the sixty, shows what it is said to show', () => {
  const { studies, real } = JSON.parse(readFileSync(join(import.meta.dirname, 'ohifShown.json'), 'utf8')) as {
    readonly studies: Readonly<
      Record<string, { readonly protocol: string; readonly boxes: readonly (readonly string[])[] }>
    >;
    readonly real: Readonly<
      Record<string, { readonly series: readonly string[]; readonly boxes: readonly (readonly string[])[] }>
    >;
  };
  const said = [...open, ...heldOut].map((study) => [
    `${study.kind} ${study.site}`,
    { protocol: 'default', boxes: [[ohifDefault(study)]] },
  ]);
  expect(studies).toEqual(Object.fromEntries(said));
  // Of real studies it shows one series too, that of the lowest number: of a brain, no T2.
  expect(Object.values(real).map(({ boxes }) => boxes.length)).toEqual([1, 1, 1, 1]);
  expect(Object.values(real).find(({ series }) => series.length === 4)?.boxes).toEqual([
    ['5 MR mocoMEMPRAGE_220FOV RMS'],
  ]);
});

test('bounds of shares', () => {
  expect(wilsonOf(36, 36).map((bound) => Number(bound.toFixed(4)))).toEqual([0.9036, 1]);
  expect(wilsonOf(5, 10).map((bound) => Number(bound.toFixed(3)))).toEqual([0.237, 0.763]);
  const tallies = Array.from({ length: 20 }, (_, index) => ({ right: index % 2, wrong: 0, of: 1 }));
  const [low, high] = boundsOf(tallies);
  expect(low).toBeGreaterThan(0.2);
  expect(high).toBeLessThan(0.8);
  expect(boundsOf(tallies)).toEqual([low, high]);
  expect(shownShare({ right: 1, wrong: 2, of: 4 }, [0, 1])).toBe('      1/4  25.0 % (0.0 to 100.0), wrong 2');
});
