import { compareText } from '../base/compareText.ts';
import type { Facet } from '../dicom/series/facet.ts';
import { type Bound, bindSelectors } from './bind.ts';
import type { PriorChoice, ProtocolVerdict, RuleOutcome, StudyToHang } from './hanging.ts';
import { choosePriors } from './priors.ts';
import { levels, type Protocol } from './protocol.ts';
import { outcomeOf, workOf, workOfReading } from './rules.ts';
import { coverageOf, isFilled, whyDisabled } from './stages.ts';
import { unlimited, type Work } from './work.ts';

/** What was thought of a protocol, and what it would hang where it got so far. */
export interface Judged {
  readonly verdict: ProtocolVerdict;
  readonly hung?: { readonly priors: readonly PriorChoice[]; readonly bound: Bound };
}

/**
 * Asks a protocol whether it is for a study. Its selectors are asked only where its rules do not refuse it; where `work` is
 * spent before it has answered, it is refused.
 */
export function judge(protocol: Protocol, study: StudyToHang, work: Work = unlimited): Judged {
  const asked = askUntilRefused(protocol, study, work);
  const refused = refusedEarly(protocol, study, asked);
  if (refused) return { verdict: refusedVerdict(protocol, study, refused, asked) };
  const judged = work.isSpent ? undefined : judgeHung(protocol, study, asked, work);
  return work.isSpent || !judged ? { verdict: refusedVerdict(protocol, study, { kind: 'tooMuch' }, asked) } : judged;
}

/** The same, hung whether or not it is for the study; nothing hangs that was not asked in full. */
export function judgeAnyway(protocol: Protocol, study: StudyToHang, work: Work = unlimited): Required<Judged> {
  const rules = askStudy(protocol, study);
  const early = refusedEarly(protocol, study, rules);
  const { verdict, hung } = judgeHung(protocol, study, rules, work);
  return { verdict: early ? { ...verdict, refused: early } : verdict, hung };
}

function judgeHung(
  protocol: Protocol,
  study: StudyToHang,
  rules: readonly RuleOutcome[],
  work: Work,
): Required<Judged> {
  const priors = choosePriors(protocol.priors, study);
  const bound = bindSelectors(protocol, study, priors, work);
  work.spend(boxesOf(protocol));
  const first = protocol.stages.findIndex((stage) => whyDisabled(stage, bound, study.screens) === undefined);
  const rank = {
    ...rankOf(protocol, rules),
    earliestStage: first < 0 ? protocol.stages.length : first,
    priorsFound: priors.filter(({ study: chosen }) => chosen !== undefined).length,
    coverage: coverageOf(protocol.stages[first], bound),
  };
  return {
    verdict: { protocol, rules, refused: refusedLate(protocol, priors, bound, first), rank },
    hung: { priors, bound },
  };
}

/** Each is looked at, to tell which stage can hang. */
function boxesOf({ stages }: Protocol): number {
  return stages.reduce((sum, { screens }) => screens.reduce((boxes, each) => boxes + each.viewports.length, sum), 0);
}

/** Most protocols are for another modality: their patterns need not even be made ready. */
function askUntilRefused({ match }: Protocol, { facets }: StudyToHang, work: Work): readonly RuleOutcome[] {
  const outcomes: RuleOutcome[] = [];
  for (const rule of match.study) {
    if (work.isSpent) break;
    const facet = facets[rule.facet] as Facet<unknown>;
    work.spend(workOfReading([rule]) + workOf(rule, facet.value));
    const outcome = outcomeOf(rule, facet);
    outcomes.push(outcome);
    if (outcome.required && !outcome.pass) break;
  }
  return outcomes;
}

/** The rest of its rules is asked when somebody wants to know; it ranks by the points it had when it was refused. */
function refusedVerdict(
  protocol: Protocol,
  study: StudyToHang,
  refused: ProtocolVerdict['refused'],
  asked: readonly RuleOutcome[],
): ProtocolVerdict {
  let rules: readonly RuleOutcome[] | undefined;
  return {
    protocol,
    refused,
    rank: rankOf(protocol, asked),
    get rules() {
      rules ??= askStudy(protocol, study);
      return rules;
    },
  };
}

function askStudy({ match }: Protocol, { facets }: StudyToHang): readonly RuleOutcome[] {
  return match.study.map((rule) => outcomeOf(rule, facets[rule.facet] as Facet<unknown>));
}

function refusedEarly(
  { enabled, match }: Protocol,
  { site, screens }: StudyToHang,
  rules: readonly RuleOutcome[],
): ProtocolVerdict['refused'] {
  if (!enabled) return { kind: 'disabled' };
  const { min = 1, max = Number.POSITIVE_INFINITY } = match.screens ?? {};
  if (match.sites && match.sites.length > 0 && !match.sites.includes(site)) return { kind: 'site' };
  if (screens < min || screens > max) return { kind: 'screens' };
  const rule = rules.find(({ pass, required }) => required && !pass);
  return rule && { kind: 'rule', rule };
}

function refusedLate(
  protocol: Protocol,
  priors: readonly PriorChoice[],
  bound: Bound,
  first: number,
): ProtocolVerdict['refused'] {
  const missing = protocol.priors.find(
    ({ id, optional }) => !optional && !priors.some((choice) => choice.id === id && choice.study !== undefined),
  );
  if (missing) return { kind: 'prior', prior: missing.id };
  const unfilled = protocol.match.requires?.find((key) => !isFilled(key, bound));
  if (unfilled !== undefined) return { kind: 'requires', selector: unfilled };
  return first < 0 ? { kind: 'noStage' } : undefined;
}

function rankOf({ tags, level, match, stages }: Protocol, rules: readonly RuleOutcome[]): ProtocolVerdict['rank'] {
  return {
    isFallback: tags.includes('fallback'),
    level,
    score: rules.reduce((sum, { points }) => sum + points, 0),
    earliestStage: stages.length,
    specificity: match.study.length + (match.requires?.length ?? 0),
    priorsFound: 0,
    coverage: 0,
  };
}

/**
 * The better protocol first, by hanging.md §2: other orders were tried and failed. Coverage before specificity sent a
 * brain without series names to the last resort; priors before specificity sent a CT of three phases to the plain abdomen.
 */
export function betterFirst(one: ProtocolVerdict, other: ProtocolVerdict): number {
  const [a, b] = [one.rank, other.rank];
  return (
    Number(one.refused !== undefined) - Number(other.refused !== undefined) ||
    Number(a.isFallback) - Number(b.isFallback) ||
    levels.indexOf(a.level) - levels.indexOf(b.level) ||
    b.score - a.score ||
    a.earliestStage - b.earliestStage ||
    b.specificity - a.specificity ||
    b.priorsFound - a.priorsFound ||
    b.coverage - a.coverage ||
    compareText(one.protocol.id, other.protocol.id)
  );
}

/** Of protocols with one id the strongest level counts, of one level the newest version. */
export function strongestOfEach(protocols: readonly Protocol[]): readonly Protocol[] {
  const kept = new Map<string, Protocol>();
  for (const protocol of protocols) {
    const before = kept.get(protocol.id);
    if (!before || isStronger(protocol, before)) kept.set(protocol.id, protocol);
  }
  return [...kept.values()];
}

function isStronger(one: Protocol, other: Protocol): boolean {
  const byLevel = levels.indexOf(one.level) - levels.indexOf(other.level);
  if (byLevel !== 0) return byLevel < 0;
  if (one.version !== other.version) return one.version > other.version;
  return one !== other && compareText(JSON.stringify(one), JSON.stringify(other)) < 0;
}
