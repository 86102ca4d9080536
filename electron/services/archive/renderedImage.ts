import { fail, type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { ArchiveConnection } from './archiveConnection.ts';
import { invalid } from './dicomJsonAnswer.ts';
import { readDrawnSize } from './drawnSize.ts';
import type { RenderedImage, RequestOptions } from './index.ts';
import { type InstanceAddress, instancePath, refusedAccept } from './wado.ts';

/** A preview is a few ten thousand bytes; what is larger would hold up the image itself. */
const maxRenderedBytes = 512 * 1024;

/** Some archives draw a little larger than they are asked to; what is far larger is none of ours, or a bomb. */
const maxLarger = 2;
/**
 * Of a hundred (PS3.18 section 8.3.5.1.2): a third of the bytes of what archives take for good, so that most pictures
 * come in the first flight of their connection, beside the frame that fills the line.
 */
const jpegQuality = 50;
/** A decoder draws the whole image once for each; ordinary progressive writers make about ten. */
const maxScans = 20;

/**
 * WADO-RS rendered frame (PS3.18 section 10.4.1.1.3) of at most `longestSide` pixels on either side. For a glance:
 * nobody reads from it. What the bytes begin with decides what they are, not what the answer claims; and how large they
 * unfold is read here, before the page's decoder sees them.
 */
export async function readRendered(
  connection: ArchiveConnection,
  address: InstanceAddress,
  frameNumber: number,
  longestSide: number,
  options: RequestOptions,
): Promise<Result<RenderedImage, Failure>> {
  const path = `${instancePath(address)}/frames/${frameNumber}/rendered?viewport=${longestSide},${longestSide}`;
  const small = `${path}&quality=${jpegQuality}`;
  let answered = await connection.askForContent({ path: small, accept: 'image/jpeg' }, options);
  if (!answered.ok && refusedAccept(answered.failure)) {
    answered = await connection.askForContent({ path, accept: 'image/png' }, options);
  }
  if (!answered.ok) return answered;
  const bytes = await connection.readBytes(answered.value, maxRenderedBytes);
  if (!bytes.ok) return bytes;
  const drawn = readDrawnSize(bytes.value);
  const most = maxLarger * longestSide;
  if (!drawn || drawn.width > most || drawn.height > most || drawn.scans > maxScans) {
    return fail(invalid(connection.place.host, 'rendered'));
  }
  return succeed({ mediaType: drawn.mediaType, bytes: bytes.value });
}
