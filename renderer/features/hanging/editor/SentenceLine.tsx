import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../../ui/Icon.tsx';
import { type Phrase, phraseSaid, type Sentence } from '../sentences.ts';
import type { PlaceInProtocol } from '../why/whyLine.ts';
import styles from './Editor.module.css';
import { useEditor, useSay } from './editorActs.ts';

interface SentenceLineProps {
  readonly sentence: Sentence;
  /** What stands for the name of it: a button of the selector. */
  readonly lead?: ReactNode;
  /** Below the sentence: the picker of the phrase that is opened. */
  readonly children?: ReactNode;
  readonly onAdd: () => void;
}

/** A sentence whose bold words can be pressed: each opens what is asked for there. */
export function SentenceLine({ sentence, lead, children, onAdd }: SentenceLineProps) {
  const { t } = useTranslation();
  const say = useSay();
  // Of a study everything is named in one breath; a list of a series is read at a glance.
  const joint = sentence.at.kind === 'study' ? t('hanging.editor.and') : '';
  return (
    <>
      <p className={styles.sentence}>
        {lead ?? <span className={styles.lead}>{say(sentence.lead)}</span>}{' '}
        {sentence.phrases.map((phrase, index) => (
          <Fragment key={keyOf(phrase.at)}>
            {index > 0 && joint !== '' && <span className={styles.joint}>{joint} </span>}
            <PhraseButton phrase={phrase} />{' '}
          </Fragment>
        ))}
        <button
          type="button"
          className={styles.add}
          onClick={onAdd}
          aria-label={t('hanging.editor.rule.add')}
          title={t('hanging.editor.rule.add')}
        >
          +
        </button>
        {sentence.tail.map((each) => {
          const said = say(each);
          return (
            <span key={said} className={styles.tail}>
              {said}
            </span>
          );
        })}
      </p>
      {children}
    </>
  );
}

/** Bold: it must be so; what is only preferred is not said so again in every word. */
function PhraseButton({ phrase }: { phrase: Phrase }) {
  const { selection, select, problems } = useEditor();
  const say = useSay();
  const isOpen = isSamePlace(selection.place, phrase.at);
  const where = pathOf(phrase.at);
  const isWrong = problems.some((problem) => problem.where === where);
  return (
    <button
      type="button"
      className={styles.phrase}
      data-strength={phrase.strength}
      data-wrong={isWrong}
      aria-expanded={isOpen}
      onClick={() => select({ place: isOpen ? undefined : phrase.at })}
    >
      {isWrong && <Icon name="triangle" />}
      {say(phrase.strength === 'against' ? phraseSaid(phrase) : phrase.said)}
    </button>
  );
}

export function isSamePlace(one: PlaceInProtocol | undefined, other: PlaceInProtocol): boolean {
  return one !== undefined && keyOf(one) === keyOf(other);
}

function keyOf(place: PlaceInProtocol): string {
  return JSON.stringify(Object.entries(place).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Where the text of the protocol has it, as `protocolProblems` says it. */
function pathOf(place: PlaceInProtocol): string {
  if (place.kind === 'study') return `match.study.${place.rule}`;
  return place.kind === 'selector' ? `selectors.${place.selector}.rules.${place.rule ?? ''}` : '';
}
