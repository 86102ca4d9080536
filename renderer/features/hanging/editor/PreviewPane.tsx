import { useTranslation } from 'react-i18next';
import type { HangSeries, StudyToHang } from '#shared/hanging/hanging.ts';
import { formatDate } from '../../../i18n/format.ts';
import { Isolated } from '../../../ui/PersonName.tsx';
import { exampleSeries } from './boxDrag.ts';
import styles from './Editor.module.css';
import { useEditor } from './editorActs.ts';
import { OvertakesLine } from './OvertakesLine.tsx';
import { seriesName } from './seriesName.ts';
import { TriedStrip } from './TriedStrip.tsx';
import { useDropSeries } from './useDropSeries.ts';
import type { TriedStudy } from './useExamples.ts';

interface PreviewPaneProps {
  /** Undefined: not answered yet. */
  readonly studies: readonly TriedStudy[] | undefined;
  readonly onExample: (study: string) => void;
}

/** What the protocol would do before it is kept: to the example, and to the last studies of the kind. */
export function PreviewPane({ studies, onExample }: PreviewPaneProps) {
  const { t } = useTranslation();
  const { example } = useEditor();
  return (
    <div className={styles.preview} data-testid="hanging-preview">
      <h3>{t('hanging.editor.tried')}</h3>
      {studies === undefined ? (
        <p className={styles.muted}>{t('hanging.editor.asking')}</p>
      ) : (
        <TriedStrip studies={studies} chosen={example?.toHang.id} onChoose={onExample} />
      )}
      <OvertakesLine />
      {example && (
        <>
          <h3>{t('hanging.editor.example')}</h3>
          <p className={styles.exampleName}>
            <Isolated text={example.item.studyDescription ?? example.item.modalities.join(', ')} />{' '}
            <span className={styles.muted}>{formatDate(example.item.studyDate)}</span>
          </p>
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
            disabled={false}
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
