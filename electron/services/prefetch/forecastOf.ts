import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { goodputMs, type LineEstimate, quantile } from '#shared/prefetch/bandwidth.ts';
import type { PrefetchForecast } from '#shared/prefetch/planPrefetch.ts';
import type { LinkBook } from '../link/index.ts';

export interface ForecastInput {
  readonly now: number;
  readonly readerFreeAt: number | undefined;
  readonly archiveIds: ReadonlySet<ArchiveId>;
  readonly lines: Pick<LinkBook, 'measure'> | undefined;
  readonly isAway: (archiveId: ArchiveId) => boolean;
  /** What each line was last known to carry: what was once said is not taken back for want of anything newer. */
  readonly known: Map<ArchiveId, LineEstimate>;
}

/** So many 10 s are needed before anything is said of a line. */
const leastPeriods = 2;

/** What is expected of the lines and of the reader, from what has been measured (rules O6, O11). */
export function forecastOf({ now, readerFreeAt, archiveIds, lines, isAway, known }: ForecastInput) {
  const estimates = new Map<ArchiveId, LineEstimate>();
  const bytesPerSecond = new Map<ArchiveId, number>();
  for (const archiveId of archiveIds) {
    const measured = lines?.measure(archiveId).estimate;
    if (measured && measured.goodputs.length >= leastPeriods && measured.goodputs.some((bytes) => bytes > 0)) {
      known.set(archiveId, measured);
    }
    const estimate = known.get(archiveId);
    if (!estimate) continue;
    const whileUp = estimate.goodputs.filter((bytes) => bytes > 0);
    const slow = (quantile(whileUp, 0.2) ?? 0) / (goodputMs / 1000);
    const upShare = whileUp.length / estimate.goodputs.length;
    if (slow > 0) bytesPerSecond.set(archiveId, slow * upShare);
    estimates.set(archiveId, estimate);
  }
  const forecast: PrefetchForecast = { now, bytesPerSecond, readerFreeAt };
  const estimateOf = (archiveId: ArchiveId) => (isAway(archiveId) ? undefined : estimates.get(archiveId));
  return { forecast, estimateOf };
}
