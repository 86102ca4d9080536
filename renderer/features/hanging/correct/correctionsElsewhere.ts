import type { FacetCorrection } from '#shared/contract/hanging.ts';
import type { StudySnapshot } from '#shared/contract/studies.ts';
import { textOf } from '#shared/dicom/dicomJson.ts';
import { scannerSeriesOf } from '#shared/dicom/series/corrections.ts';
import { correctionsOn } from './correctionsOn.ts';

/** What was said, and the series that it was said of, by number and name. */
export interface CorrectionElsewhere {
  readonly correction: FacetCorrection;
  readonly name: string;
}

/**
 * What was said of other series of the studies on the desk: once the study hangs by it, what was put right is seldom what
 * hangs, and whoever takes it back must not have to look for it. `own`: what is shown of this series already.
 */
export function correctionsElsewhere(
  corrections: readonly FacetCorrection[],
  snapshots: readonly Pick<StudySnapshot, 'item' | 'series'>[],
  own: readonly FacetCorrection[],
): readonly CorrectionElsewhere[] {
  const found = new Map<string, CorrectionElsewhere>();
  for (const { item, series } of snapshots) {
    for (const { seriesInstanceUID, instances } of series) {
      const [dataset] = instances;
      if (!dataset) continue;
      const words = [textOf(dataset, 'SeriesNumber'), textOf(dataset, 'SeriesDescription')];
      const name = words.filter((word) => word !== undefined && word !== '').join(' · ');
      const { archiveId } = item.study;
      const said = correctionsOn(corrections, { archiveId, seriesInstanceUID, scanner: scannerSeriesOf(dataset) });
      for (const correction of said) if (!found.has(correction.id)) found.set(correction.id, { correction, name });
    }
  }
  const ownIds = new Set(own.map(({ id }) => id));
  return [...found.values()].filter(({ correction }) => !ownIds.has(correction.id));
}
