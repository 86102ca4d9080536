import { fail, type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { ArchiveConnection } from './archiveConnection.ts';
import { invalid } from './dicomJsonAnswer.ts';
import type { RenderedImage, RequestOptions } from './index.ts';
import { type InstanceAddress, instancePath, refusedAccept } from './wado.ts';

/** A preview is a few ten thousand bytes; what is larger would hold up the image itself. */
const maxRenderedBytes = 512 * 1024;

const magics = [
  { mediaType: 'image/jpeg', bytes: [0xff, 0xd8, 0xff] },
  { mediaType: 'image/png', bytes: [0x89, 0x50, 0x4e, 0x47] },
] as const;

/**
 * WADO-RS rendered frame (PS3.18 section 10.4.1.1.3) of at most `longestSide` pixels on either side. For a glance:
 * nobody reads from it. What the bytes begin with decides what they are, not what the answer claims.
 */
export async function readRendered(
  connection: ArchiveConnection,
  address: InstanceAddress,
  frameNumber: number,
  longestSide: number,
  options: RequestOptions,
): Promise<Result<RenderedImage, Failure>> {
  const path = `${instancePath(address)}/frames/${frameNumber}/rendered?viewport=${longestSide},${longestSide}`;
  let answered = await connection.askForContent({ path, accept: 'image/jpeg' }, options);
  if (!answered.ok && refusedAccept(answered.failure)) {
    answered = await connection.askForContent({ path, accept: 'image/png' }, options);
  }
  if (!answered.ok) return answered;
  const bytes = await connection.readBytes(answered.value, maxRenderedBytes);
  if (!bytes.ok) return bytes;
  const known = magics.find((magic) => magic.bytes.every((byte, index) => bytes.value[index] === byte));
  if (!known) return fail(invalid(connection.place.host, 'rendered'));
  return succeed({ mediaType: known.mediaType, bytes: bytes.value });
}
