import type { Keyword } from './attributes.ts';
import { type DicomDataset, textOf, textsOf } from './dicomJson.ts';

const described: readonly Keyword[] = ['SeriesDescription', 'ProtocolName'];

/**
 * What people wrote of a series, in small letters and with one blank where scanners write underscores and hyphens:
 * the description, or, where there is none, the protocol.
 */
export function seriesText(dataset: DicomDataset): string {
  const text = described.map((keyword) => textOf(dataset, keyword)).find((words) => words !== undefined) ?? '';
  return text
    .toLowerCase()
    .replace(/[_\-^/\\.,;()[\]]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Values of Image Type (0008,0008), upper case. */
export function imageTypesOf(dataset: DicomDataset): ReadonlySet<string> {
  return new Set(textsOf(dataset, 'ImageType').map((value) => value.toUpperCase()));
}
