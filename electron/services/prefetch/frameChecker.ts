import type { Clock } from '#electron/base/world.ts';
import type { Result } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { EncodedFrame } from '#shared/contract/frames.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { type EncodedFrameShape, encodedFrameShapeOf } from '#shared/dicom/frameCheck.ts';
import { type FrameKey, frameId } from '#shared/dicom/frameKey.ts';

export interface FrameCheckerOptions {
  readonly clock: Pick<Clock, 'monotonicMs' | 'after'>;
  /** In a process without keys, that may hang or die of the bytes. */
  readonly decode: (frame: {
    readonly bytes: Uint8Array;
    readonly transferSyntaxUID: string;
    readonly shape: EncodedFrameShape;
  }) => Promise<Result<unknown, Failure>>;
  /** It counts from now on: an image was made of it, nobody here can say, or it has waited long enough. */
  readonly onChecked: (key: FrameKey) => void;
  /** There is nothing more to find out about these bytes. What is never told of is checked again when nobody works. */
  readonly onProven?: (key: FrameKey, digest: string) => void;
  /** These bytes are no image. */
  readonly onBad: (key: FrameKey, digest: string) => void;
}

/**
 * `unknown`: there was no time, or no process. That speaks of this computer and never of the image, so it may not be
 * called one that cannot be shown; it is tried again when there is less to do.
 */
export type FrameVerdict = 'image' | 'bad' | 'unknown';

interface Waiting {
  readonly frame: EncodedFrame;
  readonly shape: EncodedFrameShape;
  readonly takenAtMs: number;
  /** It has waited long enough, and counts meanwhile. */
  counts: boolean;
}

/** JPEG-LS, JPEG 2000 and HTJ2K without loss: a decoder may take cut or spoilt bytes of these for whole (rule V2). */
const checkedSyntaxes: ReadonlySet<string> = new Set([
  '1.2.840.10008.1.2.4.80',
  '1.2.840.10008.1.2.4.90',
  '1.2.840.10008.1.2.4.201',
  '1.2.840.10008.1.2.4.202',
]);
/** Of what waits; what is above counts as received, and is seen to when it is shown. */
const mostWaitingBytes = 32 * 2 ** 20;
/** A study is not kept from being ready for longer: the check goes on, and what it finds is said then. */
const longestWaitMs = 5_000;
/** For each millisecond of decoding so many of rest: a quarter of one core at most. */
const restFactor = 3;

/**
 * Makes an image of each frame that came, once and apart from everything else, before it counts as ready (rule V3). One
 * at a time and with pauses: whoever reads does not notice.
 */
export class FrameChecker {
  readonly #options: FrameCheckerOptions;
  readonly #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #isRunning = false;
  #stopped = false;
  #cancelPause: (() => void) | undefined;
  #cancelWatch: (() => void) | undefined;

  constructor(options: FrameCheckerOptions) {
    this.#options = options;
  }

