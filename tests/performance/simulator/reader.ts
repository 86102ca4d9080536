import { mostUrgentFirst } from '#shared/prefetch/mostUrgentFirst.ts';
import type { Random } from './random.ts';
import type { Shift, ShiftStudy } from './shift.ts';

export type Arrival = Omit<ShiftStudy, 'opensAt' | 'closesAt' | 'claimedAt'>;

/** How often the reader takes another than the most urgent, and how often a colleague takes one away. */
const deviates = 0.15;
const claimed = 0.05;
const shiftEndsAt = 9 * 3600;

/**
 * The reader sits down some time into the arrivals and takes the most urgent study that is there, now and then another,
 * until the shift ends. What was still being read then is finished.
 */
export function letRead(arrivals: readonly Arrival[], random: Random): Shift {
  const claims = new Map(
    arrivals.filter(() => random.chance(claimed)).map((one) => [one, one.arrivesAt + random.between(300, 7200)]),
  );
  const opened = new Map<Arrival, { readonly opensAt: number; readonly closesAt: number }>();
  const signsOnAt = random.between(1.5, 2.5) * 3600;
  const isWaiting = (one: Arrival, at: number) =>
    one.arrivesAt <= at && !opened.has(one) && (claims.get(one) ?? Number.POSITIVE_INFINITY) > at;
  let at = signsOnAt;
  while (at < shiftEndsAt) {
    const waiting = arrivals.filter((one) => isWaiting(one, at));
    const [first] = mostUrgentFirst(waiting, ({ plan }) => plan.study);
    if (!first) {
      at = Math.min(...arrivals.filter((one) => one.arrivesAt > at).map(({ arrivesAt }) => arrivesAt), shiftEndsAt);
      continue;
    }
    const chosen =
      first.priority !== 'STAT' && random.chance(deviates)
        ? (waiting[Math.floor(random.next() * waiting.length)] ?? first)
        : first;
    const closesAt = at + random.around(chosen.usualReading, 0.4);
    opened.set(chosen, { opensAt: at, closesAt });
    // Between two studies a report is signed and a breath taken.
    at = closesAt + random.between(5, 60);
  }
  return { signsOnAt, studies: arrivals.map((one) => asRead(one, opened.get(one), claims.get(one))) };
}

function asRead(
  arrival: Arrival,
  opened: { readonly opensAt: number; readonly closesAt: number } | undefined,
  claimedAt: number | undefined,
): ShiftStudy {
  return {
    ...arrival,
    opensAt: opened?.opensAt,
    closesAt: opened?.closesAt,
    claimedAt: opened ? undefined : claimedAt,
  };
}
