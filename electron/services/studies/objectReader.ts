import { abortSignalOf } from '#electron/base/abortSignalOf.ts';
import type { ParsedInstance, Parser } from '#electron/parser/index.ts';
import type { CancelSignal } from '#shared/base/cancelSignal.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { mostObjectBytes, type WholeObject } from '#shared/contract/studies.ts';
import { type DicomDataset, textOf } from '#shared/dicom/dicomJson.ts';
import { documentKindOf } from '#shared/dicom/documents/studyDocuments.ts';
import { isWholeInMetadata } from '#shared/dicom/documents/wholeness.ts';
import { encodedFrameShapeOf } from '#shared/dicom/frameCheck.ts';
import { type ArchiveId, type FrameKey, type StudyRef, wholeObjectNumber } from '#shared/dicom/frameKey.ts';
import { frameBytes } from '#shared/dicom/framePlace.ts';
import { explicitVRLittleEndian, transferSyntaxes } from '#shared/dicom/transferSyntax.ts';
import type { SeriesInstanceUID, SOPInstanceUID } from '#shared/dicom/uids.ts';
import { instanceChange } from '#shared/worklist/instanceChange.ts';
import type { ArchiveClient, RequestOptions } from '../archive/index.ts';
import type { StudyCache } from '../cache/index.ts';
import { KeptObjects } from './keptObjects.ts';

export interface ObjectReaderOptions {
  readonly cache: Pick<StudyCache, 'readSeries' | 'hasFrame' | 'readFrame' | 'writeFrame' | 'noteChecked'>;
  readonly clientOf: (archiveId: ArchiveId) => ArchiveClient | undefined;
  /** Left out where nobody can read a file. */
  readonly parser?: Pick<Parser, 'readFile' | 'decodeFrame'> | undefined;
  /** The line to an archive is down: nothing is asked of it ahead. */
  readonly isAway: (archiveId: ArchiveId) => boolean;
  /** An object's own header names another patient than the archive does (T22). */
  readonly noteOtherPatient: (study: StudyRef) => void;
  /** Ends what is fetched ahead. */
  readonly signal: AbortSignal;
}

export interface ObjectAddress {
  readonly study: StudyRef;
  readonly seriesInstanceUID: SeriesInstanceUID;
  readonly sopInstanceUID: SOPInstanceUID;
}

/** With a study that is opened, so many of its objects are fetched before anybody asks. */
const mostAhead = 12;
/** More decoded frames than this in one compressed segmentation would keep the parser from everybody else. */
const mostDecoded = 4_000;

/**
 * Objects of a study that are no images, whole: what metadata leave out is taken from the instance itself. Each is kept
 * beside the frames of its study, sealed like them, and goes when they go.
 */
export class ObjectReader {
  readonly #options: ObjectReaderOptions;
  readonly #kept: KeptObjects;

  constructor(options: ObjectReaderOptions) {
    this.#options = options;
    this.#kept = new KeptObjects(options.cache);
  }

  async read(address: ObjectAddress, signal: CancelSignal): Promise<Result<WholeObject, Failure>> {
    const described = this.#describedAs(address);
    if (!described) return fail(failureOf('NotFound'));
    if (isWholeInMetadata(described)) return succeed({ dataset: described });
    const kept = await this.#kept.read(keyOf(address));
    if (kept) this.#comparePatient(address, kept.dataset);
    if (kept) return succeed(kept);
    return this.#fetch(address, { lane: 'interactive', signal: abortSignalOf(signal) });
  }

  /** What a reader of this study may open, before it is asked for; one after another, what fails is asked for when it is wanted. */
  async readAhead(study: StudyRef): Promise<void> {
    const { cache, isAway, signal } = this.#options;
    const wanted = cache.readSeries(study).flatMap(({ seriesInstanceUID, instances }) =>
      instances.flatMap((instance) => {
        if (documentKindOf(instance) === undefined || isWholeInMetadata(instance)) return [];
        const sopInstanceUID = (textOf(instance, 'SOPInstanceUID') ?? '') as SOPInstanceUID;
        return [{ study, seriesInstanceUID, sopInstanceUID }];
      }),
    );
    for (const address of wanted.slice(0, mostAhead)) {
      if (isAway(study.archiveId) || signal.aborted) return;
      if (!cache.hasFrame(keyOf(address))) await this.#fetch(address, { lane: 'background', signal });
    }
  }

