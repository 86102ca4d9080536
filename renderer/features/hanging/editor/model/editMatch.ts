import type { PriorWanted, Protocol, StudyRule } from '#shared/hanging/protocol.ts';
import { changedAt, compact, removedAt } from './compact.ts';
import { selectorRemoved } from './editSelectors.ts';
import { freshKey } from './names.ts';

/** Which studies a protocol is for. Each answers the changed protocol, and leaves the given one as it is. */
export function studyRuleAdded(protocol: Protocol, rule: StudyRule): Protocol {
  return withMatch(protocol, { study: [...protocol.match.study, rule] });
}

export function studyRuleChanged(protocol: Protocol, index: number, rule: StudyRule): Protocol {
  return withMatch(protocol, { study: changedAt(protocol.match.study, index, () => compact(rule)) });
}

export function studyRuleRemoved(protocol: Protocol, index: number): Protocol {
  return withMatch(protocol, { study: removedAt(protocol.match.study, index) });
}

/** No site: every site. */
export function sitesChanged(protocol: Protocol, sites: readonly string[]): Protocol {
  return withMatch(protocol, { sites: sites.length === 0 ? undefined : [...new Set(sites)] });
}

/** Series without which the protocol is not for a study. */
export function requiresChanged(protocol: Protocol, requires: readonly string[]): Protocol {
  return withMatch(protocol, { requires: requires.length === 0 ? undefined : [...requires] });
}

function withMatch(protocol: Protocol, change: Partial<Protocol['match']>): Protocol {
  return { ...protocol, match: compact({ ...protocol.match, ...change }) };
}

/** The newest earlier study of the kind of `modalities`, wanted and not asked for. */
export function priorAdded(protocol: Protocol, modalities: readonly string[]): Protocol {
  const prior: PriorWanted = {
    id: freshKey('p', new Set(protocol.priors.map(({ id }) => id))),
    relation: 'mostRecent',
    ...(modalities.length > 0 && { modalities: [...modalities] }),
    bodyPart: 'overlap',
    optional: true,
  };
  return { ...protocol, priors: [...protocol.priors, prior] };
}

export function priorChanged(protocol: Protocol, id: string, change: Partial<Omit<PriorWanted, 'id'>>): Protocol {
  const priors = protocol.priors.map((prior) => (prior.id === id ? compact({ ...prior, ...change }) : prior));
  return { ...protocol, priors };
}

/** With the series that were wanted of it. */
export function priorRemoved(protocol: Protocol, id: string): Protocol {
  const ofIt = Object.entries(protocol.selectors).flatMap(([key, { from }]) => (from === id ? [key] : []));
  const without = ofIt.reduce(selectorRemoved, protocol);
  return { ...without, priors: without.priors.filter((prior) => prior.id !== id) };
}
