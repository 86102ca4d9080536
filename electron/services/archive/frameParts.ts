import type { HttpResponse } from '#electron/base/http/httpPool.ts';
import { type MediaType, readMediaType } from '#electron/base/http/mediaType.ts';
import type { MultipartPart } from '#electron/base/http/multipartRelated.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { checkEncodedFrame, type EncodedFrameShape, maxDecodedFrameBytes } from '#shared/dicom/frameCheck.ts';
import { transferSyntaxes } from '#shared/dicom/transferSyntax.ts';
import { answersInFlight, type BudgetShare } from './answerBudget.ts';
import type { ArchiveConnection } from './archiveConnection.ts';
import { noRoomFor } from './archiveFailures.ts';
import { invalid } from './dicomJsonAnswer.ts';
import { type FrameForm, framesAcceptOf, syntaxOf } from './frameTypes.ts';
import { gunzipPart, isGzip } from './gunzipped.ts';
import type { ReceivedFrame, RequestOptions } from './index.ts';
import type { RangedAnswer, RangedAnswers, RangedQuestion } from './rangedAnswers.ts';
import { type InstanceAddress, instancePath, PartRefused, readParts } from './wado.ts';

export type OnFrame = (frame: ReceivedFrame) => void | Promise<void>;

export interface FrameQuestion {
  readonly address: InstanceAddress;
  readonly frameNumbers: readonly number[];
  readonly form: FrameForm;
  /** It comes in a compressed syntax, as far as is known: to pack it once more costs both ends time and saves nothing. */
  readonly isCompressed?: boolean;
  /** Uncompressed bytes of one frame, where known: a part of another length may be gzip that does not say so. */
  readonly frameBytes?: number | undefined;
  /** Why bytes in this syntax are not taken; undefined when they are (A3). */
  readonly refuse?: (transferSyntaxUID: string, bytes: Uint8Array) => string | undefined;
  /** By ranges, where the archive is known to answer them: a beginning first, and after a cut only what is missing. */
  readonly ranged?: RangedReading | undefined;
}

export interface RangedReading extends Pick<RangedQuestion, 'mayRange' | 'firstBytes' | 'onMore'> {
  readonly answers: RangedAnswers;
  /** What frames made of several answers are proved by, before anybody sees them. */
  readonly shape: EncodedFrameShape;
}

/** What pieces of two answers look like when they are put together. */
const noSoundAnswer: ReadonlySet<string> = new Set(['ArchiveAnswerInvalid', 'ArchiveNotDicomWeb']);
/** Of a frame whose size nobody told. */
const maxFrameBytes = 128 * 1024 * 1024;
/** A frame that compresses worse than raw is possible, one that doubles is not (`checkEncodedFrame`). */
const maxExpansion = 2;
const smallFrameBytes = 64 * 1024;

/** WADO-RS frames in one form, in the order asked; each is handed on as soon as its part is whole. */
export async function readFrameParts(
  connection: ArchiveConnection,
  question: FrameQuestion,
  onFrame: OnFrame,
  options: RequestOptions,
): Promise<Result<void, Failure>> {
  const { address, frameNumbers, form, ranged } = question;
  const path = `${instancePath(address)}/frames/${frameNumbers.join(',')}`;
  const headers: Record<string, string> = question.isCompressed ? { 'accept-encoding': 'identity' } : {};
  const request = { path, accept: framesAcceptOf(form), headers };
  if (!ranged) {
    const answered = await connection.askForContent(request, options);
    return answered.ok ? readAnswer(connection, question, answered.value, onFrame) : answered;
  }
  const asked = { ...ranged, request };
  const answered = await ranged.answers.ask(asked, options);
  if (!answered.ok) return answered;
  const read = await readJoined(connection, question, ranged.shape, answered.value, onFrame);
  if (read !== 'notOne') return read;
  // Pieces of what is no single thing: nothing of them is kept, and the whole is asked for in one.
  const whole = await ranged.answers.askWhole(asked, options);
  return whole.ok ? readAnswer(connection, question, whole.value.response, onFrame) : whole;
}

/** `notOne`: it was joined of several answers and is no sound frame. */
async function readJoined(
  connection: ArchiveConnection,
  question: FrameQuestion,
  shape: EncodedFrameShape,
  { response, isJoined }: RangedAnswer,
  onFrame: OnFrame,
): Promise<Result<void, Failure> | 'notOne'> {
  if (!isJoined) return readAnswer(connection, question, response, onFrame);
  const frames: ReceivedFrame[] = [];
  const read = await readAnswer(connection, question, response, (frame) => void frames.push(frame));
  if (!read.ok) return noSoundAnswer.has(read.failure.code) ? 'notOne' : read;
  if (!frames.every((frame) => checkEncodedFrame(shape, frame.transferSyntaxUID, frame.bytes).ok)) return 'notOne';
  for (const frame of frames) await onFrame(frame);
  return read;
}

