import { type Ref, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { facetSaid, valueSaid } from '../why/facetWords.ts';
import { say } from '../why/said.ts';
import styles from './Correct.module.css';
import type { CorrectionField, SaidValue, SaidValues } from './correctionForm.ts';

interface CorrectionFieldsProps {
  readonly fields: readonly CorrectionField[];
  readonly said: SaidValues;
  /** The facet that was asked for. */
  readonly asked: string | undefined;
  /** Undefined: nothing is said of it. */
  readonly onSaid: (facet: string, value: SaidValue | undefined) => void;
}

/** One question for each facet: what the header says, and what the reader says instead. */
export function CorrectionFields({ fields, said, asked, onSaid }: CorrectionFieldsProps) {
  return (
    <div className={styles.fields}>
      {fields.map((field) => (
        <Question
          key={field.facet}
          field={field}
          value={said[field.facet]}
          isAsked={field.facet === asked}
          onSaid={(value) => onSaid(field.facet, value)}
        />
      ))}
    </div>
  );
}

interface QuestionProps {
  readonly field: CorrectionField;
  readonly value: SaidValue | undefined;
  readonly isAsked: boolean;
  readonly onSaid: (value: SaidValue | undefined) => void;
}

const unsaid = 'unsaid';
const mostOfBValue = 100_000;

function Question({ field, value, isAsked, onSaid }: QuestionProps) {
  const { t } = useTranslation();
  const { facet, values, header, now, saidBefore, isOfPatient } = field;
  const id = useId();
  const control = useRef<HTMLSelectElement & HTMLInputElement>(null);
  useEffect(() => {
    if (!isAsked) return;
    control.current?.focus();
    control.current?.scrollIntoView({ block: 'nearest' });
  }, [isAsked]);
  return (
    <div className={styles.question} data-facet={facet} data-said={value !== undefined}>
      <label htmlFor={id}>{say(facetSaid(facet, 'series'), t)}</label>
      {values === 'number' ? (
        <NumberAnswer id={id} control={control} now={say(now, t)} onSaid={onSaid} />
      ) : (
        <select
          ref={control}
          id={id}
          className={styles.select}
          value={value === undefined ? unsaid : JSON.stringify(value)}
          onChange={({ target }) =>
            onSaid(target.value === unsaid ? undefined : (JSON.parse(target.value) as SaidValue))
          }
        >
          <option value={unsaid}>{say({ key: 'correct.asItIs', params: { value: now } }, t)}</option>
          {values.map((each) => (
            <option key={String(each)} value={JSON.stringify(each)}>
              {say(valueSaid(facet, each), t)}
            </option>
          ))}
          <option value="null">{t('hanging.correct.unknown')}</option>
        </select>
      )}
      <span className={styles.header} dir="auto">
        {say(header, t)}
        {saidBefore !== undefined && (
          <span className={styles.before}>
            {' '}
            · {say({ key: 'correct.saidBefore', params: { value: saidBefore } }, t)}
          </span>
        )}
        {isOfPatient && ` · ${t('hanging.correct.onlyThisSeries')}`}
      </span>
    </div>
  );
}

interface NumberAnswerProps {
  readonly id: string;
  readonly control: Ref<HTMLInputElement>;
  readonly now: string;
  readonly onSaid: (value: number | undefined) => void;
}

/** Left empty, nothing is said. */
function NumberAnswer({ id, control, now, onSaid }: NumberAnswerProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const typed = text.trim() === '' ? undefined : Number(text);
  const isFit = typed === undefined || (typed >= 0 && typed <= mostOfBValue);
  return (
    <input
      ref={control}
      id={id}
      className={styles.select}
      inputMode="numeric"
      autoComplete="off"
      placeholder={now}
      value={text}
      aria-invalid={!isFit}
      title={isFit ? undefined : t('hanging.correct.notNumber')}
      onChange={({ target }) => {
        setText(target.value);
        const number = target.value.trim() === '' ? undefined : Number(target.value);
        onSaid(number !== undefined && number >= 0 && number <= mostOfBValue ? number : undefined);
      }}
    />
  );
}
