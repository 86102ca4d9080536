import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { HangSeries, StudyToHang } from '#shared/hanging/hanging.ts';
import { formatDate } from '../../../i18n/format.ts';
import { Isolated } from '../../../ui/PersonName.tsx';
import { Select } from '../../../ui/Select.tsx';
import { TrialStrip } from '../preview/TrialStrip.tsx';
import { useTrials } from '../preview/useTrials.ts';
import { exampleSeries } from './boxDrag.ts';
import styles from './Editor.module.css';
import { useEditor } from './editorActs.ts';
import { seriesName } from './seriesName.ts';
import { useDropSeries } from './useDropSeries.ts';
import type { TriedStudy } from './useExamples.ts';
import { useInForce } from './useProtocols.ts';
import { Warnings } from './Warnings.tsx';

interface PreviewPaneProps {
  /** Undefined: not answered yet. */
  readonly studies: readonly TriedStudy[] | undefined;
  readonly onExample: (study: string) => void;
}

/** What the protocol would do before it is kept: to the example, and to the last studies of the kind. */
export function PreviewPane({ studies, onExample }: PreviewPaneProps) {
  const { t } = useTranslation();
  const { example, protocol } = useEditor();
  // Tried as if it were on: whoever writes it wants to know before turning it on.
  const tried = useMemo(() => ({ ...protocol, enabled: true }), [protocol]);
  const trials = useTrials(studies, tried, useInForce());
  return (
    <div className={styles.preview} data-testid="hanging-preview">
      <h3>{t('hanging.editor.tried')}</h3>
      <TrialStrip {...trials} />
      <Warnings protocol={protocol} except={protocol.basedOn} />
      {example && (
        <>
          <h3>{t('hanging.editor.example')}</h3>
          <Select
            label={t('hanging.editor.exampleStudy')}
            value={example.toHang.id}
            options={(studies ?? []).map(({ item, toHang }) => ({ value: toHang.id, label: nameOf(item) }))}
            onChange={onExample}
          />
          <ExampleSeries study={example.toHang} of={example.toHang.id} series={example.toHang.series} />
          {example.toHang.priors.map(
            (prior) =>
              prior.series && (
                <div key={prior.id}>
                  <h4>{t('hanging.editor.earlierOf', { date: formatDate(prior.date) })}</h4>
                  <ExampleSeries study={example.toHang} of={prior.id} series={prior.series} />
                </div>
              ),
          )}
        </>
      )}
    </div>
  );
}

function nameOf({ studyDescription, modalities, studyDate }: TriedStudy['item']): string {
  return [formatDate(studyDate), studyDescription ?? modalities.join(', ')].filter((part) => part !== '').join(' ');
}

interface ExampleSeriesProps {
  readonly study: StudyToHang;
  readonly of: string;
  readonly series: readonly HangSeries[];
}

/** Series to drag onto a box; Enter puts one into the box that the hands are on. */
function ExampleSeries({ of, series }: ExampleSeriesProps) {
  const { t } = useTranslation();
  const { selection } = useEditor();
  const { put } = useDropSeries({ stage: selection.stage, screen: selection.screen, id: selection.box ?? '' });
  const shown = series.filter(({ facets }) => facets.kind.value === 'image');
  return (
    <ul className={styles.exampleSeries}>
      {shown.map((each) => (
        <li key={each.id}>
          <button
            type="button"
            className={styles.seriesRow}
            draggable
            title={t('hanging.editor.dragSeries')}
            data-series={each.seriesInstanceUID}
            onDragStart={({ dataTransfer }) => {
              dataTransfer.setData(exampleSeries, `${of}\n${each.id}`);
              dataTransfer.effectAllowed = 'copy';
            }}
            onClick={() => {
              if (selection.box !== undefined) put({ study: of, series: each.id });
            }}
          >
            <Isolated text={seriesName(each)} />
            <span className={styles.muted}>{t('series.count', { count: each.facets.count.value ?? 0 })}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
