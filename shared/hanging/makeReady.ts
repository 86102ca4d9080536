import type { Protocol } from './protocol.ts';
import { questionOf } from './rules.ts';

/** A rule that was asked once answers the next time without making anything. */
const anyText = 'CT Chest';

/**
 * Reads the rules of protocols before anybody waits for a decision, a rule a step; most of the first decision's time is
 * reading patterns. Whoever walks it says how many steps a turn has room for. It changes no answer, and may be left at
 * any step.
 */
export function* makeReady(protocols: readonly Protocol[]): Generator<void, void, void> {
  for (const { match, selectors } of protocols)
    for (const rule of [match.study, ...Object.values(selectors).map(({ rules }) => rules)].flat()) {
      questionOf(rule).test?.(anyText);
      yield;
    }
}
