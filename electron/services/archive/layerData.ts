import { type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { tagOf } from '#shared/dicom/attributes.ts';
import { type DicomDataset, type DicomElement, numberOf } from '#shared/dicom/dicomJson.ts';
import type { StudyInstanceUID } from '#shared/dicom/uids.ts';
import type { ArchiveConnection } from './archiveConnection.ts';
import type { RequestOptions } from './index.ts';
import { answeredFailures, pathOfPointed, readPointedData } from './pointedData.ts';

/** An overlay of 2,896 x 2,896 bits; a profile with a large table. */
const maxLayerBytes = 1024 * 1024;
/** Each is a question of its own, and the line is slow: a series that points at more is left with what was sent along. */
const mostLayers = 32;

const overlayData = /^60[01][02468ACE]3000$/;
const profile = tagOf('ICCProfile');

export interface LayerSource {
  readonly connection: ArchiveConnection;
  readonly study: StudyInstanceUID;
  readonly options: RequestOptions;
}

/**
 * Overlays (60xx,3000) and colour profiles (0028,2000) that the metadata only point at (PS3.18 annex F.2.6): an image is
 * whole without them, and still says of itself that it has them. The data sets with them where the archive hands them
 * out; asked of this archive and no other (P10), and of a series with few of them only.
 */
export async function withLayers(
  { connection, study, options }: LayerSource,
  datasets: readonly DicomDataset[],
): Promise<Result<readonly DicomDataset[], Failure>> {
  const pointed = datasets.map((dataset) => layersPointedAt(dataset, study));
  const count = pointed.reduce((sum, layers) => sum + layers.length, 0);
  if (count === 0 || count > mostLayers) return succeed(datasets);
  const filled: DicomDataset[] = [];
  for (const [index, dataset] of datasets.entries()) {
    const layers: { [tag: string]: DicomElement } = {};
    for (const { tag, vr, path } of pointed[index] ?? []) {
      const read = await readPointedData(connection, path, maxLayerBytes, options);
      if (!read.ok && !answeredFailures.has(read.failure.code)) return read;
      if (read.ok) layers[tag] = { vr, InlineBinary: Buffer.from(read.value).toString('base64') };
    }
    filled.push({ ...dataset, ...layers });
  }
  return succeed(filled);
}

function layersPointedAt(dataset: DicomDataset, study: StudyInstanceUID) {
  if (numberOf(dataset, 'Rows') === undefined) return [];
  return Object.entries(dataset).flatMap(([tag, element]) => {
    const { vr, BulkDataURI, InlineBinary, Value } = element;
    if (!(overlayData.test(tag) || tag === profile) || BulkDataURI === undefined || InlineBinary || Value) return [];
    const path = pathOfPointed(BulkDataURI, study);
    return path === undefined ? [] : [{ tag, vr, path }];
  });
}
