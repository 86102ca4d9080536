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
  if (rule.why !== undefined && !saysWhy(rule)) small.push(rule.why);
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
  const plain = plainly(rule);
  const { facet, op, want, got, why } = plain;
  const params = {
    facet: facetSaid(facet, of),
    got: valueSaid(facet, got),
    want: wantSaid(facet, op, want),
    why: why ?? '',
  };
  return { key: `why.rule.${sentenceOf(plain)}`, params };
}

/** "Not yes" is no: where something is known. Where nothing is, that is what is said. */
function plainly(rule: RuleOutcome): RuleOutcome {
  const { op, want, got } = rule;
  return op === 'ne' && typeof want === 'boolean' && isKnown(got) ? { ...rule, op: 'eq', want: !want } : rule;
}

/**
 * The rules of one protocol as sentences, each thing said once: a rule may ask and weigh apart, and where a value is what
 * was wanted, that it is not another goes without saying. Points are added up.
 */
export function explainRules(
  rules: readonly RuleOutcome[],
  of: 'series' | 'study',
  actsOf: (rule: RuleOutcome) => readonly WhyAct[],
): readonly WhyLine[] {
  const chief = new Map<string, RuleOutcome>();
  for (const rule of rules) {
    const before = chief.get(rule.facet);
    if (isPlain(rule) && (!before || sayingMost.indexOf(rule.op) < sayingMost.indexOf(before.op)))
      chief.set(rule.facet, rule);
  }
  const pointsOf = (facet: string) =>
    rules.reduce((sum, rule) => sum + (isPlain(rule) && rule.facet === facet ? rule.points : 0), 0);
  return rules.flatMap((rule) => {
    if (!isPlain(rule)) return [explainRule(rule, of, actsOf(rule))];
    return chief.get(rule.facet) === rule
      ? [explainRule({ ...rule, points: pointsOf(rule.facet) }, of, actsOf(rule))]
      : [];
  });
}

/** Of several rules about one value, the one that says most comes first; the others of these go without saying. */
const sayingMost = ['eq', 'in', 'exists', 'absent', 'ne', 'notIn'];

function isPlain({ pass, op }: RuleOutcome): boolean {
  return pass && sayingMost.includes(op);
}

/** Which sentence of the words says it. */
function sentenceOf({ op, pass, got, want, why }: RuleOutcome): string {
  const known = isKnown(got);
  const outcome = pass ? 'passes' : 'fails';
  switch (op) {
    case 'ne':
    case 'notIn':
      // Of a yes or no that nobody wrote there is nothing to deny.
      return `not.${pass && !known ? (typeof want === 'boolean' ? 'unsaid' : 'unknown') : outcome}`;
    case 'regex':
      return `regex.${!known ? 'unknown' : why !== undefined ? `${outcome}Why` : outcome}`;
    case 'notRegex':
      return `notRegex.${known ? outcome : 'unknown'}${why === undefined ? '' : 'Why'}`;
    case 'exists':
    case 'absent':
    case 'max':
    case 'min':
      return `${op}.${outcome}`;
    case 'gte':
    case 'lte':
    case 'between':
      return `${op}.${known ? outcome : 'unknown'}`;
    case 'eq':
    case 'in':
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

/** The reason of a pattern is what it looks for, wanted or not, and stands in the sentence. */
function saysWhy({ op, got }: RuleOutcome): boolean {
  return op === 'notRegex' || (op === 'regex' && isKnown(got));
}
