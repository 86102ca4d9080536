import type { Database } from '#electron/base/database/openDatabase.ts';
import type { TrafficMeter } from '#electron/base/http/httpPool.ts';
import type { Clock } from '#electron/base/world.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { goodputMs } from '#shared/prefetch/bandwidth.ts';
import type { LineMeasurement, LineObserved, LinkBook, Patience } from './index.ts';
import { LineGauge } from './lineGauge.ts';
import { createLinkStore, type LinkStore } from './linkStore.ts';
import { OutageWatch } from './outageWatch.ts';
import { patienceWith } from './patience.ts';
import { daysToKeep, UsageLedger } from './usageLedger.ts';

/** Each write waits for the disk: what a power cut may take is the count of half a minute. */
const saveAfterMs = 30_000;
/** A line as it was a day ago says more than nothing. */
const traceForMs = 24 * 3_600_000;

export interface LinkBookOptions {
  readonly clock: Clock;
  readonly database: Database;
  /** The counts could not be written; they are kept and written next time. */
  readonly onNotSaved?: (failure: Failure) => void;
}

export function createLinkBook(options: LinkBookOptions): LinkBook {
  return new Book(options, createLinkStore(options.database));
}

interface Line {
  readonly gauge: LineGauge;
  readonly outage: OutageWatch;
  /** Heads that were waited for in vain since the last one came. */
  lateHeads: number;
  /** What was measured when it was last written down, and when the last goodput was found to be new, epoch ms. */
  saved: LineGauge['measured'];
  goodputsAt: number;
}

class Book implements LinkBook {
  readonly #clock: Clock;
  readonly #store: LinkStore;
  readonly #onNotSaved: (failure: Failure) => void;
  readonly #ledger: UsageLedger;
  readonly #lines = new Map<ArchiveId, Line>();
  readonly #traces: ReturnType<LinkStore['traces']>;
  #cancelSave: (() => void) | undefined;
  #cancelTick: (() => void) | undefined;

  constructor({ clock, onNotSaved }: LinkBookOptions, store: LinkStore) {
    this.#clock = clock;
    this.#store = store;
    this.#onNotSaved = onNotSaved ?? (() => undefined);
    const days = store.days();
    const kept = daysToKeep(days);
    if (kept.length < days.length) store.forget(days.filter((day) => !kept.includes(day)));
    this.#ledger = new UsageLedger(clock, kept);
    this.#traces = store.traces(clock.now() - traceForMs);
  }

