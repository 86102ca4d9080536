import type { TFunction } from 'i18next';
import type { Trial } from '#shared/hanging/trial.ts';
import { facetSaid } from '../why/facetWords.ts';
import { say } from '../why/said.ts';

/** What a protocol would do to a study, in a sentence. */
export function outcomeSaid({ outcome, then }: Trial, t: TFunction): string {
  if (outcome.kind === 'asWanted') return t('hanging.preview.outcome.asWanted');
  if (outcome.kind === 'differs') {
    const labels = outcome.boxes.map(({ selector }) => then.protocol.selectors[selector]?.label ?? selector);
    if (outcome.isOtherStage) return t('hanging.preview.outcome.otherStage');
    const empty = outcome.boxes.filter(({ because }) => because.kind === 'empty').length;
    return t(`hanging.preview.outcome.${empty > 0 ? 'empty' : 'standsIn'}`, { boxes: [...new Set(labels)].join(', ') });
  }
  const { refused } = outcome;
  if (!refused) return t('hanging.preview.outcome.loses', { name: then.protocol.name });
  if (refused.kind === 'rule') {
    return t('hanging.preview.outcome.rule', { facet: say(facetSaid(refused.rule.facet, 'study'), t) });
  }
  if (refused.kind === 'tooMuch') return t('hanging.preview.outcome.tooMuch');
  return t(
    `hanging.preview.outcome.${refused.kind === 'noStage' || refused.kind === 'requires' ? 'series' : 'notFor'}`,
  );
}
