import { readMediaType } from '#electron/base/http/mediaType.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, type FailureCode, failureOf } from '#shared/contract/failures.ts';
import type { StudyInstanceUID } from '#shared/dicom/uids.ts';
import type { ArchiveConnection } from './archiveConnection.ts';
import type { RequestOptions } from './index.ts';
import { readParts } from './wado.ts';

// What the archive said, and says again when it is asked again; everything else is the line's, and the series is asked
// for once more with all that belongs to it.
export const answeredFailures: ReadonlySet<FailureCode> = new Set([
  'ArchiveNotFound',
  'ArchiveFailed',
  'ArchiveForbidden',
  'ArchiveAnswerInvalid',
  'ArchiveAnswerTooLarge',
]);

/** From the study on: the same resource under this archive's own root; undefined for one that is not of the study. */
export function pathOfPointed(uri: string, study: StudyInstanceUID): string | undefined {
  const nowhere = 'http://archive.invalid';
  if (!URL.canParse(uri, nowhere)) return undefined;
  const { pathname, search } = new URL(uri, nowhere);
  const at = pathname.lastIndexOf(`/studies/${study}/`);
  return at < 0 ? undefined : `${pathname.slice(at)}${search}`;
}

/** The bytes that an element of the metadata points at (PS3.18 section 8.6), as one part or as the whole body. */
export async function readPointedData(
  connection: ArchiveConnection,
  path: string,
  maxBytes: number,
  options: RequestOptions,
): Promise<Result<Uint8Array, Failure>> {
  const accept = 'multipart/related; type="application/octet-stream", application/octet-stream;q=0.9';
  const response = await connection.askForContent({ path, accept }, options);
  if (!response.ok) return response;
  const media = readMediaType(response.value.headers.get('content-type'));
  if (media.type !== 'multipart/related') return connection.readBytes(response.value, maxBytes);
  let table: Uint8Array | undefined;
  const limits = { parts: 1, partBytes: maxBytes };
  const read = await readParts(connection, response.value, media, limits, (part) => {
    table = part.bytes;
  });
  if (!read.ok) return read;
  return table ? succeed(table) : fail(failureOf('ArchiveAnswerInvalid', { host: connection.place.host }));
}
