import { type DicomDataset, numberOf, textOf, textsOf } from '../dicomJson.ts';
import { originOf } from '../documents/origin.ts';
import { type Facet, known, unknown } from './facet.ts';
import type { SeriesFacets } from './seriesFacets.ts';
import { hasType, type SeriesHeader } from './seriesHeader.ts';
import { anyWord } from './words.ts';

const projectionTypes = [
  'MIP',
  'MINIP',
  'MNIP',
  'MAX_IP',
  'MIN_IP',
  'VOLREN',
  'VOLUME RENDERING',
  'CSA MIP',
  'CSA MIN IP',
];
const reformatTypes = ['MPR', 'REFORMATTED', 'RESAMPLED', 'CPR', 'CSA MPR', 'MPR_CURVED'];
const projectionWords = anyWord(
  '(?:MIN|MAX|T|THIN|THICK)? ?M ?IPS?',
  'MIN ?IP',
  'MAX ?IP',
  'VRT?',
  '3D ?(?:RENDER\\w*|VR)',
  'VOLUME RENDER\\w*',
);
const reformatWords = anyWord('[MC]PR', 'REFORMAT\\w*', 'CURVED', 'MPR THICK', 'REKO?NSTRUKTION (?:COR|SAG)');

/** What was calculated from other images. */
export function derivationFacets(
  header: SeriesHeader,
): Pick<SeriesFacets, 'mip' | 'mpr' | 'derived' | 'secondary' | 'ai'> {
  const [first, second] = header.imageType;
  return {
    mip: projection(header),
    mpr: marked(header, reformatTypes, reformatWords),
    derived: either(first, 'DERIVED', 'ORIGINAL'),
    secondary: either(second, 'SECONDARY', 'PRIMARY'),
    ai: drawnByProgram(header),
  };
}

function projection(header: SeriesHeader): Facet<boolean> {
  // PET writes PROJECTION IMAGE for emission data in general.
  if (header.modality !== 'PT' && hasType(header, 'PROJECTION IMAGE')) return known(true, 'ImageType', 1);
  return marked(header, projectionTypes, projectionWords);
}

function marked(header: SeriesHeader, types: readonly string[], words: RegExp): Facet<boolean> {
  if (hasType(header, ...types)) return known(true, 'ImageType', 1);
  const written = words.test(header.description);
  // A thick slab is called MIP by its protocol too: an original picture is what it says it is.
  if (hasType(header, 'ORIGINAL')) return known(false, 'ImageType', 0.95, written ? header.written : undefined);
  if (written) return known(true, 'text', 0.8);
  return known(false, 'none', 0.6);
}

function either(value: string | undefined, yes: string, no: string): Facet<boolean> {
  if (value === yes) return known(true, 'ImageType', 1);
  return value === no ? known(false, 'ImageType', 1) : unknown;
}

function drawnByProgram({ dataset }: SeriesHeader): Facet<boolean> {
  return originOf(dataset).byMachine ? known(true, 'Manufacturer', 0.9) : known(false, 'none', 0.8);
}

const tomosynthesis = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.13\.1\.[345]$/;
const tomoWords = anyWord('TOMO\\w*', 'DBT', 'BTO', '3D');

/** Of a mammogram: a stack of slices, and whether it is the raw picture that nobody reads. */
export function mammographyFacets(header: SeriesHeader): Pick<SeriesFacets, 'tomo' | 'forProcessing'> {
  const intent = textOf(header.dataset, 'PresentationIntentType')?.toUpperCase();
  return {
    tomo: tomo(header),
    forProcessing: intent === undefined ? unknown : known(intent === 'FOR PROCESSING', 'PresentationIntentType', 1),
  };
}

function tomo(header: SeriesHeader): Facet<boolean> {
  if (header.modality !== 'MG') return unknown;
  if (tomosynthesis.test(textOf(header.dataset, 'SOPClassUID') ?? '')) return known(true, 'SOPClassUID', 1);
  if (hasType(header, 'TOMOSYNTHESIS')) return known(true, 'ImageType', 1);
  return tomoWords.test(header.description) ? known(true, 'text', 0.8) : known(false, 'none', 0.7);
}

const uncorrected = anyWord(
  'NAC',
  'UNCORR\\w*',
  'NO ?N? ?AC',
  'NON ?AC',
  'NON ?ATT\\w*',
  'SENZA AC',
  'SIN AC',
  'SEM AC',
  'OHNE AK',
);
const corrected = anyWord('M?AC', 'CTAC', 'ATT\\w* ?CORR\\w*', 'CORRECTED');

/** Of PET: whether it is corrected for attenuation (0028,0051); uncorrected images are never measured. */
export function attenuationCorrection(header: SeriesHeader): Facet<boolean> {
  if (header.modality !== 'PT') return unknown;
  const corrections = textsOf(header.dataset, 'CorrectedImage').map((value) => value.toUpperCase());
  const says = uncorrected.test(header.description) ? false : corrected.test(header.description) ? true : undefined;
  if (corrections.length > 0) {
    const value = corrections.includes('ATTN');
    return known(value, 'CorrectedImage', 1, says === !value ? header.written : undefined);
  }
  return says === undefined ? unknown : known(says, 'text', 0.8);
}

const thinnest = 1.5;

/** Thickness and what follows from it. */
export function thicknessFacets(
  header: SeriesHeader,
  thicknessMm: number | undefined,
  count: number | undefined,
): Pick<SeriesFacets, 'thickness' | 'thin' | 'is3D'> {
  const written = thicknessMm ?? numberOf(header.dataset, 'SliceThickness');
  const thickness = written !== undefined && written > 0 ? known(written, 'SliceThickness', 1) : unknown;
  const thin = thickness.value === undefined ? unknown : known(thickness.value <= thinnest, 'SliceThickness', 1);
  return { thickness, thin, is3D: volume(header, thin.value, count) };
}

const volumeWords = anyWord('3D', 'ISO', 'MP ?2?RAGE', 'BRAVO', 'SPACE', 'CUBE', 'VISTA');
/** Fewer slices are no volume that planes are cut out of. */
const fewestSlices = 30;

function volume(header: SeriesHeader, thin: boolean | undefined, count: number | undefined): Facet<boolean> {
  if (header.modality === 'CT') {
    return thin === undefined || count === undefined
      ? unknown
      : known(thin && count >= fewestSlices, 'SliceThickness', 0.9);
  }
  if (header.modality !== 'MR') return unknown;
  const acquired = textOf(header.dataset, 'MRAcquisitionType');
  if (acquired === '3D' || acquired === '2D') return known(acquired === '3D', 'MRAcquisitionType', 0.95);
  return [header.description, header.protocol].some((text) => volumeWords.test(text))
    ? known(true, 'text', 0.7)
    : unknown;
}

/** The attributes by which a correction is remembered are read from here too. */
export function writtenName(dataset: DicomDataset): string | undefined {
  return textOf(dataset, 'SeriesDescription') ?? textOf(dataset, 'ProtocolName');
}
