import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { seriesFacetNames, studyFacetNames } from '#shared/hanging/protocol.ts';
import { Button } from '../../../ui/Button.tsx';
import { facetSaid } from '../why/facetWords.ts';
import styles from './Editor.module.css';
import { useSay } from './editorActs.ts';
import {
  operatorsFor,
  type Rule,
  shownOperator,
  strengthOf,
  strengths,
  withFacet,
  withOperator,
  withStrength,
} from './model/facetChoices.ts';
import { ValuePicker } from './ValuePicker.tsx';

interface RulePickerProps<Own extends Rule> {
  readonly rule: Own;
  readonly of: 'series' | 'study';
  readonly onChange: (rule: Own) => void;
  readonly onRemove: () => void;
  readonly onClose: () => void;
}

/** One thing that is asked for, as choices of a few words each; every change holds at once, and can be taken back. */
export function RulePicker<Own extends Rule>({ rule, of, onChange, onRemove, onClose }: RulePickerProps<Own>) {
  const { t } = useTranslation();
  const say = useSay();
  const id = useId();
  const names: readonly Own['facet'][] = of === 'series' ? seriesFacetNames : studyFacetNames;
  const shown = shownOperator(rule);
  const known = operatorsFor(rule.facet);
  // A protocol from elsewhere may ask in a way that is not offered; it is shown as it is.
  const offered = known.includes(shown) ? known : [shown, ...known];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes what its own controls have opened.
    <div
      className={styles.picker}
      data-testid="rule-picker"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
    >
      <div className={styles.pickerLine}>
        <select
          className={styles.select}
          aria-label={t('hanging.editor.rule.facet')}
          value={rule.facet}
          // biome-ignore lint/a11y/noAutofocus: opened by the person's own key or click, and left by Escape.
          autoFocus
          onChange={({ target }) => {
            const facet = names.find((name) => name === target.value);
            if (facet) onChange(withFacet(rule, facet));
          }}
        >
          {names.map((name) => (
            <option key={name} value={name}>
              {say(facetSaid(name, of))}
            </option>
          ))}
        </select>
        <select
          className={styles.select}
          aria-label={t('hanging.editor.rule.op')}
          value={shown}
          onChange={({ target }) => {
            const op = offered.find((each) => each === target.value);
            if (op) onChange(withOperator(rule, op));
          }}
        >
          {offered.map((op) => (
            <option key={op} value={op}>
              {t(`hanging.editor.ops.${op}`)}
            </option>
          ))}
        </select>
      </div>
      <ValuePicker rule={rule} onChange={onChange} />
      <div className={styles.pickerLine}>
        <label htmlFor={id}>{t('hanging.editor.rule.strength')}</label>
        <select
          id={id}
          className={styles.select}
          value={strengthOf(rule)}
          onChange={({ target }) => {
            const strength = strengths.find((each) => each === target.value);
            if (strength) onChange(withStrength(rule, strength));
          }}
        >
          {strengths.map((strength) => (
            <option key={strength} value={strength}>
              {t(`hanging.editor.strength.${strength}`)}
            </option>
          ))}
        </select>
        <span className={styles.apart} />
        <Button kind="quiet" onClick={onRemove}>
          {t('hanging.editor.rule.remove')}
        </Button>
        <Button onClick={onClose}>{t('hanging.editor.rule.done')}</Button>
      </div>
    </div>
  );
}
