import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bodyPartsOf } from '#shared/dicom/series/bodyPart.ts';
import { facetsOfLine } from '#tests/fixtures/seriesHeaders.ts';
import {
  type Answer,
  answersOf,
  confusionMatrix,
  exclusionScore,
  leftOutScore,
  scoreOf,
  silentSwaps,
} from './score.ts';
import { readSiteFile } from './siteFile.ts';

const studies = readSiteFile(readFileSync(join(import.meta.dirname, 'sites/known.txt'), 'utf8'));
const answers = studies.flatMap(({ headers }) =>
  headers.flatMap((header) => answersOf(facetsOfLine(header), header.truth, header.line)),
);
const share = ({ right, of }: { readonly right: number; readonly of: number }) => right / of;

test('the goals of hanging hold for the sites that are known', () => {
  expect(share(scoreOf(answers, 'plane'))).toBeGreaterThanOrEqual(0.98);
  expect(share(scoreOf(answers, 'weighting'))).toBeGreaterThanOrEqual(0.95);
  expect(share(exclusionScore(answers))).toBeGreaterThanOrEqual(0.97);
  expect(silentSwaps(answers)).toEqual([]);
  expect(new Set(studies.map(({ site }) => site.split(',')[0])).size).toBeGreaterThanOrEqual(6);
});

test('the parts of their studies are found, whatever Body Part Examined says', () => {
  const found = studies.map(({ site, headers }) => [
    site,
    [...(bodyPartsOf(headers.map(({ dataset }) => dataset)).value ?? [])].sort(),
  ]);
  expect(found).toEqual(studies.map(({ site, parts }) => [site, [...parts].sort()]));
});

test('scores count what they say', () => {
  const answer = (facet: string, truth: string, value: string, conflict = false): Answer => ({
    facet,
    truth,
    found: value,
    conflict,
    where: '',
  });
  const some = [
    answer('kind', 'image', 'image'),
    answer('kind', 'image', 'localizer'),
    answer('kind', 'dose', 'dose'),
    answer('kind', 'bolus', 'localizer'),
    answer('contrast', 'pre', 'post'),
    answer('contrast', 'pre', 'unknown'),
    answer('contrast', 'post', 'pre', true),
  ];
  // An image that is left out is an error of exclusion; one that is kept as it should be is no merit of it.
  expect(exclusionScore(some)).toEqual({ right: 1, of: 3 });
  expect(leftOutScore(some)).toEqual({ right: 2, of: 3 });
  expect(silentSwaps(some)).toEqual([some[4]]);
  expect(confusionMatrix(some, 'kind').split('\n')[3]).toMatch(/^ {2}image\s+·\s+·\s+1\s+1$/);
});
