import { cache, imageLoader, type Types } from '@cornerstonejs/core';
import type { CancelSignal } from '#shared/base/cancelSignal.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { EncodedFrame, Urgency } from '#shared/contract/frames.ts';
import { transformsComponents } from '#shared/dicom/codestream.ts';
import type { FrameKey } from '#shared/dicom/frameKey.ts';
import { transferSyntaxes } from '#shared/dicom/transferSyntax.ts';
import { oneValueOf } from '../grey/defaultWindow.ts';
import { buildImage } from './buildImage.ts';
import { applyProfile } from './colourProfiles.ts';
import { type DecodedFrame, DecodeError, type DecodeQueue } from './decodeQueue.ts';
import type { CatalogueEntry, FrameCatalogue } from './frameCatalogue.ts';
import { checkDecoded, checkEncoded, isFrameAsked, provesBadBytes, wasOutOfTime } from './frameChecks.ts';
import type { FrameLedger } from './ledger.ts';
import { embeddedOverlaysOf } from './overlayBits.ts';
import { type DrawnValues, toPixelValues } from './pixelValues.ts';

/** How encoded frames reach this room; `app` hands it in. */
export type ReadFrame = (
  key: FrameKey,
  options: { readonly urgency: Urgency; readonly signal?: CancelSignal },
) => Promise<Result<EncodedFrame, Failure>>;

/** Tells the host that whole bytes were no image; answers whether asking again is worth it (link.md V3). */
export type ReportFrame = (key: FrameKey, digest: string) => Promise<boolean>;

export interface FrameLoaderParts {
  readonly catalogue: FrameCatalogue;
  readonly ledger: FrameLedger;
  readonly decodeQueue: DecodeQueue;
  readonly readFrame: ReadFrame;
  /** Left out where nobody keeps frames. */
  readonly reportFrame?: ReportFrame;
  /** Milliseconds of any clock that only rises; that of the page where it is left out. */
  readonly now?: () => number;
}

/** A frame that a decoder had no time for is left alone so long, and twice as long after each further time. */
const restMs = 15_000;

interface Flight {
  readonly urgency: Urgency;
  readonly answer: Promise<Result<Types.IImage, Failure>>;
  readonly cancel: AbortController;
  /** How many still wait for it; the last one to leave cancels it. */
  waiting: number;
}

/**
 * The frame path from the host to an image that may be drawn: key, digest, header, guarded decode, shape, values, in
 * this order; only then is the image handed on (C3). One flight for each frame, however many ask.
 */
export class FrameLoader {
  readonly #parts: FrameLoaderParts;
  readonly #flights = new Map<string, Flight>();
  /** Frames that were received whole and could not be decoded, by digest: never tried twice (C3). */
  readonly #quarantine = new Map<string, Failure>();
  /** Frames that a decoder had no time for, by digest: until when nobody tries them again, and how long that was. */
  readonly #resting = new Map<string, { readonly untilMs: number; readonly forMs: number }>();
  readonly #now: () => number;
  /** Digests that the host has been told of. */
  readonly #reported = new Set<string>();

  constructor(parts: FrameLoaderParts) {
    this.#parts = parts;
    this.#now = parts.now ?? (() => performance.now());
  }

  /** Answers Cornerstone when it asks for an image that is no longer in its cache. */
  registerScheme(): void {
    imageLoader.registerImageLoader('durbeen', (imageId) => {
      const abort = new AbortController();
      const promise = this.load(imageId, 'display', abort.signal).then((answer) => {
        if (!answer.ok) throw new Error(answer.failure.code);
        return answer.value as Types.IImage & Record<string, unknown>;
      });
      return { promise, cancelFn: () => abort.abort() };
    });
  }