  /** Takes a frame that was just kept. False: it need not or cannot be checked, and counts at once. */
  take(frame: EncodedFrame, attributes: DicomDataset): boolean {
    const shape = encodedFrameShapeOf(attributes);
    if (this.#stopped) return false;
    if (!shape || !isKnown(frame, shape)) {
      this.#options.onProven?.(frame.key, frame.digest);
      return false;
    }
    if (this.#waitingBytes + frame.bytes.length > mostWaitingBytes) return false;
    this.#waiting.push({ frame, shape, takenAtMs: this.#options.clock.monotonicMs(), counts: false });
    this.#watchWaiting();
    this.#waitingBytes += frame.bytes.length;
    if (!this.#isRunning) void this.#run();
    return true;
  }

  isWaiting(key: FrameKey): boolean {
    const id = frameId(key);
    return this.#waiting.some(({ frame, counts }) => !counts && frameId(frame.key) === id);
  }

  /** Whether everything that was taken has been looked at. */
  get isIdle(): boolean {
    return !this.#isRunning;
  }

  /** Makes an image of a frame that is kept; `image` also where nobody here can say more. */
  async verdictOf(frame: EncodedFrame, attributes: DicomDataset): Promise<FrameVerdict> {
    const shape = encodedFrameShapeOf(attributes);
    if (!shape || !isKnown(frame, shape)) return 'image';
    return this.#judge(frame, shape);
  }

  /** Whether an image of it was made here and now: what failed elsewhere failed for another reason than these bytes. */
  async makesImage(frame: EncodedFrame, attributes: DicomDataset): Promise<boolean> {
    const shape = encodedFrameShapeOf(attributes);
    if (!shape || !isKnown(frame, shape)) return false;
    const { bytes, transferSyntaxUID } = frame;
    return (await this.#options.decode({ bytes, transferSyntaxUID, shape })).ok;
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelPause?.();
    this.#cancelWatch?.();
    this.#waiting.length = 0;
  }

  /** On a fast line more comes than is decoded at rest: what has waited too long counts as received. */
  #watchWaiting(): void {
    const first = this.#waiting.find(({ counts }) => !counts);
    if (this.#cancelWatch || !first) return;
    const { clock, onChecked } = this.#options;
    this.#cancelWatch = clock.after(Math.max(0, first.takenAtMs + longestWaitMs - clock.monotonicMs()), () => {
      this.#cancelWatch = undefined;
      for (const one of this.#waiting) {
        if (one.counts || clock.monotonicMs() - one.takenAtMs < longestWaitMs) continue;
        one.counts = true;
        onChecked(one.frame.key);
      }
      this.#watchWaiting();
    });
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    for (let next = this.#waiting[0]; next && !this.#stopped; next = this.#waiting[0]) {
      const began = this.#options.clock.monotonicMs();
      const verdict = await this.#judge(next.frame, next.shape);
      this.#waiting.shift();
      this.#waitingBytes -= next.frame.bytes.length;
      if (this.#hasStopped()) return;
      this.#tell(next, verdict);
      await this.#pause((this.#options.clock.monotonicMs() - began) * restFactor);
    }
    this.#isRunning = false;
  }

  #tell({ frame: { key, digest }, counts }: Waiting, verdict: FrameVerdict): void {
    const { onBad, onProven, onChecked } = this.#options;
    if (verdict === 'bad') {
      onBad(key, digest);
      return;
    }
    if (verdict === 'image') onProven?.(key, digest);
    if (!counts) onChecked(key);
  }

  async #judge({ bytes, transferSyntaxUID }: EncodedFrame, shape: EncodedFrameShape): Promise<FrameVerdict> {
    const ask = () => this.#options.decode({ bytes, transferSyntaxUID, shape });
    const first = await ask();
    if (first.ok) return 'image';
    if (this.#stopped) return 'unknown';
    // A process that ended may have been ended by another's file, or have had no time: this says nothing of the frame.
    const second = first.failure.code === 'ParserStopped' ? await ask() : first;
    if (second.ok) return 'image';
    if (this.#hasStopped() || second.failure.code === 'ParserStopped') return 'unknown';
    return second.failure.code === 'FrameNotDecodable' ? 'bad' : 'image';
  }

  /** Asked after a wait, in which it may have come to that. */
  #hasStopped(): boolean {
    return this.#stopped;
  }

  #pause(delayMs: number): Promise<void> {
    if (delayMs <= 0) return Promise.resolve();
    return new Promise((go) => {
      this.#cancelPause = this.#options.clock.after(delayMs, go);
    });
  }
}

/** Where the samples of the codestream are those of the dataset, so that a decoder's answer can be judged by its size. */
function isKnown({ transferSyntaxUID }: EncodedFrame, { BitsAllocated, BitsStored }: EncodedFrameShape): boolean {
  return checkedSyntaxes.has(transferSyntaxUID) && BitsStored > BitsAllocated - 8;
}
