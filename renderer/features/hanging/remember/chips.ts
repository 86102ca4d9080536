import { isRefusal, type Protocol, type SeriesRule, type StudyRule } from '#shared/hanging/protocol.ts';
import { ruleSaid } from '../sentences.ts';
import type { Said } from '../why/said.ts';

/** One fact by which a study or a series is known again, and which the reader may leave out. */
export interface Chip {
  /** Of the whole protocol. */
  readonly key: string;
  readonly said: Said;
  /** `better`: it is preferred and not asked for. */
  readonly strength: 'must' | 'better';
  /** A side is never left out: the other would hang in its box. */
  readonly isFixed: boolean;
}

/** The selector that a chip is of; undefined: it is of the study. */
type Of = string | undefined;

export function chipsOf(protocol: Protocol, of: Of): readonly Chip[] {
  const groups = new Map<string, (SeriesRule | StudyRule)[]>();
  for (const [place, rule] of rulesOf(protocol, of).entries()) {
    if (of !== undefined && goesWithoutSaying(rule)) continue;
    const key = chipKey(of, rule, place);
    groups.set(key, [...(groups.get(key) ?? []), rule]);
  }
  return [...groups].map(([key, rules]) => ({
    key,
    said: saidOf(rules, of),
    strength: rules.some(({ required }) => required === true) ? 'must' : 'better',
    isFixed: of !== undefined && rules.some(({ facet }) => facet === 'laterality'),
  }));
}

/** The protocol without the facts that the reader has left out. */
export function withoutChips(protocol: Protocol, left: ReadonlySet<string>): Protocol {
  if (left.size === 0) return protocol;
  const keepOf =
    <Rule extends SeriesRule | StudyRule>(of: Of) =>
    (rule: Rule, place: number) =>
      !left.has(chipKey(of, rule, place));
  const selectors = Object.entries(protocol.selectors).map(([key, selector]) => {
    return [key, { ...selector, rules: selector.rules.filter(keepOf<SeriesRule>(key)) }] as const;
  });
  const study = protocol.match.study.filter(keepOf<StudyRule>(undefined));
  return { ...protocol, match: { ...protocol.match, study }, selectors: Object.fromEntries(selectors) };
}

/** That images hang, and rather no projections of them, is so of everything. */
function goesWithoutSaying({ facet, op, value, required }: SeriesRule | StudyRule): boolean {
  return (facet === 'kind' && value === 'image') || (facet === 'mip' && op === 'ne' && required !== true);
}

function rulesOf({ match, selectors }: Protocol, of: Of): readonly (SeriesRule | StudyRule)[] {
  return of === undefined ? match.study : (selectors[of]?.rules ?? []);
}

/**
 * Rules that are left out together have one key: a phase, and what refuses every other, are one fact. Each refusal of a
 * study is a fact by itself.
 */
function chipKey(of: Of, { facet }: SeriesRule | StudyRule, place: number): string {
  if (of === undefined) return `study ${facet} ${place}`;
  const group = facet === 'phase' ? 'contrast' : facet;
  return `${of} ${group}${facet === 'description' ? ` ${place}` : ''}`;
}

function isOfAgent(facet: string): boolean {
  return facet === 'contrast' || facet === 'phase';
}

/** A phase in one word, with what is never hung in its place. */
function saidOf(rules: readonly (SeriesRule | StudyRule)[], of: Of): Said {
  const about = of === undefined ? 'study' : 'series';
  const [first] = rules;
  if (!first) return '';
  const wished = rules.find(({ op }) => op === 'eq');
  const isNamed = wished !== undefined && rules.some(({ facet, required }) => required === true && isOfAgent(facet));
  if (isNamed) return { key: 'remember.onlyThat', params: { it: ruleSaid(wished, about) } };
  // Why a protocol refuses a study says what it refuses; why nothing may be written of it says what then is.
  return isRefusal(first.op) && first.op !== 'absent' && first.why !== undefined
    ? { key: 'remember.except', params: { why: first.why } }
    : ruleSaid(first, about);
}
