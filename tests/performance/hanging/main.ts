// `npm run bench:hanging`: how often the classifier of series is right, on every real series under the shared data and on
// headers in the styles of many sites; and how long it takes to decide what hangs. `--held-out` also scores the sites that were put aside while it was built.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bodyPartsOf } from '#shared/dicom/series/bodyPart.ts';
import { facetsOfLine } from '#tests/fixtures/seriesHeaders.ts';
import { sharedData } from '#tests/fixtures/sharedData.ts';
import { reportSpeed } from './engineSpeed.ts';
import { reportLimits } from './limitsSpeed.ts';
import { reportReal, reportStudies } from './reportStudies.ts';
import {
  type Answer,
  answersOf,
  confusionMatrix,
  exclusionScore,
  leftOutScore,
  type Score,
  scoreOf,
  silentSwaps,
} from './score.ts';
import { classifyShared } from './sharedSeries.ts';
import { hangShared } from './sharedStudies.ts';
import { readSiteFile, type SiteStudy } from './siteFile.ts';

const { values } = parseArgs({ options: { 'held-out': { type: 'boolean', default: false } } });
const say = (text: string) => process.stdout.write(`${text}\n`);
const matrices = ['kind', 'plane', 'weighting', 'contrast', 'phase', 'kernel', 'window', 'view', 'laterality'];
const others = [
  'fatSat',
  'bValue',
  'mip',
  'mpr',
  'is3D',
  'thin',
  'tomo',
  'forProcessing',
  'ac',
  'derived',
  'secondary',
];

const shown = ({ right, of }: Score) => `${right}/${of}${of === 0 ? '' : ` (${((100 * right) / of).toFixed(1)} %)`}`;

function report(title: string, answers: readonly Answer[]): void {
  say(`\n${'='.repeat(8)} ${title}`);
  for (const facet of matrices)
    if (answers.some((answer) => answer.facet === facet)) say(`\n${confusionMatrix(answers, facet)}`);
  say(`\n${[...matrices, ...others].map((facet) => `${facet} ${shown(scoreOf(answers, facet))}`).join(' · ')}`);
  const wrong = answers.filter(({ truth, found }) => truth !== found);
  for (const { facet, truth, found, where } of wrong)
    say(`  ${facet}: ${found}, is ${truth}: ${where.replace(/\s+/g, ' ').slice(0, 110)}`);
  const swaps = silentSwaps(answers);
  say(
    `GOALS plane ${shown(scoreOf(answers, 'plane'))} of 98 · MR weighting ${shown(scoreOf(answers, 'weighting'))} of 95 · exclusions ${shown(exclusionScore(answers))} of 97, left out ${shown(leftOutScore(answers))} · silent pre/post swaps ${swaps.length} of 0`,
  );
}

function answersOfSites(studies: readonly SiteStudy[]): readonly Answer[] {
  return studies.flatMap(({ headers }) =>
    headers.flatMap((header) => answersOf(facetsOfLine(header), header.truth, header.line)),
  );
}

function reportParts(studies: readonly SiteStudy[]): void {
  const wrong = studies.filter(
    ({ headers, parts }) => partsOf(headers.map(({ dataset }) => dataset)) !== [...parts].sort().join(' '),
  );
  say(`body parts of studies ${shown({ right: studies.length - wrong.length, of: studies.length })}`);
  for (const { site, headers, parts } of wrong)
    say(`  ${site}: ${partsOf(headers.map(({ dataset }) => dataset))}, is ${parts.join(' ')}`);
}

const partsOf = (series: Parameters<typeof bodyPartsOf>[0]) => [...(bodyPartsOf(series).value ?? [])].sort().join(' ');

function reportSites(title: string, file: string): void {
  const studies = readSiteFile(readFileSync(join(import.meta.dirname, 'sites', file), 'utf8'));
  const count = studies.reduce((sum, { headers }) => sum + headers.length, 0);
  report(`${title}: ${count} series of ${studies.length} studies`, answersOfSites(studies));
  reportParts(studies);
}

const data = sharedData();
if (data) {
  const paths = readdirSync(data, { recursive: true })
    .map(String)
    .filter((path) => path.endsWith('.dcm'))
    .sort();
  const { answers, series, unlabelled, unreadable, files } = await classifyShared(data, paths);
  report(`Real series: ${series}`, answers);
  for (const path of unlabelled) say(`  NOT LABELLED ${path}`);
  say(`unreadable files: ${unreadable.join(', ')}`);
  reportReal(say, hangShared(files));
}
reportSites('Known sites', 'known.txt');
if (values['held-out']) reportSites('Held-out sites', 'heldOut.txt');
reportSpeed(say);
reportLimits(say);
reportStudies(say, values['held-out']);
