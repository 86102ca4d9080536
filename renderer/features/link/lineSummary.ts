import { isHostGone } from '#renderer/host/withoutHost.ts';
import { rateOfLines } from '#shared/contract/lineRate.ts';
import type { LinkSnapshot } from '#shared/contract/link.ts';
import type { RestReason } from '#shared/prefetch/budget.ts';

/**
 * The state of all lines in one word: that nobody is there to use them; away where none answers; else what comes; where nothing does why it rests, or which
 * line is away.
 */
export type LineSummary =
  | { readonly kind: 'away'; readonly count: number; readonly name: string; readonly isAll: boolean }
  | { readonly kind: 'noHost' }
  | { readonly kind: 'rests'; readonly rest: RestReason }
  | { readonly kind: 'fetching'; readonly bytesPerSecond: number | undefined; readonly roundTripMs: number | undefined }
  | { readonly kind: 'idle'; readonly roundTripMs: number | undefined };

export function summariseLines(snapshot: LinkSnapshot): LineSummary {
  const { lines, rest } = snapshot;
  if (isHostGone(snapshot)) return { kind: 'noHost' };
  const away = lines.filter(({ state }) => state === 'away');
  const fetching = lines.filter(({ state }) => state === 'fetching');
  if (away.length > 0 && away.length === lines.length)
    return { kind: 'away', count: away.length, name: away[0]?.name ?? '', isAll: true };
  if (fetching.length > 0) {
    const [busiest] = [...fetching].sort((one, other) => (other.bytesPerSecond ?? 0) - (one.bytesPerSecond ?? 0));
    return { kind: 'fetching', bytesPerSecond: rateOfLines(snapshot.lines), roundTripMs: busiest?.roundTripMs };
  }
  if (rest) return { kind: 'rests', rest };
  if (away.length > 0) return { kind: 'away', count: away.length, name: away[0]?.name ?? '', isAll: false };
  return { kind: 'idle', roundTripMs: lines.find(({ roundTripMs }) => roundTripMs !== undefined)?.roundTripMs };
}

/** Lines that do not answer while others do: marked beside the rate, so that a good rate does not hide them. */
export function awayBeside(snapshot: LinkSnapshot): number {
  if (isHostGone(snapshot)) return 0;
  const away = snapshot.lines.filter(({ state }) => state === 'away').length;
  return away === snapshot.lines.length ? 0 : away;
}
