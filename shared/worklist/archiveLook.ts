/** What an archive says a study has, in the answer of its search; undefined where it does not say. */
export interface StudyCounts {
  readonly series: number | undefined;
  readonly instances: number | undefined;
}

/** What an archive counted of a study, since when it has counted the same, and when it was last asked; epoch ms. */
export interface ArchiveLook extends StudyCounts {
  readonly firstAt: number;
  readonly lastAt: number;
  /** The same on a clock that never jumps; undefined where the counting began before this start of the program. */
  readonly firstMs?: number | undefined;
  readonly lastMs?: number | undefined;
}

/** A scanner that is still sending makes pauses; counts that stood still for so long are believed (link.md V7). */
const settledAfterMs = 120_000;

/**
 * The archive was asked again. Other counts, or a clock that was set back, begin the waiting anew.
 * @param at epoch ms. @param monotonicMs by which a clock that was set forward has not made two minutes pass.
 */
export function lookAgain(
  before: ArchiveLook | undefined,
  counts: StudyCounts,
  at: number,
  monotonicMs: number,
): ArchiveLook {
  const { series, instances } = counts;
  const isSame = before && before.series === series && before.instances === instances && before.lastAt <= at;
  const first = isSame ? before : { firstAt: at, firstMs: monotonicMs };
  return { series, instances, firstAt: first.firstAt, lastAt: at, firstMs: first.firstMs, lastMs: monotonicMs };
}

/** Reports that were sent from here into their study, as one series: the archive counts them as it counts images. */
export interface OwnReports {
  readonly seriesInstanceUID: string;
  /** The archive has said that it has them. */
  readonly delivered: number;
  /** Sent, and not confirmed: they may be there. */
  readonly underWay: number;
}

/** Of a count that is higher than what the lists name, so much is reports of our own that they do not name yet. */
export function ownUnlisted(
  instances: number | undefined,
  listed: { readonly instances: number; readonly own: number },
  own: OwnReports | undefined,
): number {
  const notListed = Math.max(0, (own?.delivered ?? 0) - listed.own);
  return Math.min(notListed, Math.max(0, (instances ?? 0) - listed.instances));
}

/** What the archive counts without the reports of our own that its lists, as they were read, do not name (V8). */
export function withoutOwn<Counts extends StudyCounts>(
  counts: Counts,
  listed: { readonly series: number; readonly instances: number; readonly own: number },
  own: OwnReports | undefined,
): Counts {
  const { series, instances } = counts;
  const isSeriesUnlisted = (own?.delivered ?? 0) > 0 && listed.own === 0;
  return {
    ...counts,
    instances: instances === undefined ? undefined : instances - ownUnlisted(instances, listed, own),
    series: isSeriesUnlisted && series !== undefined && series > listed.series ? series - 1 : series,
  };
}

/** Whether the archive counts more than its own lists name (V6). Without counts there is nothing to be short of. */
export function isListShort(
  counts: StudyCounts,
  listed: { readonly series: number; readonly instances: number },
): boolean {
  const { series, instances } = counts;
  return (instances !== undefined && listed.instances < instances) || (series !== undefined && listed.series < series);
}

/**
 * As of when a study is complete: its lists name as much as the archive counts, in two looks far enough apart. Undefined
 * while that has not been seen, and where the archive gives no counts: then it is complete as listed, no more.
 */
export function agreedAt(
  look: ArchiveLook | undefined,
  listed: { readonly series: number; readonly instances: number },
): number | undefined {
  if (look?.instances !== listed.instances) return undefined;
  if (look.series !== undefined && look.series !== listed.series) return undefined;
  const { firstMs, lastMs, firstAt, lastAt } = look;
  const passedMs = firstMs === undefined || lastMs === undefined ? lastAt - firstAt : lastMs - firstMs;
  return Math.min(passedMs, lastAt - firstAt) >= settledAfterMs ? lastAt : undefined;
}
