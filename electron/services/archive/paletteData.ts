import { readMediaType } from '#electron/base/http/mediaType.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, type FailureCode, failureOf } from '#shared/contract/failures.ts';
import { tagOf } from '#shared/dicom/attributes.ts';
import { type DicomDataset, type DicomElement, textOf } from '#shared/dicom/dicomJson.ts';
import type { StudyInstanceUID } from '#shared/dicom/uids.ts';
import type { ArchiveConnection } from './archiveConnection.ts';
import type { RequestOptions } from './index.ts';
import { readParts } from './wado.ts';

const tables = [
  'RedPaletteColorLookupTableData',
  'GreenPaletteColorLookupTableData',
  'BluePaletteColorLookupTableData',
  'SegmentedRedPaletteColorLookupTableData',
  'SegmentedGreenPaletteColorLookupTableData',
  'SegmentedBluePaletteColorLookupTableData',
] as const;

/** 65,536 entries of 16 bits take 128 KiB; segments that save nothing take half as much again, and no writer more. */
const maxTableBytes = 512 * 1024;

// What the archive said, and says again when it is asked again; everything else is the line's, and the series is asked
// for once more with all that belongs to it.
const answered: ReadonlySet<FailureCode> = new Set([
  'ArchiveNotFound',
  'ArchiveFailed',
  'ArchiveForbidden',
  'ArchiveAnswerInvalid',
  'ArchiveAnswerTooLarge',
]);

/**
 * Colour tables that the metadata only point at (PS3.18 annex F.2.6): without them nothing of the image can be shown. The
 * data sets with the tables in them; one whose table the archive does not hand out stays as it is. Asked of this archive
 * and no other, wherever the address says it lies (P10).
 */
export async function withPalettes(
  connection: ArchiveConnection,
  study: StudyInstanceUID,
  datasets: readonly DicomDataset[],
  options: RequestOptions,
): Promise<Result<readonly DicomDataset[], Failure>> {
  // Images that name one palette (0028,1199) share its tables.
  const known = new Map<string, string | undefined>();
  const filled: DicomDataset[] = [];
  for (const dataset of datasets) {
    const own: { [tag: string]: DicomElement } = {};
    for (const [tag, { vr, path }] of tablesToFetch(dataset, study)) {
      const name = `${textOf(dataset, 'PaletteColorLookupTableUID') ?? path} ${tag}`;
      if (!known.has(name)) {
        const table = await readTable(connection, path, options);
        if (!table.ok && !answered.has(table.failure.code)) return table;
        known.set(name, table.ok ? Buffer.from(table.value).toString('base64') : undefined);
      }
      const InlineBinary = known.get(name);
      if (InlineBinary !== undefined) own[tag] = { vr, InlineBinary };
    }
    filled.push(Object.keys(own).length > 0 ? { ...dataset, ...own } : dataset);
  }
  return succeed(filled);
}

function tablesToFetch(dataset: DicomDataset, study: StudyInstanceUID) {
  const found = new Map<string, { readonly vr: string; readonly path: string }>();
  if (textOf(dataset, 'PhotometricInterpretation') !== 'PALETTE COLOR') return found;
  for (const tag of tables.map(tagOf)) {
    const { vr = 'OW', BulkDataURI, InlineBinary, Value } = dataset[tag] ?? {};
    const path = BulkDataURI === undefined || InlineBinary || Value ? undefined : pathOf(BulkDataURI, study);
    if (path !== undefined) found.set(tag, { vr, path });
  }
  return found;
}

/** From the study on: the same resource under this archive's own root; undefined for one that is not of the study. */
function pathOf(uri: string, study: StudyInstanceUID): string | undefined {
  const nowhere = 'http://archive.invalid';
  if (!URL.canParse(uri, nowhere)) return undefined;
  const { pathname, search } = new URL(uri, nowhere);
  const at = pathname.lastIndexOf(`/studies/${study}/`);
  return at < 0 ? undefined : `${pathname.slice(at)}${search}`;
}

async function readTable(
  connection: ArchiveConnection,
  path: string,
  options: RequestOptions,
): Promise<Result<Uint8Array, Failure>> {
  const accept = 'multipart/related; type="application/octet-stream", application/octet-stream;q=0.9';
  const response = await connection.askForContent({ path, accept }, options);
  if (!response.ok) return response;
  const media = readMediaType(response.value.headers.get('content-type'));
  if (media.type !== 'multipart/related') return connection.readBytes(response.value, maxTableBytes);
  let table: Uint8Array | undefined;
  const limits = { parts: 1, partBytes: maxTableBytes };
  const read = await readParts(connection, response.value, media, limits, (part) => {
    table = part.bytes;
  });
  if (!read.ok) return read;
  return table ? succeed(table) : fail(failureOf('ArchiveAnswerInvalid', { host: connection.place.host }));
}
