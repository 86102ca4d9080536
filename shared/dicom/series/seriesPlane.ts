import { numbersOf } from '../dicomJson.ts';
import type { Orientation } from '../orientation.ts';
import { cross, lengthOf, type Vector3 } from '../vectors.ts';
import { type Facet, known, unknown } from './facet.ts';
import type { SeriesPlane } from './seriesFacets.ts';
import type { SeriesHeader } from './seriesHeader.ts';
import { textsInOrder } from './seriesHeader.ts';
import { anyWord } from './words.ts';

const planesInWords: readonly (readonly [plane: SeriesPlane, words: RegExp])[] = [
  [
    'AX',
    anyWord(
      'O?AX',
      'AXI',
      'AXIAL\\w*',
      'ASSIALE?',
      'TRA',
      'TRV',
      'TRANSV?',
      'TRANSVERS\\w*',
      'TRASV\\w*',
      'AKS(?:IYEL)?',
    ),
  ],
  ['COR', anyWord('O?COR', 'CORO', 'CORONA\\w*', 'KORONA\\w*', 'KOR', 'PARACOR\\w*', 'PARAKOR\\w*')],
  ['SAG', anyWord('O?SAG', 'SAGIT\\w*', 'SAGGIT\\w*', 'PARASAG\\w*')],
];

/** Below this length rows and columns are hardly at an angle: the orientation says nothing. */
const shortestNormal = 0.5;

/** Slices have a plane: by their geometry, whatever they are called; by words where there is none. */
export function planeFacets(
  header: SeriesHeader,
  orientation: Orientation | undefined,
): { readonly plane: Facet<SeriesPlane>; readonly obliqueDeg: Facet<number> } {
  const normal = normalOfHeader(header, orientation);
  if (!normal) return { plane: planeInWords(header), obliqueDeg: unknown };
  const sizes = normal.map(Math.abs) as [number, number, number];
  const largest = Math.max(...sizes);
  // The dominant axis always: a shoulder's coronal lies at 44 degrees and is a coronal still.
  const plane = sizes[2] === largest ? 'AX' : sizes[1] === largest ? 'COR' : 'SAG';
  const degrees = (Math.acos(Math.min(1, largest / lengthOf(normal))) * 180) / Math.PI;
  return { plane: known(plane, 'geometry', 1), obliqueDeg: known(Math.round(degrees * 10) / 10, 'geometry', 1) };
}

function normalOfHeader({ dataset }: SeriesHeader, orientation: Orientation | undefined): Vector3 | undefined {
  const written = numbersOf(dataset, 'ImageOrientationPatient');
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = written?.length === 6 ? written : [];
  const { row, column } = orientation ?? { row: [a, b, c] as Vector3, column: [d, e, f] as Vector3 };
  const normal = cross(row, column);
  return lengthOf(normal) >= shortestNormal ? normal : undefined;
}

/** Undefined where a name has two planes: "AX COR SAG" is no plane. */
function planeInWords(header: SeriesHeader): Facet<SeriesPlane> {
  for (const text of textsInOrder(header)) {
    const found = planesInWords.filter(([, words]) => words.test(text));
    const [first, ...others] = found;
    if (first && others.length === 0) return known(first[0], 'text', 0.6);
    if (first) return unknown;
  }
  return unknown;
}
