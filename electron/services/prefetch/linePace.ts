import type { Clock } from '#electron/base/world.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { countConnections, startCount } from '#shared/prefetch/connectionCount.ts';
import type { LinkBook } from '../link/index.ts';

/** What the queue asks of the measuring, and tells it. */
export type LineWatch = Pick<LinkBook, 'noteWanting' | 'noteConnections' | 'noteAway' | 'observe'>;

/** With nobody measuring: six carry 94 % of a clean line, and more delay whoever waits. */
const unmeasuredCount = 6;
/** While the reader reads from the disk, so many at most: twelve frames on their way are 3 s of a slow line (N5). */
const besideReading = 4;
/** A stall while others carry bytes is a connection's trouble; one that began while nothing came at all is the line's. */
const silenceMs = 1_500;
const silenceRemembersMs = 30_000;
/** After an outage, until the first frame or for so long. */
const afreshCount = 2;
const afreshForMs = 1_000;
/** What was answered within so long says how the line is now. */
const presentMs = 5_000;
/** Fewer requests than this say nothing about what a line carries. */
const leastToMeasure = 3;

/** How many background requests to one archive pay at present: `connectionCount` fed with what the line does (N3, N5). */
export class LinePace {
  readonly #clock: Clock;
  readonly #archiveId: ArchiveId;
  readonly #watch: LineWatch | undefined;
  #state = startCount();
  #seen = { bytes: 0, atMs: 0 };
  #looked = 0;
  #lastByteAtMs = 0;
  #afreshUntilMs = 0;
  /** When nothing had come for longer than an ordinary line is silent. */
  #silentAtMs = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, archiveId: ArchiveId, watch: LineWatch | undefined) {
    this.#clock = clock;
    this.#archiveId = archiveId;
    this.#watch = watch;
  }

  /** @param besidesReading a study is open and read from the disk: what is fetched meanwhile must not be felt. */
  limit(besidesReading: boolean): number {
    if (this.#clock.monotonicMs() < this.#afreshUntilMs) return afreshCount;
    const count = this.#watch ? this.#state.count : unmeasuredCount;
    return besidesReading ? Math.min(besideReading, count) : count;
  }

  get isMeasured(): boolean {
    return this.#watch !== undefined;
  }

  /** Least round trip known, ms; a long line's where nothing is. */
  get roundTripMs(): number {
    return this.#watch?.observe(this.#archiveId).leastRoundTripMs ?? 500;
  }

  /** What a round trip takes at present, ms: a line that was fast at another place may be long here. */
  get presentRoundTripMs(): number {
    const sinceMs = this.#clock.monotonicMs() - presentMs;
    const answers = this.#watch?.observe(this.#archiveId).answers ?? [];
    const present = answers.filter(({ atMs }) => atMs >= sinceMs).map(({ afterMs }) => afterMs);
    return Math.max(this.roundTripMs, present.length > 0 ? Math.min(...present) : 0);
  }

  /** How long nothing at all has come, ms. */
  get silentMs(): number {
    this.#look();
    return this.#clock.monotonicMs() - this.#lastByteAtMs;
  }

  /** Silence counts from now: something new has been asked for. */
  begin(): void {
    this.#lastByteAtMs = Math.max(this.#lastByteAtMs, this.#clock.monotonicMs());
  }

  /** After every change of what is on its way. */
  note(inFlight: number, besidesReading: boolean, isWanting: boolean): void {
    const watch = this.#watch;
    if (!watch) return;
    const atMs = this.#clock.monotonicMs();
    const { receivedBytes, answers, leastRoundTripMs } = watch.observe(this.#archiveId);
    this.#look();
    this.#state = countConnections(this.#state, {
      atMs,
      bytes: receivedBytes - this.#seen.bytes,
      answersMs: answers.filter((one) => one.atMs > this.#seen.atMs).map(({ afterMs }) => afterMs),
      leastAnswerMs: leastRoundTripMs,
      isFull: !besidesReading && inFlight >= this.#state.count,
    });
    this.#seen = { bytes: receivedBytes, atMs };
    watch.noteConnections(this.#archiveId, inFlight, this.#state.showsLoss);
    watch.noteWanting(this.#archiveId, isWanting || inFlight >= Math.min(leastToMeasure, this.#state.count));
  }

  /** A line that is back begins with few, whose first frame is here before that of many would be. */
  beginAfresh(onOver: () => void): void {
    if (!this.#watch) return;
    const forMs = afreshForMs + 4 * this.roundTripMs;
    this.#afreshUntilMs = this.#clock.monotonicMs() + forMs;
    this.#clock.after(forMs, onOver);
  }

  /** Something came whole. */
  noteWhole(): void {
    this.#afreshUntilMs = 0;
  }

  trouble(kind: 'busy' | 'stalled'): void {
    const atMs = this.#clock.monotonicMs();
    if (kind === 'stalled' && (this.silentMs > silenceMs || atMs - this.#silentAtMs < silenceRemembersMs)) return;
    const observed = { atMs, bytes: 0, answersMs: [], leastAnswerMs: undefined, isFull: false, trouble: kind };
    this.#state = countConnections(this.#state, observed);
  }

  #look(): void {
    const observed = this.#watch?.observe(this.#archiveId);
    if (!observed) return;
    const head = observed.answers.at(-1)?.atMs ?? 0;
    const isNew = observed.receivedBytes !== this.#looked;
    this.#looked = observed.receivedBytes;
    const now = this.#clock.monotonicMs();
    if (now - this.#lastByteAtMs > silenceMs) this.#silentAtMs = now;
    this.#lastByteAtMs = Math.max(this.#lastByteAtMs, head, isNew ? now : 0);
  }
}