async function readAnswer(
  connection: ArchiveConnection,
  question: FrameQuestion,
  response: HttpResponse,
  onFrame: OnFrame,
): Promise<Result<void, Failure>> {
  const { address, frameNumbers } = question;
  const media = readMediaType(response.headers.get('content-type'));
  const { host } = connection.place;
  if (media.type !== 'multipart/related') {
    // A single part answers a single frame; JSON or text here is an error that forgot its status.
    const [sole, ...others] = frameNumbers;
    if (sole === undefined || others.length > 0 || !syntaxOf(media, undefined)) {
      await response.discard();
      return fail(invalid(host, media.type || 'contentType'));
    }
    return readSole(connection, question, sole, { response, media }, onFrame);
  }
  const asItCame = wireBytesOf(response);
  const limits = { parts: frameNumbers.length, partBytes: maxBytesOf(question) };
  const read = await readParts(connection, response, media, limits, async (part, index, share) => {
    const frameNumber = frameNumbers[index];
    const type = readMediaType(part.headers.get('content-type'));
    if (frameNumber === undefined) throw new PartRefused(invalid(host, 'parts'));
    if (!isThisFrame(part, address, frameNumber)) throw new PartRefused(invalid(host, 'otherFrame'));
    const sent = { bytes: part.bytes, type, whole: media, share };
    const frame = await frameOf(question, frameNumber, sent);
    if (!frame.ok) throw new PartRefused(failureOfPart(connection, frame.failure));
    await onFrame(asItCame(frame.value));
    if (frame.value.bytes !== part.bytes) share.release(frame.value.bytes.length);
  });
  if (!read.ok) return read;
  if (read.value === frameNumbers.length) return succeed(undefined);
  return fail(failureOf('ArchiveAnswerCut', { host, reason: 'frames', received: read.value }));
}

async function readSole(
  connection: ArchiveConnection,
  question: FrameQuestion,
  frameNumber: number,
  { response, media }: { response: HttpResponse; media: MediaType },
  onFrame: OnFrame,
): Promise<Result<void, Failure>> {
  const bytes = await connection.readBytes(response, maxBytesOf(question));
  if (!bytes.ok) return bytes;
  const share = answersInFlight.open();
  share.hold(bytes.value.length);
  const frame = await frameOf(question, frameNumber, { bytes: bytes.value, type: media, share });
  share.close();
  if (!frame.ok) return fail(failureOfPart(connection, frame.failure));
  await onFrame(wireBytesOf(response)(frame.value));
  return succeed(undefined);
}

function failureOfPart({ place }: ArchiveConnection, reason: string): Failure {
  return reason === 'memory' ? noRoomFor(place) : invalid(place.host, reason);
}

/** The most that one frame can take, packed or unpacked: what is longer is none of its, or a bomb. */
function maxBytesOf({ frameBytes }: FrameQuestion): number {
  if (frameBytes === undefined) return maxFrameBytes;
  return Math.max(Math.min(frameBytes, maxDecodedFrameBytes) * maxExpansion, smallFrameBytes);
}

interface SentPart {
  readonly bytes: Uint8Array;
  readonly type: MediaType;
  readonly whole?: MediaType;
  readonly share: BudgetShare;
}

/** The frame that a part holds; why it is none otherwise. */
async function frameOf(
  question: FrameQuestion,
  frameNumber: number,
  { bytes, type, whole, share }: SentPart,
): Promise<Result<ReceivedFrame, string>> {
  const { form, frameBytes, refuse } = question;
  const transferSyntaxUID = syntaxOf(type, whole);
  if (!transferSyntaxUID) return fail('partType');
  // No codestream and no run-length header begins with gzip's magic; native samples may, but then their length is right.
  const isNative = transferSyntaxes.get(transferSyntaxUID)?.codec === 'none';
  const mayBeGzip =
    isGzip(bytes) && (!isNative || (frameBytes !== undefined && Math.abs(bytes.length - frameBytes) > 1));
  const take = (frame: Uint8Array, came?: { readonly wireBytes: number }): Result<ReceivedFrame, string> => {
    const refused = refuse?.(transferSyntaxUID, frame);
    return refused === undefined
      ? succeed({ frameNumber, transferSyntaxUID, bytes: frame, asked: form, ...came })
      : fail(refused);
  };
  if (!mayBeGzip) return take(bytes);
  const maxBytes = isNative ? Math.min(frameBytes ?? 0, maxDecodedFrameBytes) + 1 : maxBytesOf(question);
  const mayHold = (more: number) => share.hold(more);
  const inflated = await gunzipPart(bytes, { maxBytes, isExact: isNative, mayHold });
  return typeof inflated === 'string' ? fail(inflated) : take(inflated, { wireBytes: bytes.length });
}

/**
 * Says of each frame of a packed answer what came for it on the line: by that, and not by its own size, is the next one
 * expected. A decoder reads a little ahead, so that single frames are a little off and all together are not.
 */
function wireBytesOf({ unpacked }: HttpResponse): (frame: ReceivedFrame) => ReceivedFrame {
  let before = 0;
  return (frame) => {
    if (!unpacked || unpacked.cameBytes >= unpacked.givenBytes) return frame;
    const wireBytes = Math.max(1, unpacked.cameBytes - before);
    before = unpacked.cameBytes;
    return { ...frame, wireBytes };
  };
}

/** V4: where a part says which frame it is, that must be the one asked for; where it does not, its place says so. */
function isThisFrame(part: MultipartPart, address: InstanceAddress, frameNumber: number): boolean {
  const match = /\/instances\/([^/]+)\/frames\/(\d+)\/?$/.exec(part.headers.get('content-location') ?? '');
  return !match || (match[1] === address.instance && Number(match[2]) === frameNumber);
}
