import { RE2JS } from 're2js';
import { normalise } from '../dicom/series/words.ts';
import { mostOfProtocol } from './protocol.ts';

/** Longer descriptions are cut: none is, that a person wrote. */
const longestText = 10_000;
const longestNormalised = 1_000;
/** Patterns and texts that are remembered; beyond them the oldest are forgotten. */
const mostKept = 2_000;

const compiled = new Map<string, RE2JS | undefined>();
const prepared = new Map<string, readonly string[]>();

/** Whether RE2 can read a pattern: no lookaround and no reference back, for which no engine has linear time. */
export function isPattern(pattern: string): boolean {
  return compile(pattern) !== undefined;
}

/**
 * Whether a pattern is found in a text, in time that grows with the text alone: as it was written, with blanks for
 * `_ - . /`, or as the word lists read it (without accents), whatever the case. Undefined: the pattern cannot be read.
 */
export function findsPattern(pattern: string, text: string): boolean | undefined {
  const expression = compile(pattern);
  return expression && forms(text).some((form) => expression.test(form));
}

function compile(pattern: string): RE2JS | undefined {
  if (pattern.length > mostOfProtocol.pattern) return undefined;
  return remembered(compiled, pattern, () => {
    try {
      return RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
    } catch {
      return undefined;
    }
  });
}

function forms(text: string): readonly string[] {
  const cut = text.slice(0, longestText);
  return remembered(prepared, cut, () => {
    const apart = cut.replace(/[_\-.,/\\()[\]]+/g, ' ');
    // Longer ones are cut there, and "$" would be found where the text does not end.
    return [...new Set(cut.length > longestNormalised ? [cut, apart] : [cut, apart, normalise(cut)])];
  });
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
