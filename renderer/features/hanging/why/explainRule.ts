import type { RuleOutcome } from '#shared/hanging/hanging.ts';
import { facetSaid, isKnown, sourceSaid, surenessSaid, valueSaid } from './facetWords.ts';
import type { Said } from './said.ts';
import type { WhyAct, WhyLine } from './whyLine.ts';

/** One rule that was asked: what is so, what was wanted where that differs, from where it is known, and how surely. */
export function explainRule(rule: RuleOutcome, of: 'series' | 'study', acts: readonly WhyAct[] = []): WhyLine {
  const known = isKnown(rule.got);
  const { words, tags } = sourceSaid(rule.facet, rule.source);
  const sure = surenessSaid(rule.confidence, rule.source);
  const small: Said[] = [];
  if (rule.why !== undefined && !isOfWords(rule)) small.push(rule.why);
  if (known) small.push(rule.source === 'none' ? words : { key: 'why.from', params: { source: words, sure } });
  if (rule.conflict !== undefined) small.push({ key: 'why.conflict', params: { conflict: rule.conflict } });
  if (!rule.pass && rule.required) small.push({ key: 'why.required' });
  return {
    said: ruleSaid(rule, of),
    mark: rule.pass ? (rule.conflict === undefined ? 'pass' : 'doubt') : 'fail',
    ...(small.length > 0 && { small }),
    ...(known && tags.length > 0 && { tags }),
    ...(rule.points !== 0 && { points: rule.points }),
    ...(acts.length > 0 && { acts }),
  };
}

/** The sentence of a rule alone: "kernel: soft; wanted sharp". */
export function ruleSaid(rule: RuleOutcome, of: 'series' | 'study'): Said {
  const { facet, op, want, got, pass, why } = plainly(rule);
  const params = {
    facet: facetSaid(facet, of),
    got: valueSaid(facet, got),
    want: wantSaid(facet, op, want),
    why: why ?? '',
  };
  return { key: `why.rule.${sentenceOf(op, pass, isKnown(got), why !== undefined)}`, params };
}

/** "Not yes" is no: where something is known. Where nothing is, that is what is said. */
function plainly(rule: RuleOutcome): RuleOutcome {
  const { op, want, got } = rule;
  return op === 'ne' && typeof want === 'boolean' && isKnown(got) ? { ...rule, op: 'eq', want: !want } : rule;
}

/** Sentences that say the same twice become one, with the points of both: a rule may ask and weigh apart. */
export function withoutRepeats(lines: readonly WhyLine[]): readonly WhyLine[] {
  const kept = new Map<string, WhyLine>();
  for (const line of lines) {
    const name = JSON.stringify([line.said, line.mark]);
    const before = kept.get(name);
    const points = (before?.points ?? 0) + (line.points ?? 0);
    kept.set(name, { ...(before ?? line), ...(points !== 0 && { points }) });
  }
  return [...kept.values()];
}

/** Which sentence of the words says it. */
function sentenceOf(op: string, pass: boolean, known: boolean, hasWhy: boolean): string {
  const outcome = pass ? 'passes' : 'fails';
  switch (op) {
    case 'ne':
    case 'notIn':
      return `not.${pass && !known ? 'unknown' : outcome}`;
    case 'regex':
    case 'notRegex':
      return `${op}.${!known ? 'unknown' : hasWhy ? `${outcome}Why` : outcome}`;
    case 'exists':
    case 'absent':
    case 'max':
    case 'min':
      return `${op}.${outcome}`;
    case 'gte':
    case 'lte':
    case 'between':
      return `${op}.${known ? outcome : 'unknown'}`;
    default:
      return `is.${known ? outcome : 'unknown'}`;
  }
}

function wantSaid(facet: string, op: string, want: unknown): Said {
  if (op === 'between' && Array.isArray(want)) {
    return { key: 'why.range', params: { from: valueSaid(facet, want[0]), to: valueSaid(facet, want[1]) } };
  }
  // A pattern is no value: it has no word.
  if (op === 'regex' || op === 'notRegex') return typeof want === 'string' ? want : '';
  return want === undefined ? '' : valueSaid(facet, want, 'or');
}

function isOfWords({ op, got }: RuleOutcome): boolean {
  return (op === 'regex' || op === 'notRegex') && isKnown(got);
}
