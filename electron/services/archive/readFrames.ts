import { type MediaType, readMediaType } from '#electron/base/http/mediaType.ts';
import type { MultipartPart } from '#electron/base/http/multipartRelated.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { explicitVRLittleEndian } from '#shared/dicom/transferSyntax.ts';
import { isUID, type TransferSyntaxUID } from '#shared/dicom/uids.ts';
import type { ArchiveConnection } from './archiveConnection.ts';
import { invalid } from './dicomJsonAnswer.ts';
import type { ReceivedFrame, RequestOptions } from './index.ts';
import { type InstanceAddress, instancePath, PartRefused, readParts, refusedAccept } from './wado.ts';
import type { WholeInstances } from './wholeInstances.ts';

/** One range, `type` quoted alone and the syntax outside: the one form that every archive read about accepts (A1). */
export const framesAccept = 'multipart/related; type="application/octet-stream"; transfer-syntax=*';
export type OnFrame = (frame: ReceivedFrame) => void | Promise<void>;
const maxFrameBytes = 512 * 1024 * 1024;

/** What a media type means when no transfer syntax is named beside it (PS3.18 table 8.7.3-5). */
const syntaxOfType: Readonly<Record<string, string>> = {
  'application/octet-stream': explicitVRLittleEndian,
  'image/dicom-rle': '1.2.840.10008.1.2.5',
  'image/x-dicom-rle': '1.2.840.10008.1.2.5',
  'image/jpeg': '1.2.840.10008.1.2.4.70',
  'image/jls': '1.2.840.10008.1.2.4.80',
  'image/x-jls': '1.2.840.10008.1.2.4.80',
  'image/jp2': '1.2.840.10008.1.2.4.90',
  'image/jphc': '1.2.840.10008.1.2.4.201',
};

/**
 * WADO-RS frames as stored, in the order asked; each is handed on as soon as its part is whole. Where the archive does
 * not hand out frames of an instance (Orthanc answers 400 or 500 for big-endian, deflated and some JPEG ones), the
 * instance is fetched whole: never pixels that the archive decoded, which its metadata may describe wrongly (A5).
 */
export async function readFrames(
  connection: ArchiveConnection,
  whole: WholeInstances | undefined,
  address: InstanceAddress,
  frameNumbers: readonly number[],
  onFrame: OnFrame,
  options: RequestOptions,
): Promise<Result<void, Failure>> {
  if (frameNumbers.length === 0) return succeed(undefined);
  const read = await readFrameParts(connection, address, frameNumbers, onFrame, options);
  if (read.ok || !whole || !refusedAccept(read.failure)) return read;
  const instead = await whole.readFrames(address, frameNumbers, onFrame, options);
  // The refusal of the frames says more than that of the instance, unless the file itself told what is wrong.
  return !instead.ok && refusedAccept(instead.failure) ? read : instead;
}

async function readFrameParts(
  connection: ArchiveConnection,
  address: InstanceAddress,
  frameNumbers: readonly number[],
  onFrame: OnFrame,
  options: RequestOptions,
): Promise<Result<void, Failure>> {
  const path = `${instancePath(address)}/frames/${frameNumbers.join(',')}`;
  const answered = await connection.askForContent({ path, accept: framesAccept }, options);
  if (!answered.ok) return answered;
  const response = answered.value;
  const media = readMediaType(response.headers.get('content-type'));
  const { host } = connection.place;
  if (media.type !== 'multipart/related') {
    // A single part answers a single frame; JSON or text here is an error that forgot its status.
    const sole = frameNumbers[0];
    const transferSyntaxUID = syntaxOf(media, undefined);
    if (frameNumbers.length !== 1 || sole === undefined || !transferSyntaxUID) {
      await response.discard();
      return fail(invalid(host, media.type || 'contentType'));
    }
    const bytes = await connection.readBytes(response, maxFrameBytes);
    if (!bytes.ok) return bytes;
    await onFrame({ frameNumber: sole, transferSyntaxUID, bytes: bytes.value });
    return succeed(undefined);
  }
  const read = await readParts(connection, response, media, frameNumbers.length, async (part, index) => {
    const frameNumber = frameNumbers[index];
    const transferSyntaxUID = syntaxOf(readMediaType(part.headers.get('content-type')), media);
    if (frameNumber === undefined || !transferSyntaxUID) throw new PartRefused(invalid(host, 'partType'));
    if (!isThisFrame(part, address, frameNumber)) throw new PartRefused(invalid(host, 'otherFrame'));
    await onFrame({ frameNumber, transferSyntaxUID, bytes: part.bytes });
  });
  if (!read.ok) return read;
  if (read.value === frameNumbers.length) return succeed(undefined);
  return fail(failureOf('ArchiveAnswerCut', { host, reason: 'frames', received: read.value }));
}

/** The transfer syntax that the part names, else the answer's, else what its media type means; undefined for no pixels. */
function syntaxOf(part: MediaType, whole: MediaType | undefined): TransferSyntaxUID | undefined {
  const type = part.type || whole?.parameters.get('type')?.toLowerCase() || '';
  const meant = syntaxOfType[type];
  if (meant === undefined) return undefined;
  const named = part.parameters.get('transfer-syntax') ?? whole?.parameters.get('transfer-syntax');
  const uid = named !== undefined && named !== '*' ? named : meant;
  return isUID(uid) ? (uid as TransferSyntaxUID) : undefined;
}

/** V4: where a part says which frame it is, that must be the one asked for; where it does not, its place says so. */
function isThisFrame(part: MultipartPart, address: InstanceAddress, frameNumber: number): boolean {
  const match = /\/instances\/([^/]+)\/frames\/(\d+)\/?$/.exec(part.headers.get('content-location') ?? '');
  return !match || (match[1] === address.instance && Number(match[2]) === frameNumber);
}
