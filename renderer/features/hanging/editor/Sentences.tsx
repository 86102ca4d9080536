import { useTranslation } from 'react-i18next';
import type { Protocol, SeriesRule, StudyRule } from '#shared/hanging/protocol.ts';
import { Button } from '../../../ui/Button.tsx';
import { selectorSentence, studySentence } from '../sentences.ts';
import styles from './Editor.module.css';
import { useEditor, useSay } from './editorActs.ts';
import { priorAdded, studyRuleAdded, studyRuleChanged, studyRuleRemoved } from './model/editMatch.ts';
import {
  selectorAdded,
  seriesRuleAdded,
  seriesRuleChanged,
  seriesRuleRemoved,
  unusedSelectors,
} from './model/editSelectors.ts';
import { wantedOf } from './model/protocolList.ts';
import { PriorLine } from './PriorLine.tsx';
import { ProblemsAt } from './Problems.tsx';
import { RulePicker } from './RulePicker.tsx';
import { SelectorSettings } from './SelectorSettings.tsx';
import { isSamePlace, SentenceLine } from './SentenceLine.tsx';
import { SitesLine } from './SitesLine.tsx';

const newStudyRule: StudyRule = { facet: 'bodyPart', op: 'in', value: ['CHEST'], required: true, weight: 30 };
const newSeriesRule: SeriesRule = { facet: 'plane', op: 'in', value: ['AX'], weight: 10 };

/** The protocol in words: for which studies, what of earlier ones, and which series it wants. */
export function Sentences() {
  const { t } = useTranslation();
  const { protocol, edit, select, selection } = useEditor();
  const modality = wantedOf(protocol, 'modality');
  const addSelector = () => {
    const rules: SeriesRule[] = [{ facet: 'kind', op: 'eq', value: 'image', required: true }];
    const [, key] = selectorAdded(protocol, 'series', { label: t('hanging.editor.newSeries'), rules });
    edit((before) => selectorAdded(before, 'series', { label: t('hanging.editor.newSeries'), rules })[0], 'selector');
    select({ place: { kind: 'selector', selector: key } });
  };
  return (
    <div className={styles.sentences} data-testid="hanging-sentences">
      <h3>{t('hanging.editor.forStudies')}</h3>
      <StudyLine />
      <SitesLine />
      <h3>{t('hanging.editor.earlier')}</h3>
      {protocol.priors.map((prior) => (
        <PriorLine key={prior.id} prior={prior} />
      ))}
      {protocol.priors.length < 2 && (
        <Button kind="quiet" onClick={() => edit((before) => priorAdded(before, modality), 'prior')}>
          {t('hanging.editor.addPrior')}
        </Button>
      )}
      <h3>{t('hanging.editor.series')}</h3>
      <p className={styles.muted}>{t('hanging.editor.boldSaid')}</p>
      {orderedKeys(protocol, selection.stage).map((key) => (
        <SelectorLine key={key} name={key} />
      ))}
      <Button kind="quiet" onClick={addSelector}>
        {t('hanging.editor.addSeries')}
      </Button>
    </div>
  );
}

/** Those that the step on the screen shows first, by its boxes; then the others as the protocol has them. */
function orderedKeys({ selectors, stages }: Protocol, stage: number): readonly string[] {
  const boxes = stages[stage]?.screens.flatMap(({ viewports }) => viewports) ?? [];
  const shown = boxes.flatMap(({ layers }) => layers.map(({ selector }) => selector));
  return [...new Set([...shown.filter((key) => selectors[key]), ...Object.keys(selectors)])];
}

function StudyLine() {
  const { protocol, edit, selection, select } = useEditor();
  const { place } = selection;
  const rule = place?.kind === 'study' ? protocol.match.study[place.rule] : undefined;
  const add = () => {
    edit((before) => studyRuleAdded(before, newStudyRule), 'rule');
    select({ place: { kind: 'study', rule: protocol.match.study.length } });
  };
  return (
    <SentenceLine sentence={studySentence(protocol)} onAdd={add}>
      <ProblemsAt within="match" />
      {place?.kind === 'study' && rule && (
        <RulePicker
          key={place.rule}
          rule={rule}
          of="study"
          onChange={(changed) =>
            edit((before) => studyRuleChanged(before, place.rule, changed), 'rule', `study ${place.rule}`)
          }
          onRemove={() => {
            edit((before) => studyRuleRemoved(before, place.rule), 'ruleGone');
            select({ place: undefined });
          }}
          onClose={() => select({ place: undefined })}
        />
      )}
    </SentenceLine>
  );
}

function SelectorLine({ name }: { name: string }) {
  const { t } = useTranslation();
  const say = useSay();
  const { protocol, edit, selection, select } = useEditor();
  const sentence = selectorSentence(protocol, name);
  if (!sentence) return null;
  const { place } = selection;
  const at = place?.kind === 'selector' && place.selector === name ? place : undefined;
  const index = at?.rule;
  const rule = index === undefined ? undefined : protocol.selectors[name]?.rules[index];
  const add = () => {
    edit((before) => seriesRuleAdded(before, name, newSeriesRule), 'rule');
    select({ place: { kind: 'selector', selector: name, rule: protocol.selectors[name]?.rules.length ?? 0 } });
  };
  const isOpen = isSamePlace(place, sentence.at);
  const boxes = boxesOf(protocol, name, selection.stage);
  return (
    <div className={styles.selector} data-selector={name}>
      <SentenceLine
        sentence={sentence}
        onAdd={add}
        lead={
          <button
            type="button"
            className={styles.selectorName}
            aria-expanded={isOpen}
            onClick={() => select({ place: isOpen ? undefined : sentence.at })}
          >
            {say(sentence.lead)}
            {boxes !== '' && <span className={styles.inBox}>{boxes}</span>}
          </button>
        }
      >
        <ProblemsAt within={`selectors.${name}`} />
        {unusedSelectors(protocol).includes(name) && <p className={styles.muted}>{t('hanging.editor.unused')}</p>}
        {rule && index !== undefined && (
          <RulePicker
            key={index}
            rule={rule}
            of="series"
            onChange={(changed) =>
              edit((before) => seriesRuleChanged(before, name, index, changed), 'rule', `${name} ${index}`)
            }
            onRemove={() => {
              edit((before) => seriesRuleRemoved(before, name, index), 'ruleGone');
              select({ place: sentence.at });
            }}
            onClose={() => select({ place: undefined })}
          />
        )}
        {isOpen && <SelectorSettings name={name} />}
      </SentenceLine>
    </div>
  );
}

/** Letters of the boxes of a step that show it: "A, C". */
function boxesOf({ stages }: Protocol, name: string, stage: number): string {
  const boxes = stages[stage]?.screens.flatMap(({ viewports }) => viewports) ?? [];
  return boxes
    .filter(({ layers }) => layers.some(({ selector }) => selector === name))
    .map(({ id }) => id.toUpperCase())
    .join(', ');
}
