import type { EncodedFrame, Urgency } from '#shared/contract/frames.ts';
import type { PixelLayout } from '#shared/dicom/imageDescription.ts';

export type Samples =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** Stored values as the codec gave them: nothing rescaled, no colour converted. */
export interface DecodedFrame {
  readonly samples: Samples;
  readonly rows: number;
  readonly columns: number;
  /** Colour planes one after another instead of pixel by pixel. */
  readonly planar: boolean;
}

/** `noDecoder`: what decodes could not be loaded, which says nothing of any frame (SF16); `cancelled`: nobody waits. */
export type DecodeErrorCode = 'undecodable' | 'timedOut' | 'noDecoder' | 'cancelled';

/** A worker that broke before it ever answered: its program or its codec did not load. */
export class DecoderNotLoaded extends Error {}

/** A decode that failed or ran out of time; `code` is for our own failures, never shown. */
export class DecodeError extends Error {
  readonly code: DecodeErrorCode;
  constructor(code: DecodeErrorCode, cause?: unknown) {
    super(code, { cause });
    this.code = code;
  }
}

/** Runs one decode in a worker. Replaced in tests. */
export interface DecodeWorkers {
  decode(frame: Pick<EncodedFrame, 'bytes' | 'transferSyntaxUID'>, layout: PixelLayout): Promise<DecodedFrame>;
  /** Whether any of those that would decode such a frame has ever answered; left out: they have. */
  hasAnswered?(transferSyntaxUID: string): boolean;
  /** Ends the workers and starts new ones; what they held never answers (SF25). */
  restart(): void;
}

interface Job {
  readonly frame: EncodedFrame;
  readonly layout: PixelLayout;
  readonly urgency: Urgency;
  readonly signal: AbortSignal | undefined;
  attempts: number;
  readonly resolve: (decoded: DecodedFrame) => void;
  readonly reject: (error: unknown) => void;
}

const urgencies: readonly Urgency[] = ['display', 'near', 'background'];

/**
 * Two seconds, and a millisecond for each KB: a damaged codestream may make a decoder run for ever (C5). The second try
 * has five times as long: on a busy computer, or while a worker starts, a sound frame may need it, and only a frame that
 * outlives both is named undecodable.
 */
export function decodeLimitMs(sizeBytes: number, attempt = 1): number {
  return (2_000 + sizeBytes / 1_024) * (attempt === 1 ? 1 : 5);
}

const mostAttempts = 2;

/**
 * Orders decoding and guards it. A frame for the screen goes before frames beside it; one that outlives its time limit
 * twice is failed by name, the workers are replaced, and what they held with it is decoded again.
 */
export class DecodeQueue {
  readonly #workers: DecodeWorkers;
  readonly #atOnce: number;
  #waiting: Job[] = [];
  readonly #running = new Set<Job>();

  constructor(workers: DecodeWorkers, atOnce: number) {
    this.#workers = workers;
    this.#atOnce = atOnce;
  }

  /** What nobody wants any more is not begun: a study that was left does not hold up the next. */
  decode(frame: EncodedFrame, layout: PixelLayout, urgency: Urgency, signal?: AbortSignal): Promise<DecodedFrame> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ frame, layout, urgency, signal, attempts: 0, resolve, reject });
      this.#startNext();
    });
  }

  #startNext(): void {
    const isLeft = (job: Job) => job.signal?.aborted === true;
    for (const job of this.#waiting.filter(isLeft)) job.reject(new DecodeError('cancelled'));
    this.#waiting = this.#waiting.filter((job) => !isLeft(job));
    while (this.#running.size < this.#atOnce && this.#waiting.length > 0) {
      const next = urgencies
        .map((urgency) => this.#waiting.find((job) => job.urgency === urgency))
        .find((job) => job !== undefined);
      if (!next) return;
      this.#waiting = this.#waiting.filter((job) => job !== next);
      this.#run(next);
    }
  }

  #run(job: Job): void {
    job.attempts += 1;
    const attempt = job.attempts;
    this.#running.add(job);
    // A frame that is decoded a second time has a new limit; what the first one left behind may not end it.
    const current = () => this.#running.has(job) && job.attempts === attempt;
    const timer = setTimeout(() => current() && this.#expire(job), decodeLimitMs(job.frame.bytes.byteLength, attempt));
    const settle = (act: () => void) => {
      clearTimeout(timer);
      if (!current()) return;
      this.#running.delete(job);
      act();
      this.#startNext();
    };
    this.#workers.decode(job.frame, job.layout).then(
      (decoded) => settle(() => job.resolve(decoded)),
      (error: unknown) => {
        const code = error instanceof DecoderNotLoaded ? 'noDecoder' : 'undecodable';
        settle(() => job.reject(new DecodeError(code, error)));
      },
    );
  }

  /** A worker that cannot load never rejects (SF16): one that never answered anything is not a frame's fault. */
  #hasAnswered({ frame }: Job): boolean {
    return this.#workers.hasAnswered?.(frame.transferSyntaxUID) ?? true;
  }

  /** What ran beside the frame that expired went down with the workers through no fault of its own: one try more. */
  #expire(job: Job): void {
    const interrupted = [...this.#running];
    this.#running.clear();
    this.#workers.restart();
    for (const each of interrupted) {
      const tries = each === job ? mostAttempts : mostAttempts + 1;
      if (each.attempts < tries) this.#waiting.unshift(each);
      else each.reject(new DecodeError(this.#hasAnswered(each) ? 'timedOut' : 'noDecoder'));
    }
    this.#startNext();
  }
}
