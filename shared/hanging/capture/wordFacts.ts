import type { SeriesFacets } from '../../dicom/series/seriesFacets.ts';
import { normalise } from '../../dicom/series/words.ts';
import { type Fact, rather, weights } from './fact.ts';

/** Longer words are codes, not names. */
const longestWord = 40;
/** More words of one name than this tell nothing that the first do not. */
const mostWords = 24;

/**
 * Words of the description that the series has and others lack, then those that others have and it lacks. Sites name one
 * thing in many ways, so these come after everything else, and are preferred, not
 * asked for. A bare number may be the number of the series, and is no word.
 */
export function wordFacts(target: SeriesFacets, others: readonly SeriesFacets[]): readonly Fact[] {
  const own = wordsOf(target);
  const foreign = [...new Set(others.flatMap(wordsOf))].filter((word) => !own.includes(word)).sort();
  const has = own.map((word) => rather('description', 'regex', patternOf(word), weights.named));
  const lacks = foreign
    .slice(0, mostWords)
    .map((word) => rather('description', 'notRegex', patternOf(word), weights.named));
  return [...has, ...lacks].map((rule) => ({ rules: [rule], isIdentity: false }));
}

function wordsOf({ description }: SeriesFacets): readonly string[] {
  const words = normalise(description.value ?? '').split(' ');
  const said = words.filter((word) => /\p{L}/u.test(word) && word.length <= longestWord);
  return [...new Set(said)].slice(0, mostWords);
}

/** The word by itself, in a text as the word lists read it. */
function patternOf(word: string): string {
  return `(^| )${word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}( |$)`;
}