  meterOf(archiveId: ArchiveId): TrafficMeter {
    const line = this.#lineOf(archiveId);
    return {
      sent: (bytes) => this.#count(archiveId, bytes),
      received: (bytes) => {
        line.gauge.received(bytes, this.#clock.monotonicMs());
        this.#count(archiveId, bytes);
      },
      answered: (afterMs) => {
        line.lateHeads = 0;
        line.gauge.answered(afterMs, this.#clock.monotonicMs());
      },
      probed: (bytes) => this.#count(archiveId, bytes),
      dated: (at) => this.#ledger.noteArchiveTime(archiveId, at),
      broke: (kind, stage) => {
        if (kind === 'timedOut' && stage === 'waiting') line.lateHeads += 1;
      },
    };
  }

  noteWanting(archiveId: ArchiveId, isWanting: boolean): void {
    const { gauge } = this.#lineOf(archiveId);
    if (gauge.isWanting === isWanting) return;
    gauge.noteWanting(isWanting, this.#clock.monotonicMs());
    if (isWanting) this.#tick();
  }

  noteConnections(archiveId: ArchiveId, inFlight: number, showsLoss: boolean): void {
    this.#lineOf(archiveId).gauge.noteConnections(inFlight, showsLoss);
  }

  noteAway(archiveId: ArchiveId, failure: Failure | undefined): void {
    const { outage } = this.#lineOf(archiveId);
    if (failure ? outage.begin(this.#clock.monotonicMs()) : outage.end(this.#clock.monotonicMs())) this.#saveSoon();
    if (failure) this.#tick();
  }

  noteNetworkChanged(): void {
    for (const { gauge } of this.#lines.values()) gauge.forgetRoundTrips();
  }

  observe(archiveId: ArchiveId): LineObserved {
    const { gauge } = this.#lineOf(archiveId);
    const { receivedBytes, recentAnswers: answers, leastRoundTripMs } = gauge;
    return { receivedBytes, answers, leastRoundTripMs };
  }

  patienceOf(archiveId: ArchiveId): Patience {
    const { gauge, lateHeads } = this.#lineOf(archiveId);
    const now = this.#clock.monotonicMs();
    return patienceWith({
      roundTripMs: gauge.roundTripMs(now),
      slowestStartMs: gauge.slowestStartMs,
      answerBytes: gauge.meanAnswerBytes(now),
      bytesPerSecond: gauge.bytesPerSecond,
      lateHeads,
      inFlight: gauge.inFlight,
    });
  }

  measure(archiveId: ArchiveId): LineMeasurement {
    const now = this.#clock.monotonicMs();
    const { gauge, outage } = this.#lineOf(archiveId);
    gauge.advance(now);
    outage.advance(now);
    return {
      bytesPerSecond: gauge.bytesPerSecond,
      roundTripMs: gauge.roundTripMs(now),
      leastRoundTripMs: gauge.leastRoundTripMs,
      lossShare: gauge.lossShare(now),
      estimate: { goodputs: [...gauge.goodputs] },
      ...this.#ledger.sum(archiveId),
    };
  }

  usage(): { readonly today: number; readonly thisMonth: number } {
    const { bytesToday, bytesThisMonth } = this.#ledger.sum();
    return { today: bytesToday, thisMonth: bytesThisMonth };
  }

  month(): { readonly name: string; readonly endsAt: number } {
    return this.#ledger.month();
  }

  stop(): void {
    this.#cancelTick?.();
    this.#cancelTick = undefined;
    for (const { gauge, outage } of this.#lines.values()) {
      gauge.advance(this.#clock.monotonicMs());
      outage.advance(this.#clock.monotonicMs());
    }
    this.#save();
  }

  #lineOf(archiveId: ArchiveId): Line {
    const known = this.#lines.get(archiveId);
    if (known) return known;
    const line: Line = {
      gauge: new LineGauge(this.#clock.monotonicMs(), this.#traces.get(archiveId)),
      outage: new OutageWatch((more) => this.#ledger.add(archiveId, more)),
      lateHeads: 0,
      saved: { slots: 0, answers: 0 },
      goodputsAt: this.#traces.get(archiveId)?.goodputsAt ?? this.#clock.now(),
    };
    this.#lines.set(archiveId, line);
    return line;
  }

  #count(archiveId: ArchiveId, bytes: number): void {
    if (bytes <= 0) return;
    this.#ledger.add(archiveId, { bytes });
    this.#saveSoon();
  }

  /** While something is wanted or away time passes though nothing comes: an outage's seconds are zeros, not missing. */
  #tick(): void {
    if (this.#cancelTick) return;
    this.#cancelTick = this.#clock.after(goodputMs, () => {
      this.#cancelTick = undefined;
      const now = this.#clock.monotonicMs();
      let goesOn = false;
      for (const { gauge, outage } of this.#lines.values()) {
        gauge.advance(now);
        outage.advance(now);
        if (outage.isAway) this.#saveSoon();
        goesOn ||= gauge.isWanting || outage.isAway;
      }
      if (goesOn) this.#tick();
    });
  }

  #saveSoon(): void {
    this.#cancelSave ??= this.#clock.after(saveAfterMs, () => this.#save());
  }

  #save(): void {
    this.#cancelSave?.();
    this.#cancelSave = undefined;
    const days = this.#ledger.takeChanged();
    if (days.length === 0) return;
    const now = this.#clock.now();
    const measured = [...this.#lines].filter(([, { gauge, saved }]) => !isSame(gauge.measured, saved));
    for (const [, line] of measured) if (line.gauge.measured.slots !== line.saved.slots) line.goodputsAt = now;
    const traces = measured.map(
      ([
        id,
        {
          gauge: { goodputs, leastRoundTripMs },
          goodputsAt,
        },
      ]) => {
        return [id, { goodputs, leastRoundTripMs, goodputsAt }] as const;
      },
    );
    const saved = this.#store.save(days, new Map(traces), now);
    if (saved.ok) {
      for (const [, line] of measured) line.saved = line.gauge.measured;
      return;
    }
    this.#ledger.keep(days);
    this.#onNotSaved(saved.failure);
  }
}

function isSame(one: LineGauge['measured'], other: LineGauge['measured']): boolean {
  return one.slots === other.slots && one.answers === other.answers;
}
