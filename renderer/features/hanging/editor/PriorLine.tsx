import { useTranslation } from 'react-i18next';
import type { PriorWanted } from '#shared/hanging/protocol.ts';
import { Button } from '../../../ui/Button.tsx';
import { Checkbox } from '../../../ui/Field.tsx';
import { Select } from '../../../ui/Select.tsx';
import { valueSaid } from '../why/facetWords.ts';
import styles from './Editor.module.css';
import { useEditor, useSay } from './editorActs.ts';
import { priorChanged, priorRemoved } from './model/editMatch.ts';
import { modalities } from './model/facetChoices.ts';
import { isSamePlace } from './SentenceLine.tsx';

const daysInYear = 365;
/** Ages that are chosen between, in years; 0: any. */
const ages = [0, 1, 2, 5, 10];

/** "The newest earlier CT of the same part, not older than 5 years": pressed, its choices. */
export function PriorLine({ prior }: { prior: PriorWanted }) {
  const { t } = useTranslation();
  const say = useSay();
  const { selection, select } = useEditor();
  const at = { kind: 'prior', prior: prior.id } as const;
  const isOpen = isSamePlace(selection.place, at);
  const kinds = prior.modalities ? say(valueSaid('modality', prior.modalities, 'or')) : t('hanging.editor.anyKind');
  const years = Math.round((prior.age?.maxDays ?? 0) / daysInYear);
  return (
    <div className={styles.selector}>
      <p className={styles.sentence}>
        <button
          type="button"
          className={styles.phrase}
          data-strength="must"
          aria-expanded={isOpen}
          onClick={() => select({ place: isOpen ? undefined : at })}
        >
          {t('hanging.editor.priorSaid', {
            relation: t(`hanging.editor.relation.${prior.relation}`),
            kinds,
            part: t(`hanging.editor.part.${prior.bodyPart}`),
          })}
        </button>
        {years > 0 && <span className={styles.tail}>{t('hanging.editor.notOlder', { count: years })}</span>}
        {!prior.optional && <span className={styles.tail}>{t('hanging.editor.onlyWithPrior')}</span>}
      </p>
      {isOpen && <PriorChoices prior={prior} years={years} />}
    </div>
  );
}

function PriorChoices({ prior, years }: { prior: PriorWanted; years: number }) {
  const { t } = useTranslation();
  const say = useSay();
  const { edit, select } = useEditor();
  const put = (change: Partial<Omit<PriorWanted, 'id'>>) =>
    edit((before) => priorChanged(before, prior.id, change), 'prior');
  const chosen = prior.modalities ?? [];
  const toggle = (modality: string) => {
    const next = chosen.includes(modality) ? chosen.filter((each) => each !== modality) : [...chosen, modality];
    put({ modalities: next.length === 0 ? undefined : next });
  };
  const offeredAges = ages.includes(years) ? ages : [...ages, years];
  return (
    <div className={styles.picker}>
      <Select
        label={t('hanging.editor.which')}
        value={prior.relation}
        options={(['mostRecent', 'oldest'] as const).map((value) => ({
          value,
          label: t(`hanging.editor.relation.${value}`),
        }))}
        onChange={(relation) => put({ relation, n: undefined })}
      />
      <div className={styles.chips}>
        {modalities.map((modality) => (
          <button
            key={modality}
            type="button"
            className={styles.chip}
            aria-pressed={chosen.includes(modality)}
            onClick={() => toggle(modality)}
          >
            {say(valueSaid('modality', modality))}
          </button>
        ))}
      </div>
      <Select
        label={t('hanging.editor.bodyPart')}
        value={prior.bodyPart}
        options={(['same', 'overlap', 'any'] as const).map((value) => ({
          value,
          label: t(`hanging.editor.part.${value}`),
        }))}
        onChange={(bodyPart) => put({ bodyPart })}
      />
      <Select
        label={t('hanging.editor.age')}
        value={String(years)}
        options={offeredAges.map((age) => ({
          value: String(age),
          label: age === 0 ? t('hanging.editor.anyAge') : t('hanging.editor.notOlder', { count: age }),
        }))}
        onChange={(value) => {
          const { maxDays: _before, ...age } = prior.age ?? {};
          const next = value === '0' ? age : { ...age, maxDays: Number(value) * daysInYear };
          put({ age: Object.keys(next).length === 0 ? undefined : next });
        }}
      />
      <Checkbox
        label={t('hanging.editor.needsPrior')}
        checked={!prior.optional}
        onChange={({ target }) => put({ optional: !target.checked })}
      />
      <div className={styles.pickerLine}>
        <Button
          kind="quiet"
          onClick={() => {
            edit((before) => priorRemoved(before, prior.id), 'priorGone');
            select({ place: undefined });
          }}
        >
          {t('hanging.editor.removePrior')}
        </Button>
        <span className={styles.apart} />
        <Button onClick={() => select({ place: undefined })}>{t('hanging.editor.rule.done')}</Button>
      </div>
    </div>
  );
}
