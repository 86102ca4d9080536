import type { RuleOutcome } from '#shared/hanging/hanging.ts';
import type { Protocol, SeriesRule, StudyRule } from '#shared/hanging/protocol.ts';
import type { PlaceInProtocol } from './whyLine.ts';

/** Where in its protocol a rule of a selector stands; the selector itself where the rule is not its own. */
export function placeOfRule(protocol: Protocol, selector: string, outcome: RuleOutcome): PlaceInProtocol {
  const rule = indexOf(protocol.selectors[selector]?.rules ?? [], outcome);
  return rule === undefined ? { kind: 'selector', selector } : { kind: 'selector', selector, rule };
}

/** Where a rule of the study stands. */
export function placeOfStudyRule(protocol: Protocol, outcome: RuleOutcome): PlaceInProtocol {
  return { kind: 'study', rule: indexOf(protocol.match.study, outcome) ?? 0 };
}

function indexOf(rules: readonly (SeriesRule | StudyRule)[], { facet, op, want }: RuleOutcome): number | undefined {
  const at = rules.findIndex(
    (rule) => rule.facet === facet && rule.op === op && JSON.stringify(rule.value) === JSON.stringify(want),
  );
  return at < 0 ? undefined : at;
}
