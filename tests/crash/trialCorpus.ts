import { z } from 'zod';
import type { FrameToKeep } from '#electron/services/cache/index.ts';
import type { FrameKey, StudyRef } from '#shared/dicom/frameKey.ts';
import { frame, keyOf, seriesOf, seriesUID, study } from '../fixtures/cachedFrames.ts';

/** What a fetching child says. */
export const said = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fetched'), number: z.number(), bytes: z.number() }),
  z.object({ kind: z.literal('kept'), number: z.number() }),
  z.object({ kind: z.literal('synced'), pack: z.string(), size: z.number() }),
  z.object({ kind: z.literal('resumed'), afterMs: z.number() }),
  z.object({ kind: z.literal('letGo'), study: z.number() }),
]);
export type Said = z.infer<typeof said>;

const studies = 3;
const seriesInStudy = 2;
const framesInSeries = 25;

export const trialStudies: readonly StudyRef[] = Array.from({ length: studies }, (_, index) => study(index + 1));

export interface TrialFrame {
  /** Counts from 0. */
  readonly number: number;
  readonly study: number;
  readonly key: FrameKey;
  readonly bytes: number;
  make(): FrameToKeep;
}

export const trialSeries = trialStudies.flatMap((ref, index) =>
  Array.from({ length: seriesInStudy }, (_, series) => ({
    study: ref,
    series: seriesOf(seriesUID(index * 10 + series), framesInSeries),
  })),
);

/** About 27 MB: more than comes to rest at once. */
export const trialFrames: readonly TrialFrame[] = trialSeries.flatMap(({ study: ref, series }, at) =>
  Array.from({ length: framesInSeries }, (_, index): TrialFrame => {
    const number = at * framesInSeries + index;
    const bytes = 2_000 + ((number * 104_729) % 350_000);
    return {
      number,
      study: Math.floor(at / seriesInStudy),
      key: keyOf(ref, series.seriesInstanceUID, index + 1),
      bytes,
      make: () => frame(ref, series.seriesInstanceUID, index + 1, bytes),
    };
  }),
);
