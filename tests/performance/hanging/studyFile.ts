import type { StudyToHang } from '#shared/hanging/hanging.ts';
import { studyOf, type WrittenStudy } from '#tests/fixtures/hangingStudies.ts';

/** One series as a line of the file writes it. */
export interface KeyedSeries {
  readonly modality: string;
  readonly description: string;
  readonly protocol: string;
  readonly facts: string;
  /** The box it belongs in; undefined: in none at first sight. */
  readonly box: string | undefined;
}

/** A whole study of a site, and what a reader wants to see of it. */
export interface KeyedStudy {
  readonly kind: string;
  readonly site: string;
  readonly maker: string;
  readonly description: string;
  readonly bodyPart: string;
  readonly age: string;
  /** Shipped protocols, any of which is right. */
  readonly protocols: readonly string[];
  readonly series: readonly KeyedSeries[];
  readonly priors: readonly {
    readonly date: string;
    readonly description: string;
    readonly series: readonly KeyedSeries[];
  }[];
  /** Boxes at first sight; what is read first comes first. */
  readonly wanted: readonly string[];
}

type Open<Value> = {
  -readonly [Name in keyof Value]: Value[Name] extends readonly (infer One)[] ? One[] : Value[Name];
};

/** Reads a file of `studies/`; its form stands in the head of `studies/open.txt`. */
export function readStudyFile(text: string): readonly KeyedStudy[] {
  const studies: Open<KeyedStudy>[] = [];
  let target: KeyedSeries[] | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const study = studies.at(-1);
    if (line.startsWith('= ')) {
      const next = readStudyLine(line.slice(2));
      studies.push(next);
      target = next.series;
    } else if (!study || !target) throw new Error(`Line ${index + 1}: a series before the first study.`);
    else if (line.startsWith('- ')) {
      const [date = '', description = ''] = cellsOf(line.slice(2));
      target = [];
      study.priors.push({ date, description, series: target });
    } else if (line.startsWith('> ')) study.wanted.push(...line.slice(2).trim().split(' '));
    else target.push(readSeriesLine(line));
  }
  return studies;
}

function readStudyLine(line: string): Open<KeyedStudy> {
  const [kind = '', site = '', maker = '', description = '', bodyPart = '', age = '', protocols = ''] = cellsOf(line);
  const named = protocols.split(' ').map((name) => `builtin.${name}`);
  return { kind, site, maker, description, bodyPart, age, protocols: named, series: [], priors: [], wanted: [] };
}

function readSeriesLine(line: string): KeyedSeries {
  const [modality = '', description = '', protocol = '', facts = '', key = ''] = cellsOf(line);
  return { modality, description, protocol, facts, box: key.startsWith('box=') ? key.slice(4) : undefined };
}

function cellsOf(line: string): readonly string[] {
  return line.split('|').map((cell) => cell.trim());
}

/** The study as the engine is handed it: its series are "now/1" and on, those of its priors "before1/1" and on. */
export function toHang(study: KeyedStudy): StudyToHang {
  const written = (description: string, series: readonly KeyedSeries[]): WrittenStudy => ({
    ...(description !== '' && { description }),
    ...(study.age !== '' && { age: study.age }),
    series: series.map((each) => lineOf(study, each)),
  });
  return studyOf({
    ...written(study.description, study.series),
    priors: study.priors.map(({ date, description, series }) => ({ ...written(description, series), date })),
  });
}

/** The series as `readHeaderLine` reads it, with what holds of the whole study. */
export function lineOf(
  { maker, bodyPart }: KeyedStudy,
  { modality, description, protocol, facts }: KeyedSeries,
): string {
  const shared = [...(maker === '' ? [] : [`maker=${maker}`]), ...(bodyPart === '' ? [] : [`body=${bodyPart}`])];
  return `${modality} | ${description} | ${protocol} | ${[...shared, facts].join('; ')} |`;
}

/** Series by their id in `toHang`, each with the box it belongs in. */
export function keyOf({ series, priors }: KeyedStudy): ReadonlyMap<string, string> {
  const named = (prefix: string, list: readonly KeyedSeries[]) =>
    list.flatMap(({ box }, index) => (box === undefined ? [] : [[`${prefix}/${index + 1}`, box] as const]));
  return new Map([
    ...named('now', series),
    ...priors.flatMap((prior, index) => named(`before${index + 1}`, prior.series)),
  ]);
}
