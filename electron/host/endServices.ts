import type { ServicesOptions } from './createServices.ts';
import type { Work, WorkNeeds } from './joinWork.ts';
import { settledWithin } from './settledWithin.ts';

/** What waits for nothing outside is done in a blink; whoever still is not is left behind, for the keys must go. */
const endWithinMs = 2_000;

type Ending = WorkNeeds & Work & { readonly life: AbortController };

/** Cuts off every question to an archive, waits a moment for those who asked, and closes the stores in any case. */
export async function endServices({ world, log }: ServicesOptions, parts: Ending): Promise<void> {
  const { announcements, life, prober, signIns, reports, reading, archives, book, cache, records } = parts;
  const { prefetcher, worklist, loader, headers, queue, laterChecks, checker } = reading;
  announcements.stop();
  parts.stopWatching();
  laterChecks?.stop();
  checker?.stop();
  life.abort();
  const ending = [prober, signIns, reports, prefetcher, worklist, loader, headers, queue].map((one) => one?.stop());
  const { unfinished, errors } = await settledWithin(world.clock, endWithinMs, [...ending, archives.close()]);
  if (unfinished > 0 || errors.length > 0) log.warn('services.endedHard', { unfinished, errors: errors.length });
  book.stop();
  await cache.close();
  records.close();
}
