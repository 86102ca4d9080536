import { type DicomDataset, textOf } from './dicomJson.ts';
import type { SeriesRole } from './seriesFacets.ts';
import { imageTypesOf, seriesText } from './seriesText.ts';

const secondaryCapture = '1.2.840.10008.5.1.4.1.1.7';

/** In the order in which they are asked: a dose page is a capture too, and says what it is. */
const bySign: readonly (readonly [role: SeriesRole, types: readonly string[], words: RegExp])[] = [
  ['dose', ['DOSE_INFO'], /\bdose (report|info|sheet|page|summary|record)|\bpatient protocol\b|\bdosis\b/],
  [
    'localizer',
    ['LOCALIZER'],
    /\b(scouts?|topogram|topo|locali[sz]er|surview|scanogram|survey|pilot|3 ?plane|3 ?pl loc|aahead scout)\b|^locs?\b|\blocs?$/,
  ],
  [
    'bolusTracking',
    [],
    /\b(pre ?monitoring|monitoring|smart ?prep|bolus ?track|bolus|tracker|sure ?start|test ?bolus)\b/,
  ],
  ['projection', ['MIP', 'MINIP', 'MAX_IP', 'MIN_IP', 'VOLREN', 'AVERAGE'], /\b(min ?ip|mip|vrt?|3d rend\w*)\b/],
  ['reformat', ['MPR', 'REFORMATTED', 'RESAMPLED'], /\b(mpr|reformat\w*|curved)\b/],
];

/** What a series is for, by Image Type (PS3.3 C.7.6.1.1.2) and SOP class first, by its words second. */
export function seriesRoleOf(dataset: DicomDataset): SeriesRole {
  const types = imageTypesOf(dataset);
  const signed = bySign.find(([, signs]) => signs.some((sign) => types.has(sign)))?.[0];
  if (signed) return signed;
  const words = seriesText(dataset);
  const written = bySign.find(([, , pattern]) => pattern.test(words))?.[0];
  // A thick slab is called MIP and 3D by its protocol too: an original picture is what it says it is.
  if (written && !(types.has('ORIGINAL') && (written === 'projection' || written === 'reformat'))) return written;
  const isCapture = (textOf(dataset, 'SOPClassUID') ?? '').startsWith(secondaryCapture);
  return isCapture ? 'capture' : 'images';
}
