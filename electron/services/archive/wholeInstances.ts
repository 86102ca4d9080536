import type { ParsedInstance, Parser } from '#electron/parser/index.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { numberOf, textOf } from '#shared/dicom/dicomJson.ts';
import { frameBytes } from '#shared/dicom/framePlace.ts';
import { explicitVRLittleEndian, transferSyntaxes } from '#shared/dicom/transferSyntax.ts';
import type { ArchiveConnection } from './archiveConnection.ts';
import type { RequestOptions } from './index.ts';
import type { OnFrame } from './readFrames.ts';
import { type InstanceAddress, readInstance } from './wado.ts';

interface Whole {
  readonly file: Uint8Array;
  readonly parsed: ParsedInstance;
}

/** Frames taken out of whole instances. Keeps the last one: its other frames are asked for next. */
export class WholeInstances {
  readonly #connection: ArchiveConnection;
  readonly #parser: Parser;
  #last: { readonly uid: string; readonly whole: Whole } | undefined;

  constructor(connection: ArchiveConnection, parser: Parser) {
    this.#connection = connection;
    this.#parser = parser;
  }

  async readFrames(
    address: InstanceAddress,
    frameNumbers: readonly number[],
    onFrame: OnFrame,
    options: RequestOptions,
  ): Promise<Result<void, Failure>> {
    const whole = await this.#fetch(address, options);
    if (!whole.ok) return whole;
    const { file, parsed } = whole.value;
    const bits = numberOf(parsed.attributes, 'BitsAllocated') ?? 8;
    // Native frames leave here little-endian and inflated, whatever the file was.
    const native = transferSyntaxes.get(parsed.transferSyntaxUID)?.codec === 'none';
    const transferSyntaxUID = native ? explicitVRLittleEndian : parsed.transferSyntaxUID;
    for (const frameNumber of frameNumbers) {
      const place = parsed.frames[frameNumber - 1];
      if (!place) return fail(failureOf('NoPixelData', { frameNumber }));
      const bytes = frameBytes(parsed.inflated ?? file, place, parsed.transferSyntaxUID, bits);
      await onFrame({ frameNumber, transferSyntaxUID, bytes });
    }
    return succeed(undefined);
  }

  async #fetch(address: InstanceAddress, options: RequestOptions): Promise<Result<Whole, Failure>> {
    if (this.#last?.uid === address.instance) return succeed(this.#last.whole);
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
    this.#last = { uid: address.instance, whole };
    return succeed(whole);
  }
}
