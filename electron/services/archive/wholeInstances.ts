import type { Clock } from '#electron/base/world.ts';
import type { ParsedInstance, Parser } from '#electron/parser/index.ts';
import { untilCancelled } from '#shared/base/cancelSignal.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { type DicomDataset, numberOf, textOf } from '#shared/dicom/dicomJson.ts';
import { frameCountOf, framesToShow } from '#shared/dicom/frameCount.ts';
import { frameBytes } from '#shared/dicom/framePlace.ts';
import { explicitVRLittleEndian, transferSyntaxes } from '#shared/dicom/transferSyntax.ts';
import type { ArchiveConnection } from './archiveConnection.ts';
import type { OnFrame } from './frameParts.ts';
import type { RequestOptions } from './index.ts';
import { type InstanceAddress, readInstance } from './wado.ts';

interface Whole {
  readonly file: Uint8Array;
  readonly parsed: ParsedInstance;
}

interface WantedInstance {
  readonly address: InstanceAddress;
  /** As the archive's metadata describes it. */
  readonly attributes?: DicomDataset | undefined;
}

/** The last instance may be a gigabyte: it is let go when nobody has asked for another frame of it for so long. */
const idleMs = 60_000;

/**
 * Frames taken out of whole instances. Whoever asks for frames of one that is on its way waits for the same bytes, and
 * the last one is kept for a while: its other frames are asked for next.
 */
export class WholeInstances {
  readonly #connection: ArchiveConnection;
  readonly #parser: Parser;
  readonly #clock: Pick<Clock, 'after'>;
  readonly #fetching = new Map<string, Promise<Result<Whole, Failure>>>();
  #last: { readonly uid: string; readonly whole: Whole } | undefined;
  #cancelTimer: (() => void) | undefined;

  constructor(connection: ArchiveConnection, parser: Parser, clock: Pick<Clock, 'after'>) {
    this.#connection = connection;
    this.#parser = parser;
    this.#clock = clock;
  }

  /** Lets go of what is kept. */
  forget(): void {
    this.#cancelTimer?.();
    this.#last = undefined;
  }

  async readFrames(
    { address, attributes: expected }: WantedInstance,
    frameNumbers: readonly number[],
    onFrame: OnFrame,
    options: RequestOptions,
  ): Promise<Result<void, Failure>> {
    const whole = await this.#whole(address, options);
    if (!whole.ok) return whole;
    const { file, parsed } = whole.value;
    if (expected && wasMadeLossy(parsed, expected)) {
      return fail(failureOf('ArchiveAnswerInvalid', { host: this.#connection.place.host, reason: 'lossy' }));
    }
    if (isOfOtherFrames(parsed, expected)) return fail(this.#framesMissing());
    if (parsed.frames.length === 0) return fail(failureOf('NoPixelData'));
    const bits = numberOf(parsed.attributes, 'BitsAllocated') ?? 8;
    // Native frames leave here little-endian and inflated, whatever the file was.
    const native = transferSyntaxes.get(parsed.transferSyntaxUID)?.codec === 'none';
    const transferSyntaxUID = native ? explicitVRLittleEndian : parsed.transferSyntaxUID;
    for (const frameNumber of frameNumbers) {
      const place = parsed.frames[frameNumber - 1];
      if (!place) return fail(this.#framesMissing());
      const bytes = frameBytes(parsed.inflated ?? file, place, parsed.transferSyntaxUID, bits);
      await onFrame({ frameNumber, transferSyntaxUID, bytes });
    }
    return succeed(undefined);
  }

  #framesMissing(): Failure {
    return failureOf('ArchiveAnswerInvalid', { host: this.#connection.place.host, reason: 'frames' });
  }

  async #whole(address: InstanceAddress, options: RequestOptions): Promise<Result<Whole, Failure>> {
    if (this.#last?.uid === address.instance) {
      this.#keep(address.instance, this.#last.whole);
      return succeed(this.#last.whole);
    }
    const running = this.#fetching.get(address.instance);
    if (running) {
      const answer = await untilCancelled(running, options.signal, fail(failureOf('Cancelled')));
      // Whoever asked first has given up: that is no answer for those who waited with them.
      const givenUp = !answer.ok && answer.failure.code === 'Cancelled' && !options.signal?.aborted;
      return givenUp ? this.#whole(address, options) : answer;
    }
    const fetching = this.#fetch(address, options).finally(() => this.#fetching.delete(address.instance));
    this.#fetching.set(address.instance, fetching);
    return fetching;
  }

  #keep(uid: string, whole: Whole): void {
    this.#cancelTimer?.();
    this.#last = { uid, whole };
    this.#cancelTimer = this.#clock.after(idleMs, () => this.forget());
  }

  async #fetch(address: InstanceAddress, options: RequestOptions): Promise<Result<Whole, Failure>> {
    const file = await readInstance(this.#connection, address, options);
    if (!file.ok) return file;
    const parsed = await this.#parser.readFile(file.value);
    if (!parsed.ok) return parsed;
    const { attributes } = parsed.value;
    // V4: the header, not the address it came from, says whose pixels these are.
    const same =
      textOf(attributes, 'SOPInstanceUID') === address.instance &&
      textOf(attributes, 'StudyInstanceUID') === address.study;
    if (!same) {
      return fail(failureOf('ArchiveAnswerInvalid', { host: this.#connection.place.host, reason: 'otherInstance' }));
    }
    const whole = { file: file.value, parsed: parsed.value };
    this.#keep(address.instance, whole);
    return succeed(whole);
  }
}

/** A3: a lossy file of an image that its metadata does not call lossy (0028,2110) was compressed for this answer. */
function wasMadeLossy({ attributes, transferSyntaxUID }: ParsedInstance, expected: DicomDataset): boolean {
  const isLossy = transferSyntaxes.get(transferSyntaxUID)?.lossless === false;
  const was = (dataset: DicomDataset) => textOf(dataset, 'LossyImageCompression') === '01';
  return isLossy && was(attributes) && !was(expected);
}

/**
 * The file holds another number of frames than the metadata promised (V6): which of the two is right cannot be known, and
 * a frame that is missing must never look like one that was not to come. No pixels at all are right only for what is no
 * image.
 */
function isOfOtherFrames({ attributes, frames }: ParsedInstance, expected: DicomDataset | undefined): boolean {
  if (!expected) return false;
  if (frames.length === 0) return framesToShow(expected) !== 0;
  return frameCountOf(attributes) !== frameCountOf(expected);
}
