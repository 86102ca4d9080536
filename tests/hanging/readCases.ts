import type { WrittenStudy } from '#tests/fixtures/hangingStudies.ts';

type WrittenPrior = NonNullable<WrittenStudy['priors']>[number];

/** What is to hang on so many screens, as someone who reads such studies wants it. */
interface Expected {
  readonly screens: number;
  readonly protocol: string;
  readonly stage: string;
  /** Series by the id of the box, "-" where it stays empty. */
  readonly boxes: Readonly<Record<string, string>>;
}

/** A study, and what of it is to hang. */
export interface HangingCase {
  readonly name: string;
  readonly study: WrittenStudy;
  readonly expected: readonly Expected[];
}

interface OpenStudy {
  description: string | undefined;
  age: string | undefined;
  series: string[];
}

interface OpenCase extends OpenStudy {
  name: string;
  priors: (OpenStudy & { date: string; isUnread: boolean })[];
  expected: Expected[];
}

/**
 * Reads a file of `cases/`:
 *
 *     = name of the case | StudyDescription | PatientAge
 *     series, one a line (`tests/fixtures/seriesHeaders.ts`)
 *     - date of an earlier study | StudyDescription | "unread" where its headers are not here
 *     its series
 *     > protocol | stage | box=series box=series …      ">>" for two screens
 *
 * Series are named by their line: 3 is the third of the study, p/2 the second of its first prior, q/2 of its second.
 */
export function readCases(text: string): readonly HangingCase[] {
  const cases: OpenCase[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const last = cases.at(-1);
    if (line.startsWith('= ')) {
      const [name = '', description, age] = cells(line.slice(2));
      cases.push({ name, description, age, series: [], priors: [], expected: [] });
    } else if (!last) throw new Error(`Line ${index + 1}: a series before the first case.`);
    else if (line.startsWith('- ')) {
      const [date = '', description, unread] = cells(line.slice(2));
      last.priors.push({ date, description, age: last.age, series: [], isUnread: unread === 'unread' });
    } else if (line.startsWith('>')) last.expected.push(readExpected(line));
    else (last.priors.at(-1) ?? last).series.push(line);
  }
  return cases.map(({ name, expected, priors, ...now }) => ({
    name,
    expected,
    study: {
      ...studyOf(now),
      priors: priors.map((prior): WrittenPrior => ({ ...studyOf(prior), date: prior.date, isUnread: prior.isUnread })),
    },
  }));
}

function studyOf({ description, age, series }: OpenStudy): WrittenStudy {
  return { series, ...(description !== undefined && { description }), ...(age !== undefined && { age }) };
}

function readExpected(line: string): Expected {
  const screens = line.startsWith('>>') ? 2 : 1;
  const [protocol = '', stage = '', boxes = ''] = cells(line.slice(screens));
  const pairs = boxes.split(' ').filter((pair) => pair !== '');
  return {
    screens,
    protocol,
    stage,
    boxes: Object.fromEntries(
      pairs.map((pair): [string, string] => {
        const at = pair.indexOf('=');
        return [pair.slice(0, at), pair.slice(at + 1)];
      }),
    ),
  };
}

/** The id of a series in a study to hang, as `cases/` writes it. */
export function shortName(id: string): string {
  return id
    .replace(/^now\//, '')
    .replace(/^before1\//, 'p/')
    .replace(/^before2\//, 'q/');
}

function cells(line: string): readonly (string | undefined)[] {
  return line.split('|').map((cell) => (cell.trim() === '' ? undefined : cell.trim()));
}
