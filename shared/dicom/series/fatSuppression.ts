import { textOf, textsOf } from '../dicomJson.ts';
import { type Facet, known, unknown } from './facet.ts';
import type { Weighting } from './seriesFacets.ts';
import { hasType, type SeriesHeader } from './seriesHeader.ts';
import { anyWord } from './words.ts';

const options = new Set([
  'FS',
  'SFS',
  'FSS',
  'FATSAT',
  'FAT_SAT',
  'SPIR',
  'SPAIR',
  'FAT_SAT_GEMS',
  'FSAT',
  'SPECIR_GEMS',
  'SFAT',
]);
const words = anyWord(
  'FS',
  'FAT ?SAT\\w*',
  'FATS',
  'FSAT',
  'SPIR',
  'SPAIR',
  'STIR\\w*',
  'TIRM\\w*',
  'CHESS',
  'WFS',
  'FAT ?SUP\\w*',
  'FAT ?SEP\\w*',
  'PDW?FS',
  'T[12]W?FS',
  'WATER',
  'WE',
  'PROSET',
  'DIXON W(?:ATER)?',
  'SG',
  'SAT ?(?:FAT|GRASA|GRAISSE)',
  'S GORDURA',
  'THRIVE\\w*',
  'E THRIVE',
  'DIXON ALL W',
);
const notSuppressed = anyWord('(?:W O|WO|NO|NON|WITHOUT|OHNE|SANS|SIN|SEM) ?(?:FS|FAT ?SAT)', 'NON ?FS', 'NO ?FS');

/** Whether fat is made dark: by the options the scanner noted (0018,0022), else by words. MR only. */
export function fatSatOf(header: SeriesHeader, weighting: Weighting | undefined): Facet<boolean> {
  if (header.modality !== 'MR') return unknown;
  if (weighting === 'STIR') return known(true, 'weighting', 0.9);
  const scan = textsOf(header.dataset, 'ScanOptions').map((value) => value.toUpperCase());
  if (scan.some((option) => options.has(option))) return known(true, 'ScanOptions', 0.95);
  const technique = (textOf(header.dataset, 'SpectrallySelectedSuppression') ?? '').toUpperCase();
  if (technique === 'FAT') return known(true, 'SpectrallySelectedSuppression', 1);
  // The water picture of a Dixon is one without fat.
  if (hasType(header, 'WATER', 'W') && hasType(header, 'DIXON', 'DERIVED')) return known(true, 'ImageType', 0.9);
  const written = header.description === '' ? header.protocol : header.description;
  // Siemens calls every inversion recovery TIRM; one that makes fluid dark leaves fat bright.
  const name = weighting === 'FLAIR' ? written.replace(/TIRM\w*/g, ' ') : written;
  if (notSuppressed.test(name)) return known(false, 'text', 0.8);
  if (words.test(name)) return known(true, 'text', 0.85);
  // A name that could have said it and does not; a header without names says nothing.
  return written === '' && scan.length === 0 ? unknown : known(false, 'none', 0.6);
}