  /** The image, from memory or through every check. Aborting leaves the flight, and ends it if nobody else waits. */
  load(imageId: string, urgency: Urgency, signal?: AbortSignal): Promise<Result<Types.IImage, Failure>> {
    const ready = cache.getImage(imageId);
    if (ready) return Promise.resolve(succeed(ready));
    if (signal?.aborted) return Promise.resolve(fail(failureOf('Cancelled')));
    const known = this.#flights.get(imageId);
    // What is wanted on the screen does not wait its turn behind what was only wanted beside it: the host is asked anew,
    // and joins the two on its side.
    const late = known && urgency === 'display' && known.urgency !== 'display';
    const flight = known && !late ? known : this.#start(imageId, urgency);
    flight.waiting += 1;
    const leave = () => {
      flight.waiting -= 1;
      if (flight.waiting <= 0) flight.cancel.abort();
    };
    if (!signal) return flight.answer;
    return new Promise((resolve) => {
      const onAbort = () => {
        leave();
        resolve(fail(failureOf('Cancelled')));
      };
      signal.addEventListener('abort', onAbort, { once: true });
      void flight.answer.then((answer) => {
        signal.removeEventListener('abort', onAbort);
        resolve(answer);
      });
    });
  }

  /** Forgets what could not be decoded; when another profile opens or the lock closes. */
  forget(): void {
    for (const { cancel } of this.#flights.values()) cancel.abort();
    this.#quarantine.clear();
    this.#resting.clear();
    this.#reported.clear();
  }

  /** Whether the image is in memory and can be drawn in this very tick. */
  isReady(imageId: string): boolean {
    return cache.getImage(imageId) !== undefined;
  }

  /** The image, where it is in memory. */
  ready(imageId: string): Types.IImage | undefined {
    return cache.getImage(imageId);
  }

  #start(imageId: string, urgency: Urgency): Flight {
    const cancel = new AbortController();
    const answer = this.#fetchAndDecode(imageId, urgency, cancel.signal)
      .catch(() => this.#failUnexpectedly(imageId))
      .finally(() => forget());
    const flight: Flight = { urgency, answer, cancel, waiting: 0 };
    const forget = () => {
      if (this.#flights.get(imageId) === flight) this.#flights.delete(imageId);
    };
    cancel.signal.addEventListener('abort', forget, { once: true });
    this.#flights.set(imageId, flight);
    return flight;
  }

  /** Whatever breaks, whoever waits is answered: memory that is full, a worker that ended, a fault of ours. */
  #failUnexpectedly(imageId: string): Result<Types.IImage, Failure> {
    const failure = failureOf('Unexpected');
    this.#parts.ledger.recordFailed(imageId, failure);
    return fail(failure);
  }

  async #fetchAndDecode(
    imageId: string,
    urgency: Urgency,
    signal: AbortSignal,
  ): Promise<Result<Types.IImage, Failure>> {
    const { catalogue, ledger } = this.#parts;
    const entry = catalogue.find(imageId);
    if (!entry) return fail(failureOf('NotFound'));
    const changes = catalogue.changesOf(imageId);
    const isCancelled = () => signal.aborted;
    let frame = await this.#fetch(entry, urgency, signal);
    // A frame that arrives after cancel is dropped before decode (C11).
    if (isCancelled()) return fail(failureOf('Cancelled'));
    let image = frame.ok ? await this.#decode(frame.value, entry, urgency, signal) : frame;
    if (frame.ok && !image.ok && (await this.#mayBeSpoilt(frame.value, image.failure))) {
      frame = await this.#fetch(entry, urgency, signal);
      if (isCancelled()) return fail(failureOf('Cancelled'));
      image = frame.ok ? await this.#decode(frame.value, entry, urgency, signal) : frame;
      if (frame.ok && !image.ok) await this.#mayBeSpoilt(frame.value, image.failure);
    }
    // Described otherwise while it was on its way, as another patient's perhaps: what came belongs to what it was (T22).
    if (catalogue.changesOf(imageId) !== changes) {
      return isCancelled() ? fail(failureOf('Cancelled')) : this.#fetchAndDecode(imageId, urgency, signal);
    }
    if (!image.ok) {
      if (image.failure.code !== 'Cancelled') ledger.recordFailed(imageId, image.failure);
      return image;
    }
    if (!cache.getImage(imageId) && !cache.getImageLoadObject(imageId)) {
      await cache.putImageLoadObject(imageId, {
        promise: Promise.resolve(image.value as Types.IImage & Record<string, unknown>),
        cancelFn: () => undefined,
      });
    }
    const oneValue = oneValueOf(image.value.getPixelData() as DrawnValues);
    if (oneValue !== undefined) ledger.recordOneValue(imageId, oneValue);
    if (frame.ok) ledger.recordChecked(imageId, frame.value.fidelity);
    return image;
  }

  /** Bytes that are no image are told to the host once; other bytes of the same frame may be one. */
  async #mayBeSpoilt({ key, digest }: EncodedFrame, failure: Failure): Promise<boolean> {
    const { reportFrame } = this.#parts;
    if (!reportFrame || !provesBadBytes(failure) || this.#reported.has(digest)) return false;
    this.#reported.add(digest);
    return reportFrame(key, digest);
  }

  async #fetch(entry: CatalogueEntry, urgency: Urgency, signal: AbortSignal): Promise<Result<EncodedFrame, Failure>> {
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      const answer = await this.#parts.readFrame(entry.key, { urgency, signal });
      if (!answer.ok || signal.aborted) return answer;
      if (await isFrameAsked(answer.value, entry.key)) return answer;
    }
    return fail(failureOf('FrameDamaged'));
  }

  async #decode(
    frame: EncodedFrame,
    entry: CatalogueEntry,
    urgency: Urgency,
    signal: AbortSignal,
  ): Promise<Result<Types.IImage, Failure>> {
    const { layout } = entry.image;
    const refusal = this.#quarantine.get(frame.digest) ?? this.#restOf(frame) ?? checkEncoded(frame, layout);
    if (refusal) return fail(refusal);
    const codec = transferSyntaxes.get(frame.transferSyntaxUID)?.codec ?? 'none';
    let decoded: DecodedFrame;
    try {
      decoded = await this.#parts.decodeQueue.decode(frame, layout, urgency, signal);
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      // Nothing is known of the frame: it is asked for again when somebody wants it again, and stays kept.
      if (error.code === 'noDecoder') return fail(failureOf('DecoderNotLoaded'));
      if (error.code === 'cancelled') return fail(failureOf('Cancelled'));
      return this.#refuse(frame, failureOf('FrameNotDecodable', { stage: error.code }));
    }
    const wrongShape = checkDecoded(decoded, layout);
    if (wrongShape) return this.#refuse(frame, wrongShape);
    const transformed = transformsComponents(frame.bytes);
    const pixels = toPixelValues(decoded, entry, codec, transformed);
    const colourProfile =
      pixels.values instanceof Uint8Array ? await applyProfile(pixels.values, entry.image) : undefined;
    const embeddedOverlays = embeddedOverlaysOf(decoded.samples, entry.image);
    const more = { ...(embeddedOverlays && { embeddedOverlays }), ...(colourProfile && { colourProfile }) };
    return succeed(Object.assign(buildImage(entry, pixels), more));
  }

  /** Bytes that are no image are never tried again; a decoder that was out of time says as much of a busy computer. */
  #refuse({ digest }: EncodedFrame, failure: Failure): Result<Types.IImage, Failure> {
    if (wasOutOfTime(failure)) {
      const forMs = 2 * (this.#resting.get(digest)?.forMs ?? restMs / 2);
      this.#resting.set(digest, { untilMs: this.#now() + forMs, forMs });
    } else this.#quarantine.set(digest, failure);
    return fail(failure);
  }

  /** A frame that ends decoders must not do so at every glance: each of them takes what ran beside it down. */
  #restOf({ digest }: EncodedFrame): Failure | undefined {
    const rest = this.#resting.get(digest);
    return rest && this.#now() < rest.untilMs ? failureOf('FrameNotDecodable', { stage: 'timedOut' }) : undefined;
  }
}