  #describedAs({ study, seriesInstanceUID, sopInstanceUID }: ObjectAddress): DicomDataset | undefined {
    const series = this.#options.cache.readSeries(study).find((one) => one.seriesInstanceUID === seriesInstanceUID);
    const found = series?.instances.find((instance) => textOf(instance, 'SOPInstanceUID') === sopInstanceUID);
    return found && documentKindOf(found) !== undefined ? found : undefined;
  }

  async #fetch(address: ObjectAddress, options: RequestOptions): Promise<Result<WholeObject, Failure>> {
    const { study, seriesInstanceUID, sopInstanceUID } = address;
    const client = this.#options.clientOf(study.archiveId);
    const { parser } = this.#options;
    if (!client || !parser) return fail(failureOf('ArchiveNotConfigured'));
    const instance = { study: study.studyInstanceUID, series: seriesInstanceUID, instance: sopInstanceUID };
    const file = await client.readInstance(instance, options);
    if (!file.ok) return file;
    const parsed = await parser.readFile(file.value);
    if (!parsed.ok) return parsed;
    // V4: the header, not the address it came from, says whose object this is.
    const { attributes } = parsed.value;
    const isAsked =
      textOf(attributes, 'SOPInstanceUID') === sopInstanceUID &&
      textOf(attributes, 'StudyInstanceUID') === study.studyInstanceUID;
    if (!isAsked) return fail(failureOf('ArchiveAnswerInvalid', { reason: 'otherInstance' }));
    this.#comparePatient(address, attributes);
    const whole = await this.#wholeOf(parsed.value, file.value);
    if (whole.ok) await this.#kept.keep(keyOf(address), whole.value);
    return whole;
  }

  /** It is shown, with an alert; and whoever signs is asked to compare. */
  #comparePatient(address: ObjectAddress, header: DicomDataset): void {
    const described = this.#describedAs(address);
    const change = described && instanceChange(described, header);
    if (change === 'anotherPatient') this.#options.noteOtherPatient(address.study);
  }

  async #wholeOf(parsed: ParsedInstance, file: Uint8Array): Promise<Result<WholeObject, Failure>> {
    const { attributes, document } = parsed;
    const bytes = parsed.inflated ?? file;
    if (document) {
      const content = frameBytes(bytes, document, explicitVRLittleEndian, 8);
      if (content.length > mostObjectBytes) return fail(failureOf('ArchiveAnswerTooLarge'));
      return succeed({ dataset: withoutDocument(attributes), documentBase64: base64(content) });
    }
    if (documentKindOf(attributes) !== 'segmentation') return succeed({ dataset: attributes });
    const pixels = await this.#pixelsOf(parsed, bytes);
    return pixels.ok ? succeed({ dataset: attributes, pixelsBase64: base64(pixels.value) }) : pixels;
  }

  /** All frames in a row; compressed ones are decoded where bytes that nobody vouches for are decoded. */
  async #pixelsOf(parsed: ParsedInstance, bytes: Uint8Array): Promise<Result<Uint8Array, Failure>> {
    const { attributes, transferSyntaxUID, frames } = parsed;
    const shape = encodedFrameShapeOf(attributes);
    const isNative = transferSyntaxes.get(transferSyntaxUID)?.codec === 'none';
    const { parser } = this.#options;
    if (!shape || !parser || (!isNative && frames.length > mostDecoded)) return fail(failureOf('FrameTooLarge'));
    const parts: Uint8Array[] = [];
    let total = 0;
    for (const place of frames) {
      const encoded = frameBytes(bytes, place, transferSyntaxUID, shape.BitsAllocated);
      const frame = isNative
        ? succeed(encoded)
        : await parser.decodeFrame({ bytes: encoded, transferSyntaxUID, shape });
      if (!frame.ok) return frame;
      total += frame.value.length;
      if (total > mostObjectBytes) return fail(failureOf('ArchiveAnswerTooLarge'));
      parts.push(frame.value);
    }
    return succeed(Buffer.concat(parts));
  }
}

function withoutDocument(attributes: DicomDataset): DicomDataset {
  const { ['00420011']: _document, ...rest } = attributes;
  return rest;
}

function keyOf({ study, seriesInstanceUID, sopInstanceUID }: ObjectAddress): FrameKey {
  return { ...study, seriesInstanceUID, sopInstanceUID, frameNumber: wholeObjectNumber };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
