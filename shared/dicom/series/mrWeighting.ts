import { numberOf, textOf } from '../dicomJson.ts';
import { type Facet, known, unknown } from './facet.ts';
import { weightingByPhysics } from './mrPhysics.ts';
import { weightingInWords } from './mrWords.ts';
import type { Weighting } from './seriesFacets.ts';
import { hasType, type SeriesHeader } from './seriesHeader.ts';

/** Acquisition Contrast of enhanced MR (PS3.3 C.8.13.3.1). */
const contrasts: Readonly<Record<string, Weighting>> = {
  T1: 'T1',
  T2: 'T2',
  T2_STAR: 'T2*',
  PROTON_DENSITY: 'PD',
  FLUID_ATTENUATED: 'FLAIR',
  STIR: 'STIR',
  DIFFUSION: 'DWI',
  PERFUSION: 'PERF',
  TOF: 'MRA',
  FLOW_ENCODED: 'MRA',
};

const adcTypes = ['ADC', 'EADC', 'ADC_UNSPECIFIED'];
const tensorTypes = ['FA', 'COLFA', 'TENSOR', 'TENSOR_B0', 'FRACTIONAL_ANISO', 'FRACT_ANISO'];
const diffusionTypes = ['DIFFUSION', 'TRACEW', 'TRACE', 'DIFFUSION_ANISO'];
const susceptibilityTypes = ['SWI', 'SWI_VENO', 'MNIP'];
const perfusionTypes = [
  'PERFUSION',
  'ASL',
  'RELCBF',
  'RELCBV',
  'RELMTT',
  'CBF',
  'CBV',
  'RCBV',
  'MTT',
  'TTP',
  'TMAX',
  'GBP',
  'PBP',
];

/**
 * How an MR series is weighted: by what the scanner noted of itself, then by words, then by the times of its pulses.
 * Times that speak against a word are a conflict, and the word stays.
 */
export function weightingOf(header: SeriesHeader, bValue: number | undefined): Facet<Weighting> {
  if (header.modality !== 'MR') return unknown;
  const weighting = coded(header, bValue) ?? weightingInWords(header) ?? weightingByPhysics(header) ?? unknown;
  const conflict = conflictOf(header, weighting);
  return conflict === undefined ? weighting : { ...weighting, conflict };
}

function coded(header: SeriesHeader, bValue: number | undefined): Facet<Weighting> | undefined {
  const words = weightingInWords(header);
  if (hasType(header, ...adcTypes)) return known('ADC', 'ImageType', 1);
  // An original image is measured, not calculated: a DTI run may write FA into the type of its raw images.
  if (hasType(header, 'DERIVED') && hasType(header, ...tensorTypes)) return known('DTI', 'ImageType', 1);
  if (hasType(header, ...perfusionTypes)) return known('PERF', 'ImageType', 1);
  if (hasType(header, ...susceptibilityTypes)) return known('SWI', 'ImageType', 1);
  const isMap = words?.value === 'ADC' || words?.value === 'DTI';
  if (hasType(header, ...diffusionTypes)) return isMap ? words : known('DWI', 'ImageType', 1);
  const contrast = contrasts[(textOf(header.dataset, 'AcquisitionContrast') ?? '').toUpperCase()];
  if (contrast) return isMap ? words : known(contrast, 'AcquisitionContrast', 1);
  if ((bValue ?? 0) > 0) return isMap ? words : known('DWI', 'DiffusionBValue', 1);
  return undefined;
}

/** Echo times that no series of this weighting has; ms. Maps bear the times of what they were calculated from. */
function conflictOf(header: SeriesHeader, { value, source }: Facet<Weighting>): string | undefined {
  const echo = numberOf(header.dataset, 'EchoTime') ?? numberOf(header.dataset, 'EffectiveEchoTime');
  // Zero is how some scanners write that there is none to name.
  if (source !== 'text' || echo === undefined || echo <= 0) return undefined;
  if (value === 'T1' && echo > 60 && !hasType(header, 'DERIVED')) return `EchoTime ${echo}`;
  if (value === 'T2' && echo < 20 && !header.description.includes('MAP')) return `EchoTime ${echo}`;
  return undefined;
}
