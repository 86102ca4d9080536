import { tagOf } from '../attributes.ts';
import type { DicomDataset } from '../dicomJson.ts';
import { type DocumentKind, documentKindOf } from './studyDocuments.ts';

/** These are nothing without bytes that no metadata holds: a file inside a file, or pixels. */
const neverInMetadata: ReadonlySet<DocumentKind> = new Set(['pdf', 'encapsulated', 'segmentation']);
const leftOut = new Set([tagOf('PixelData'), tagOf('EncapsulatedDocument')]);

/**
 * Whether what an archive's metadata says of an object is all there is to show of it. What it gave by reference only, as
 * archives may give any long value (PS3.18 F.2.6), is not there.
 */
export function isWholeInMetadata(dataset: DicomDataset): boolean {
  const kind = documentKindOf(dataset);
  return kind !== undefined && !neverInMetadata.has(kind) && !hasReference(dataset, 0);
}

function hasReference(dataset: DicomDataset, depth: number): boolean {
  if (depth > 32) return false;
  return Object.entries(dataset).some(([tag, { vr, Value, BulkDataURI }]) => {
    if (BulkDataURI !== undefined && !leftOut.has(tag)) return true;
    return vr === 'SQ' && (Value ?? []).some((item) => hasReference(item as DicomDataset, depth + 1));
  });
}
