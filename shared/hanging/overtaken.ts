import { isRefusal, levels, type Protocol, type StudyRule } from './protocol.ts';

/**
 * Protocols that a protocol comes before although they ask for more: level outranks score, so a loose protocol of a
 * reader's own beats every special one that ships. Told from the rules alone, for studies that nobody has seen yet.
 * `others`: those in force.
 */
export function overtakenBy(protocol: Protocol, others: readonly Protocol[]): readonly Protocol[] {
  return others.filter(
    (other) =>
      other.id !== protocol.id &&
      other.enabled &&
      !other.tags.includes('fallback') &&
      levels.indexOf(other.level) > levels.indexOf(protocol.level) &&
      asksMore(other, protocol) &&
      canBothBeFor(protocol, other),
  );
}

/** Whether a protocol is for less than another: it must have something that the other need not. */
function asksMore({ match }: Protocol, than: Protocol): boolean {
  const asked = match.study.filter(({ required }) => required === true);
  const isAsked = (rule: StudyRule) =>
    than.match.study.some(
      (own) =>
        own.required === true &&
        own.facet === rule.facet &&
        (rule.op === own.op || (isOneOf(rule) && isOneOf(own))) &&
        (isOneOf(rule) ? valuesOf(own).every((value) => valuesOf(rule).includes(value)) : own.value === rule.value),
    );
  const requires = (match.requires ?? []).filter((key) => than.match.requires?.includes(key) !== true);
  return requires.length > 0 || asked.some((rule) => !isRefusal(rule.op) && !isAsked(rule));
}

function isOneOf({ op }: StudyRule): boolean {
  return op === 'eq' || op === 'in';
}

/** Whether some study may satisfy what both must have. */
function canBothBeFor(one: Protocol, other: Protocol): boolean {
  const [left, right] = [one, other].map(({ match }) => match.study.filter(({ required }) => required === true));
  const sites = [one, other].map(({ match }) => match.sites ?? []);
  const [here = [], there = []] = sites;
  if (here.length > 0 && there.length > 0 && !here.some((site) => there.includes(site))) return false;
  return !(left ?? []).some((rule) =>
    (right ?? []).some((against) => exclude(rule, against) || exclude(against, rule)),
  );
}

/** Whether what passes the one cannot pass the other. */
function exclude(rule: StudyRule, other: StudyRule): boolean {
  if (rule.facet !== other.facet) return false;
  const [wanted, theirs] = [valuesOf(rule), valuesOf(other)];
  switch (rule.op) {
    case 'eq':
    case 'in':
      // A study may show several parts; one for the chest and one for the knee are for different studies all the same.
      if (other.op === 'eq' || other.op === 'in') return !wanted.some((value) => theirs.includes(value));
      if (other.op === 'ne' || other.op === 'notIn') return wanted.every((value) => theirs.includes(value));
      return other.op === 'absent';
    case 'regex':
      return (other.op === 'notRegex' && other.value === rule.value) || other.op === 'absent';
    case 'gte':
      return other.op === 'lte' && Number(rule.value) > Number(other.value);
    case 'exists':
      return other.op === 'absent';
    default:
      return false;
  }
}

function valuesOf({ value }: StudyRule): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
