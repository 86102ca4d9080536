import { failureOf } from '#shared/contract/failures.ts';
import type { LineDescription, LinkSnapshot } from '#shared/contract/link.ts';
import type { WorklistItem, WorklistSnapshot } from '#shared/contract/worklist.ts';

const gone = failureOf('HostGone');

/**
 * The list as it is true while the host is away: of what is not here, nothing comes, and no time is promised. What is
 * here stays as it was; the host that comes back is asked for everything anew.
 */
export function listWithoutHost(list: WorklistSnapshot): WorklistSnapshot {
  return { ...list, items: list.items.map(itemWithoutHost) };
}

function itemWithoutHost(item: WorklistItem): WorklistItem {
  const { readyBetween: _when, misses: _late, rest: _rest, ...readiness } = item.readiness;
  if (readiness.state === 'complete' || readiness.state === 'noImages') return item;
  return { ...item, readiness: { ...readiness, failure: gone } };
}

/** The line as it is true while the host is away: nobody fetches, so there is no rate and no time. */
export function linkWithoutHost(snapshot: LinkSnapshot): LinkSnapshot {
  return {
    ...snapshot,
    lines: snapshot.lines.map(lineWithoutHost),
    transfers: snapshot.transfers.map(({ readyBetween: _when, ...transfer }) => ({ ...transfer, isFetching: false })),
  };
}

function lineWithoutHost({ bytesPerSecond: _rate, roundTripMs: _trip, ...line }: LineDescription): LineDescription {
  return { ...line, state: 'away', failure: gone, connections: 0 };
}

/** Whether it is not a line that is away, but the host that would use it. */
export function isHostGone({ lines }: Pick<LinkSnapshot, 'lines'>): boolean {
  return lines.some(({ failure }) => failure?.code === 'HostGone');
}
