import { RE2JS } from 're2js';
import { normalise } from '../dicom/series/words.ts';
import { isSmallPattern, patternSize } from './patternSize.ts';
import { mostOfProtocol } from './protocol.ts';

/** Longer texts are cut there, between words: four times what a description may hold (PS3.5 §6.2, LO). */
export const longestText = 256;
/** Patterns and texts that are remembered; beyond them the oldest are forgotten. */
const mostKept = 2_000;
/** Answers that are remembered, of all patterns together. */
const mostAnswers = 100_000;
/** What stands for the rest of a text: its end is not found where it was cut. */
const andMore = ' …';

interface Readable {
  readonly expression: RE2JS;
  readonly answers: Map<string, boolean>;
}

const compiled = new Map<string, Readable | undefined>();
const prepared = new Map<string, readonly string[]>();
let answers = 0;

/** Whether RE2 can read a pattern, without lookaround and reference back, for which no engine has linear time; and it is small. */
export function isPattern(pattern: string): boolean {
  return compile(pattern) !== undefined;
}

/**
 * Whether a pattern is found in a text: as it was written, with blanks for `_ - . /`, or as the word lists read it (without
 * accents), whatever the case. Undefined: the pattern cannot be read. A text is asked once for a pattern.
 */
export function findsPattern(pattern: string, text: string): boolean | undefined {
  const readable = compile(pattern);
  if (!readable) return undefined;
  const before = readable.answers.get(text);
  if (before !== undefined) return before;
  const answer = forms(text).some((form) => readable.expression.test(form));
  if (answers >= mostAnswers) {
    for (const each of compiled.values()) each?.answers.clear();
    answers = 0;
  }
  // What was cut is asked again: nothing of many thousand letters is kept.
  if (text.length <= longestText) {
    readable.answers.set(text, answer);
    answers += 1;
  }
  return answer;
}

/** What looking for a pattern in a text is worth, in questions of a rule about a number or a word; whether or not it was looked for before. */
export function workOfPattern(pattern: string, text: string): number {
  const { places, loose } = remembered(sizes, pattern, () => patternSize(pattern));
  return Math.ceil(Math.min(text.length, longestText) * (places / 64 + loose));
}

const sizes = new Map<string, ReturnType<typeof patternSize>>();

function compile(pattern: string): Readable | undefined {
  if (pattern.length > mostOfProtocol.pattern) return undefined;
  return remembered(compiled, pattern, () => {
    if (!isSmallPattern(pattern)) return undefined;
    try {
      return { expression: RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE), answers: new Map() };
    } catch {
      return undefined;
    }
  });
}

function forms(text: string): readonly string[] {
  const cut = cutText(text);
  return remembered(prepared, cut, () => {
    const apart = cut.replace(/[_\-.,/\\()[\]]+/g, ' ');
    return [...new Set([cut, apart, cut === text ? normalise(cut) : `${normalise(cut)}${andMore}`])];
  });
}

function cutText(text: string): string {
  if (text.length <= longestText) return text;
  const most = text.slice(0, longestText);
  const words = most.search(/\s\S*$/);
  return `${words > 0 ? most.slice(0, words) : most}${andMore}`;
}

function remembered<Value>(kept: Map<string, Value>, key: string, make: () => Value): Value {
  const before = kept.get(key);
  if (before !== undefined || kept.has(key)) return before as Value;
  const made = make();
  if (kept.size >= mostKept)
    for (const oldest of kept.keys()) {
      kept.delete(oldest);
      break;
    }
  kept.set(key, made);
  return made;
}
