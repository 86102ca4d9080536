import { useTranslation } from 'react-i18next';
import { mostOfProtocol } from '#shared/hanging/protocol.ts';
import { facetSaid, valueSaid } from '../why/facetWords.ts';
import styles from './Editor.module.css';
import { useSay } from './editorActs.ts';
import { facetChoice, type Rule, shownOperator, valuesOf, withOperator } from './model/facetChoices.ts';
import { NumberInput } from './NumberInput.tsx';

interface ValuePickerProps<Own extends Rule> {
  readonly rule: Own;
  readonly onChange: (rule: Own) => void;
}

/** The value that a rule asks for, by what its facet can be: words to press, a number, yes or no, or text. */
export function ValuePicker<Own extends Rule>({ rule, onChange }: ValuePickerProps<Own>) {
  const op = shownOperator(rule);
  if (op === 'exists' || op === 'absent' || op === 'max' || op === 'min') return null;
  if (op === 'in' || op === 'notIn') return <Choices rule={withOperator(rule, op)} onChange={onChange} />;
  if (op === 'between' || op === 'gte' || op === 'lte') return <Numbers rule={rule} onChange={onChange} />;
  if (facetChoice(rule.facet).kind === 'flag') return <Flag rule={rule} onChange={onChange} />;
  return <Text rule={rule} onChange={onChange} />;
}

function Choices<Own extends Rule>({ rule, onChange }: ValuePickerProps<Own>) {
  const say = useSay();
  const chosen = valuesOf(rule).filter((value) => typeof value !== 'boolean');
  const choice = facetChoice(rule.facet);
  const offered = choice.kind === 'choice' ? choice.values : [];
  // What a protocol from elsewhere names stays, and can be taken away.
  const others = chosen.filter((value) => typeof value === 'number' || !offered.includes(value));
  const toggle = (value: string | number) => {
    const next = chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value];
    if (next.length > 0) onChange({ ...rule, value: next });
  };
  return (
    <div className={styles.chips}>
      {[...offered, ...others].map((value) => (
        <button
          key={value}
          type="button"
          className={styles.chip}
          aria-pressed={chosen.includes(value)}
          onClick={() => toggle(value)}
        >
          {say(valueSaid(rule.facet, value))}
        </button>
      ))}
    </div>
  );
}

function Flag<Own extends Rule>({ rule, onChange }: ValuePickerProps<Own>) {
  const say = useSay();
  return (
    <div className={styles.chips}>
      {[true, false].map((value) => (
        <button
          key={String(value)}
          type="button"
          className={styles.chip}
          aria-pressed={rule.value === value}
          onClick={() => onChange({ ...rule, value })}
        >
          {say(valueSaid(rule.facet, value))}
        </button>
      ))}
    </div>
  );
}

function Numbers<Own extends Rule>({ rule, onChange }: ValuePickerProps<Own>) {
  const { t } = useTranslation();
  const say = useSay();
  const values = valuesOf(rule).map(Number);
  const put = (at: number, number: number) => {
    const next = values.map((value, index) => (index === at ? number : value));
    onChange({ ...rule, value: rule.op === 'between' ? next : number });
  };
  return (
    <div className={styles.pickerLine}>
      {values.map((value, at) => (
        <NumberInput
          // biome-ignore lint/suspicious/noArrayIndexKey: the lower and the upper end have no other name.
          key={at}
          label={say(facetSaid(rule.facet, 'series'))}
          value={value}
          onChange={(number) => put(at, number)}
        />
      ))}
      <span className={styles.muted}>{t(`hanging.editor.units.${rule.facet}`, { defaultValue: '' })}</span>
    </div>
  );
}

function Text<Own extends Rule>({ rule, onChange }: ValuePickerProps<Own>) {
  const { t } = useTranslation();
  const isPattern = rule.op === 'regex' || rule.op === 'notRegex';
  return (
    <div className={styles.pickerColumn}>
      <input
        className={styles.text}
        aria-label={t('hanging.editor.rule.text')}
        spellCheck={false}
        autoComplete="off"
        maxLength={mostOfProtocol.pattern}
        value={typeof rule.value === 'string' ? rule.value : ''}
        onChange={({ target }) => onChange({ ...rule, value: target.value })}
      />
      {isPattern && (
        <input
          className={styles.text}
          aria-label={t('hanging.editor.rule.why')}
          placeholder={t('hanging.editor.rule.why')}
          maxLength={200}
          value={rule.why ?? ''}
          onChange={({ target }) => onChange({ ...rule, why: target.value === '' ? undefined : target.value })}
        />
      )}
    </div>
  );
}
