import { useTranslation } from 'react-i18next';
import type { ProtocolDifference } from '#shared/hanging/differences.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { nameOfSelector, ruleSaid } from '../sentences.ts';
import { type Said, say } from '../why/said.ts';
import styles from './List.module.css';

interface DifferencesProps {
  readonly differences: readonly ProtocolDifference[];
  readonly one: Protocol;
  readonly other: Protocol;
}

/** What only the one has, what only the other has, and what both have otherwise; a sign, and words that say the same. */
export function Differences({ differences, one, other }: DifferencesProps) {
  const { t } = useTranslation();
  return (
    <ul className={styles.differences}>
      {differences.map((difference, index) => {
        const side = 'side' in difference ? difference.side : 'changed';
        const said = say(differenceSaid(difference, one, other), t);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is made anew with every comparison.
          <li key={index} data-side={side}>
            <b className={styles.sign}>{t(`hanging.editor.difference.sides.${side}`)}</b> {said}
          </li>
        );
      })}
    </ul>
  );
}

/** What a difference is about. */
export function differenceSaid(difference: ProtocolDifference, one: Protocol, other: Protocol): Said {
  const key = `editor.difference.${difference.kind}`;
  switch (difference.kind) {
    case 'studyRule':
      return { key, params: { rule: ruleSaid(difference.rule, 'study') } };
    case 'seriesRule': {
      const from = difference.side === 'onlyOne' ? one : other;
      return {
        key,
        params: { series: nameOfSelector(from, difference.key), rule: ruleSaid(difference.rule, 'series') },
      };
    }
    case 'selector': {
      const from = difference.side === 'onlyOther' ? other : one;
      return { key, params: { series: nameOfSelector(from, difference.key) } };
    }
    case 'stage':
    case 'links':
    case 'condition':
      return { key, params: { step: stepName(difference.stage, one, other) } };
    case 'screen':
      return { key, params: { step: stepName(difference.stage, one, other), number: difference.screen + 1 } };
    case 'box': {
      const parts = difference.parts.map((part): Said => ({ key: `editor.difference.parts.${part}` }));
      const params = {
        step: stepName(difference.stage, one, other),
        box: difference.id.toUpperCase(),
        parts: { join: 'and' as const, of: parts },
      };
      return { key: parts.length > 0 ? `${key}Changed` : key, params };
    }
    default:
      return { key };
  }
}

function stepName(
  { one: at, other: there }: { readonly one: number | undefined; readonly other: number | undefined },
  one: Protocol,
  other: Protocol,
): string {
  const stage = at === undefined ? other.stages[there ?? 0] : one.stages[at];
  return stage?.name ?? '';
}
