import { usualQuarterShare } from '#shared/dicom/htj2kPrefix.ts';
import type { BegunAnswer } from './begunAnswer.ts';
import { prefixOf } from './framePrefix.ts';
import type { ImageToAsk } from './imageToAsk.ts';
import type { FramePrefix } from './index.ts';
import type { InstanceAddress } from './wado.ts';

type Waiting = (prefix: FramePrefix | undefined) => void;

/** Bytes of a frame, encoded, from which its beginning is worth showing: less comes at once, or nearly. */
const fewestBytes = 300_000;
/** What lossless HTJ2K makes of most images, carefully (link.md section 4). */
const usualRatio = 2.5;
/** The head of the answer and of its part. */
const envelopeBytes = 1_024;
const mostStations = 500;

/**
 * The beginnings of HTJ2K frames that are on their way, for whoever waits for one and may see it at 1/4 resolution
 * meanwhile (O4). Asks for nothing itself: what it hands on are bytes that come in any case, and they stay the frame's.
 */
export class FramePrefixes {
  readonly #running = new Map<string, BegunAnswer>();
  readonly #waiting = new Map<string, Set<Waiting>>();
  /** Bytes that held 1/4 resolution of the last frame of each maker. */
  readonly #needed = new Map<string, number>();

  /** How much of such an image to ask for first; undefined where its beginning is not worth a question of its own. */
  firstBytesOf(image: ImageToAsk): number | undefined {
    if (!image.isMonochrome || image.frameBytes === undefined) return undefined;
    const expected = image.frameBytes / usualRatio;
    if (expected < fewestBytes) return undefined;
    return Math.ceil(this.#needed.get(image.station) ?? expected * usualQuarterShare) + envelopeBytes;
  }

  /** More of a frame has come. */
  note(address: InstanceAddress, frameNumber: number, station: string, begun: BegunAnswer): void {
    const id = idOf(address, frameNumber);
    this.#running.set(id, begun);
    if (!this.#waiting.has(id)) return;
    const prefix = prefixOf(begun);
    if (prefix === 'later') return;
    if (prefix !== 'none') this.#learn(station, prefix.bytes.length);
    this.#settle(id, prefix === 'none' ? undefined : prefix);
  }

  /** No more of it comes by this question; `isFinal`: nor by another, or the frame itself is here. */
  ended(address: InstanceAddress, frameNumber: number, isFinal: boolean): void {
    const id = idOf(address, frameNumber);
    this.#running.delete(id);
    if (isFinal) this.#settle(id, undefined);
  }

  /** Undefined when the frame itself has come, when it never will, or when nobody waits any more. */
  waitFor(address: InstanceAddress, frameNumber: number, signal: AbortSignal): Promise<FramePrefix | undefined> {
    const id = idOf(address, frameNumber);
    const begun = this.#running.get(id);
    const here = begun ? prefixOf(begun) : 'later';
    if (here !== 'later' || signal.aborted) return Promise.resolve(typeof here === 'string' ? undefined : here);
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(id) ?? new Set();
      this.#waiting.set(id, waiting);
      const settle: Waiting = (prefix) => {
        signal.removeEventListener('abort', stop);
        resolve(prefix);
      };
      const stop = () => {
        waiting.delete(settle);
        if (waiting.size === 0 && this.#waiting.get(id) === waiting) this.#waiting.delete(id);
        resolve(undefined);
      };
      waiting.add(settle);
      signal.addEventListener('abort', stop, { once: true });
    });
  }

  /** Whoever waits waits no more. */
  forget(): void {
    this.#running.clear();
    for (const id of [...this.#waiting.keys()]) this.#settle(id, undefined);
  }

  #settle(id: string, prefix: FramePrefix | undefined): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    for (const settle of waiting ?? []) settle(prefix);
  }

  #learn(station: string, bytes: number): void {
    this.#needed.delete(station);
    this.#needed.set(station, Math.ceil(bytes * 1.05));
    const [oldest] = this.#needed.keys();
    if (this.#needed.size > mostStations && oldest !== undefined) this.#needed.delete(oldest);
  }
}

function idOf({ study, instance }: InstanceAddress, frameNumber: number): string {
  return `${study} ${instance} ${frameNumber}`;
}
