import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { Hanging, HangSeries, HungViewport, StudyToHang } from '#shared/hanging/hanging.ts';
import { firstStageOf } from '#shared/hanging/trial.ts';
import { Isolated } from '../../../ui/PersonName.tsx';
import styles from './Preview.module.css';

interface HangDiagramProps {
  readonly study: StudyToHang;
  readonly hanging: Hanging;
}

/** The boxes of the stage that would hang first, small, with the series that would hang in each. */
export function HangDiagram({ study, hanging }: HangDiagramProps) {
  const stage = firstStageOf(hanging);
  if (!stage) return null;
  return (
    <div className={styles.screens} data-testid="hang-diagram">
      {stage.screens.map(({ rows, columns, viewports }, place) => {
        const grid: CSSProperties = {
          gridTemplateRows: `repeat(${rows}, minmax(0, 1fr))`,
          gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
          aspectRatio: `${columns} / ${rows * 0.8}`,
        };
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a screen has no other name than its place.
          <div key={place} className={styles.screen} style={grid}>
            {viewports.map((viewport) => (
              <DiagramBox key={viewport.id} viewport={viewport} study={study} hanging={hanging} />
            ))}
          </div>
        );
      })}
    </div>
  );
}

function DiagramBox({ viewport, study, hanging }: HangDiagramProps & { readonly viewport: HungViewport }) {
  const { t } = useTranslation();
  const { at, layers } = viewport;
  const [row, column, rows, columns] = at;
  const under = layers[0];
  const binding = under && hanging.bindings[under.selector];
  const series = binding && seriesIn(study, binding.study, binding.series);
  const reason = under && hanging.unbound[under.selector]?.reason;
  const state = binding ? (binding.via?.kind === 'fallback' ? 'standsIn' : 'bound') : under ? 'empty' : 'free';
  const isEarlier = binding !== undefined && binding.study !== study.id;
  const name = series ? nameOf(series) : reason ? t(`hanging.preview.empty.${reason}`) : '';
  return (
    <div
      className={styles.box}
      data-state={state}
      data-earlier={isEarlier}
      style={{ gridArea: `${row + 1} / ${column + 1} / span ${rows} / span ${columns}` }}
      title={under ? t('hanging.preview.box', { wanted: under.label, name }) : undefined}
    >
      <Isolated text={name} />
      {isEarlier && <small>{t('hanging.preview.earlier')}</small>}
    </div>
  );
}

function seriesIn(study: StudyToHang, of: string, series: string): HangSeries | undefined {
  const all = of === study.id ? study.series : study.priors.find(({ id }) => id === of)?.series;
  return all?.find(({ id }) => id === series);
}

/** What a reader knows a series by: what was written of it, else its number. */
function nameOf({ seriesNumber, facets }: HangSeries): string {
  return (
    facets.description.value ?? (seriesNumber === undefined ? (facets.modality.value ?? '') : String(seriesNumber))
  );
}
