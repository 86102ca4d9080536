import type { SeriesFacets } from '#shared/dicom/series/seriesFacets.ts';
import { type Truth, writtenValue } from '#tests/fixtures/seriesHeaders.ts';

/** One answer of the classifier beside the truth. */
export interface Answer {
  readonly facet: string;
  readonly truth: string;
  readonly found: string;
  readonly conflict: boolean;
  readonly where: string;
}

/** What the classifier said of one series, for each facet whose truth is known. */
export function answersOf(facets: SeriesFacets, truth: Truth, where: string): readonly Answer[] {
  return Object.entries(truth).map(([facet, value]) => ({
    facet,
    truth: value,
    found: writtenValue(facets, facet),
    conflict: facets[facet as keyof SeriesFacets].conflict !== undefined,
    where,
  }));
}

export interface Score {
  readonly right: number;
  readonly of: number;
}

/** Of one facet: how many are right. */
export function scoreOf(answers: readonly Answer[], facet: string): Score {
  const asked = answers.filter((answer) => answer.facet === facet);
  return { right: asked.filter(({ truth, found }) => truth === found).length, of: asked.length };
}

/** Series that are not read, told from images, each kind as itself. */
export function exclusionScore(answers: readonly Answer[]): Score {
  const asked = answers.filter(
    ({ facet, truth, found }) => facet === 'kind' && (truth !== 'image' || found !== 'image'),
  );
  return { right: asked.filter(({ truth, found }) => truth === found).length, of: asked.length };
}

/** The same, only by whether a series is left out: a localizer that is taken for a dose page is hung nowhere either. */
export function leftOutScore(answers: readonly Answer[]): Score {
  const kinds = answers.filter(({ facet }) => facet === 'kind');
  const asked = kinds.filter(({ truth, found }) => truth !== 'image' || found !== 'image');
  return { right: asked.filter(({ truth, found }) => truth !== 'image' && found !== 'image').length, of: asked.length };
}

/** Before for after or after for before, with nothing said of it: what must not be. */
export function silentSwaps(answers: readonly Answer[]): readonly Answer[] {
  const opposite: Readonly<Record<string, string>> = { pre: 'post', post: 'pre' };
  return answers.filter(
    ({ facet, truth, found, conflict }) => facet === 'contrast' && found === opposite[truth] && !conflict,
  );
}

/** Rows: the truth; columns: what was found. */
export function confusionMatrix(answers: readonly Answer[], facet: string): string {
  const asked = answers.filter((answer) => answer.facet === facet);
  const names = [...new Set(asked.flatMap(({ truth, found }) => [truth, found]))].sort();
  const width = Math.max(7, ...names.map((name) => name.length + 1));
  const cell = (truth: string, found: string) => {
    const count = asked.filter((answer) => answer.truth === truth && answer.found === found).length;
    return (count === 0 ? '·' : String(count)).padStart(width);
  };
  const head = `${facet.padEnd(14)}${names.map((name) => name.padStart(width)).join('')}`;
  const rows = names.map((truth) => `  ${truth.padEnd(12)}${names.map((found) => cell(truth, found)).join('')}`);
  return [head, ...rows].join('\n');
}
