import { useTranslation } from 'react-i18next';
import { Icon } from '../../../ui/Icon.tsx';
import { say } from './said.ts';
import styles from './Why.module.css';
import type { WhyAct, WhyLine, WhySection } from './whyLine.ts';

interface SectionProps {
  readonly section: WhySection;
  readonly canEdit: boolean;
  readonly onAct: (act: WhyAct) => void;
}

/** One part of the explanation; what is folded away shows its heading, which says how much is behind it. */
export function WhyPart({ section: { id, heading, lines, folded }, canEdit, onAct }: SectionProps) {
  const { t } = useTranslation();
  const list = (
    <ul className={styles.lines}>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: sentences have no name but their place.
        <Line key={index} line={line} canEdit={canEdit} onAct={onAct} />
      ))}
    </ul>
  );
  if (folded === true && lines.length > 0) {
    return (
      <details className={styles.part} data-part={id}>
        <summary className={styles.heading}>{say(heading, t)}</summary>
        {list}
      </details>
    );
  }
  return (
    <section className={styles.part} data-part={id}>
      <h3 className={styles.heading}>{say(heading, t)}</h3>
      {list}
    </section>
  );
}

const signs = { pass: 'tick', fail: 'cross', doubt: 'triangle' } as const;

function Line({ line, canEdit, onAct }: Omit<SectionProps, 'section'> & { readonly line: WhyLine }) {
  const { t } = useTranslation();
  const { said, mark, small = [], tags = [], points, acts: all = [], isNested = false } = line;
  const acts = all.filter(({ kind }) => canEdit || kind !== 'edit');
  return (
    <li className={styles.line} data-mark={mark} data-nested={isNested}>
      <span className={styles.sign}>{mark && <Icon name={signs[mark]} label={t(`hanging.why.mark.${mark}`)} />}</span>
      <span className={styles.words} dir="auto">
        {say(said, t)}
      </span>
      {points !== undefined && (
        <span className={styles.points}>{t('hanging.why.points', { points: Number(points.toFixed(1)) })}</span>
      )}
      {small.length + tags.length + acts.length > 0 && (
        <span className={styles.small}>
          {small.length > 0 && <span>{small.map((each) => say(each, t)).join(' · ')}</span>}
          {tags.length > 0 && <span className={styles.tags}> {tags.join(', ')}</span>}
          {acts.map((act) => (
            <button
              key={JSON.stringify(act)}
              type="button"
              className={styles.act}
              data-act={act.kind}
              onClick={() => onAct(act)}
            >
              {t(`hanging.why.act.${nameOf(act)}`)}
            </button>
          ))}
        </span>
      )}
    </li>
  );
}

/** A word for the act: what is done to a rule is called otherwise than what is done to a whole protocol. */
function nameOf(act: WhyAct): string {
  if (act.kind === 'correct') return act.facet === undefined ? 'correct' : 'correctFacet';
  if (act.kind === 'edit') return 'rule' in act.at ? 'edit' : 'editProtocol';
  return act.kind;
}
