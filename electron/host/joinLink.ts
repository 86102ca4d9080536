import type { LinkBook } from '#electron/services/link/index.ts';
import type { FetchQueue, StudyArrival } from '#electron/services/prefetch/index.ts';
import type { Settings } from '#electron/services/settings/index.ts';
import { type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type {
  LineDescription,
  LinkSnapshot,
  NetworkDescription,
  StorageDescription,
  StudyTransfer,
} from '#shared/contract/link.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { quantile } from '#shared/prefetch/bandwidth.ts';
import { countedBytes } from '#shared/prefetch/budget.ts';
import type { LineBudget } from './lineBudget.ts';

/** What a person sees of the lines and may say about them. */
export interface LinkDesk {
  read(): Result<LinkSnapshot, Failure>;
  setPaused(paused: boolean): Result<Record<string, never>, Failure>;
  allowOverCap(): Result<Record<string, never>, Failure>;
  markNetwork(networkId: string, isMetered: boolean): Result<Record<string, never>, Failure>;
}

export interface LinkNeeds {
  readonly sources: () => readonly { readonly archiveId: ArchiveId; readonly name: string; readonly kind: string }[];
  readonly settings: Settings;
  readonly book: Pick<LinkBook, 'measure' | 'usage'>;
  readonly budget: Pick<LineBudget, 'now' | 'setPaused' | 'allowOverCap' | 'isPaused' | 'isOverCapAllowed'>;
  readonly queue: Pick<FetchQueue, 'lineStateOf' | 'lineFailureOf' | 'isFetching'>;
  readonly storage: () => StorageDescription;
  readonly arrivals: () => readonly StudyArrival[];
  readonly network: () => NetworkDescription | undefined;
  /** What was said changes what is fetched. */
  readonly onChanged: () => void;
}

/** Those further back are not waited for by anyone who looks at a list. */
const mostTransfers = 500;
/** A rate of the last hour is said when so many 10 s of it were measured. */
const leastPeriods = 6;

export function joinLink(needs: LinkNeeds): LinkDesk {
  const { settings, budget } = needs;
  return {
    read: () => succeed(readLink(needs)),
    setPaused(paused) {
      const kept = budget.setPaused(paused);
      needs.onChanged();
      return kept.ok ? succeed({}) : kept;
    },
    allowOverCap() {
      const kept = budget.allowOverCap();
      needs.onChanged();
      return kept.ok ? succeed({}) : kept;
    },
    markNetwork(networkId, isMetered) {
      const { link } = settings.read();
      const others = link.meteredNetworks.filter((one) => one !== networkId);
      const changed = settings.change({
        link: { ...link, meteredNetworks: isMetered ? [...others, networkId] : others },
      });
      if (!changed.ok) return changed;
      needs.onChanged();
      return succeed({});
    },
  };
}

function readLink(needs: LinkNeeds): LinkSnapshot {
  const { book, budget, settings } = needs;
  const { monthlyCapBytes } = settings.read().link;
  const { rest, restUntil } = budget.now();
  const usage = book.usage();
  const network = needs.network();
  const transfers = needs.arrivals().slice(0, mostTransfers);
  return {
    lines: needs.sources().flatMap((source) => (source.kind === 'disc' ? [] : [describeLine(needs, source)])),
    transfers: transfers.map((one) => describeTransfer(needs, one)),
    bytesToday: countedBytes(usage.today),
    bytesThisMonth: countedBytes(usage.thisMonth),
    ...(monthlyCapBytes === null ? {} : { monthlyCapBytes }),
    storage: needs.storage(),
    ...(rest && { rest }),
    isPaused: budget.isPaused,
    ...(monthlyCapBytes !== null && budget.isOverCapAllowed && { overCapAllowed: true }),
    ...(restUntil !== undefined && { restUntil }),
    ...(network && { network }),
  };
}

function describeLine(
  { book, queue }: LinkNeeds,
  { archiveId, name }: { readonly archiveId: ArchiveId; readonly name: string },
): LineDescription {
  const measured = book.measure(archiveId);
  const { inFlight, onScreen = 0 } = queue.lineStateOf(archiveId);
  const failure = queue.lineFailureOf(archiveId);
  const { goodputs } = measured.estimate;
  const rateAt = (share: number) => Math.round((quantile(goodputs, share) ?? 0) / 10);
  const usual = goodputs.length >= leastPeriods ? { low: rateAt(0.2), high: rateAt(0.8) } : undefined;
  const said = {
    bytesPerSecond: measured.bytesPerSecond,
    usualBytesPerSecond: usual,
    roundTripMs: measured.roundTripMs,
    leastRoundTripMs: measured.leastRoundTripMs,
    lossShare: measured.lossShare,
    failure,
  };
  const known = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  return {
    archiveId,
    name,
    state: failure ? 'away' : inFlight + onScreen > 0 ? 'fetching' : 'idle',
    ...known,
    connections: inFlight + onScreen,
    outagesToday: measured.outagesToday,
    awayTodayMs: measured.awayTodayMs,
    bytesToday: countedBytes(measured.bytesToday),
    bytesThisMonth: countedBytes(measured.bytesThisMonth),
  };
}

function describeTransfer({ queue }: LinkNeeds, arrival: StudyArrival): StudyTransfer {
  const { study, reason, expectedBytes, remainingBytes, readyBetween, rest } = arrival;
  const isFetching = queue.isFetching(study);
  const known = { ...(readyBetween && { readyBetween }), ...(rest && { rest }) };
  return { study, reason, isFetching, expectedBytes, remainingBytes, ...known };
}
