import { type DicomDataset, numberOf, textOf, textsOf } from './dicomJson.ts';
import type { Weighting } from './seriesFacets.ts';
import { imageTypesOf, seriesText } from './seriesText.ts';

/** Acquisition Contrast of enhanced MR (PS3.3 C.8.13.3.1). */
const contrasts: Readonly<Record<string, Weighting>> = {
  T1: 'T1',
  T2: 'T2',
  T2_STAR: 'T2*',
  PROTON_DENSITY: 'PD',
  FLUID_ATTENUATED: 'FLAIR',
  STIR: 'STIR',
  DIFFUSION: 'DWI',
  PERFUSION: 'perfusion',
  TOF: 'angiography',
  FLOW_ENCODED: 'angiography',
};

const typeSigns: readonly (readonly [weighting: Weighting, signs: readonly string[]])[] = [
  ['ADC', ['ADC', 'ADC_UNSPECIFIED']],
  ['DWI', ['DIFFUSION', 'TRACEW', 'TRACE']],
  ['perfusion', ['PERFUSION', 'ASL', 'RELCBF', 'CBF', 'CBV', 'MTT', 'TTP', 'TMAX', 'RCBV']],
  ['SWI', ['SWI', 'SWI_VENO', 'MNIP']],
];

/** In the order in which they are asked: "T2 FLAIR" is FLAIR, "T2*" is not T2, an ADC map of a DWI is ADC. */
const wordSigns: readonly (readonly [weighting: Weighting, words: RegExp])[] = [
  ['ADC', /\badc\b|apparent diff|\bdadc/],
  ['perfusion', /\bperf\w*|\basl\b|\bcbf\b|\bcbv\b|\bmtt\b|\btmax\b|\bdsc\b|relcbf/],
  ['DWI', /\be?dwi\b|\bdiff\w*|\btrace\w*|\bb ?(?:[4-9]\d\d|1\d{3}|2000)\b|\bresolve\b/],
  ['SWI', /\bswi\b|\bswan\b|\bvenbold\b|\bsusc\w*/],
  ['FLAIR', /\bt?2?w?_?flair\b|\bflair|dark ?fluid|\btirm.*dark/],
  ['STIR', /\bstir\b|\btirm\b/],
  ['MRCP', /\bmrcp\b|\bcholangio/],
  ['angiography', /\btof\b|\bmra\b|\bmrv\b|\bangio\w*|\bpc ?a?3d|\bcemra\b|\btwist\b|\btricks\b/],
  ['T2*', /\bt2 ?\*|\bt2 ?star\b|\bgre\b|\bhemo\b|\bffe\b.*t2|\bmerge\b|\bmedic\b/],
  ['PD', /\bpd\w*\b|\bproton/],
  ['T1', /\bt1\w*|mprage|\bbravo\b|\bspgr\b|\bvibe\b|\blava\b|\bthrive\b|\bmp2rage\b|\bflash3?d?\b/],
  ['T2', /\bt2\w*|\bhaste\b|\bciss\b|\bfiesta\b|\bssfse\b|\bblade\b|\bpropeller\b|\bbtfe\b|\btrufi\w*/],
];

/**
 * How an MR series is weighted: by what the scanner noted of itself, then by the times of a spin echo, then by the words.
 * Undefined where nothing says it, and for other modalities.
 */
export function weightingOf(dataset: DicomDataset, bValue: number | undefined): Weighting | undefined {
  if (textOf(dataset, 'Modality') !== 'MR') return undefined;
  const types = imageTypesOf(dataset);
  const byType = typeSigns.find(([, signs]) => signs.some((sign) => types.has(sign)))?.[0];
  if (byType) return byType;
  const byContrast = contrasts[(textOf(dataset, 'AcquisitionContrast') ?? '').toUpperCase()];
  if (byContrast) return byContrast;
  if ((bValue ?? 0) > 0) return 'DWI';
  const words = seriesText(dataset);
  return byTimes(dataset) ?? wordSigns.find(([, pattern]) => pattern.test(words))?.[0] ?? byEcho(dataset);
}

/** Times of a spin echo or an inversion, where they leave no doubt; ms. */
function byTimes(dataset: DicomDataset): Weighting | undefined {
  const sequence = textsOf(dataset, 'ScanningSequence');
  const repetition = numberOf(dataset, 'RepetitionTime');
  const echo = numberOf(dataset, 'EchoTime');
  const inversion = numberOf(dataset, 'InversionTime') ?? 0;
  if (repetition === undefined || echo === undefined || sequence.includes('EP')) return undefined;
  if (sequence.includes('IR') && inversion >= 1_500 && echo >= 60) return 'FLAIR';
  // Nulled fat: below what any tissue but fat needs, at all field strengths in use.
  if (sequence.includes('IR') && inversion >= 60 && inversion <= 260 && repetition >= 1_500) return 'STIR';
  if (sequence.includes('IR') || !sequence.includes('SE') || sequence.includes('GR')) return undefined;
  if (echo >= 70 && repetition >= 1_800) return 'T2';
  if (echo <= 30 && repetition <= 1_000) return 'T1';
  return undefined;
}

/** Where no word helps: what the times make likely. */
function byEcho(dataset: DicomDataset): Weighting | undefined {
  const sequence = textsOf(dataset, 'ScanningSequence');
  const repetition = numberOf(dataset, 'RepetitionTime');
  const echo = numberOf(dataset, 'EchoTime');
  if (repetition === undefined || echo === undefined || sequence.includes('EP')) return undefined;
  if (sequence.includes('GR')) return echo >= 12 ? 'T2*' : 'T1';
  if (!sequence.includes('SE')) return undefined;
  if (echo >= 60) return 'T2';
  return repetition >= 1_500 ? 'PD' : 'T1';
}

/** Whether fat is made dark, by the options the scanner noted or by its words. */
export function isFatSuppressed(dataset: DicomDataset): boolean {
  if (textOf(dataset, 'Modality') !== 'MR') return false;
  const options = [...textsOf(dataset, 'ScanOptions'), ...textsOf(dataset, 'SequenceVariant')];
  if (options.some((option) => ['FS', 'SFS', 'FATSAT', 'FAT_SAT', 'SPIR', 'SPAIR'].includes(option.toUpperCase()))) {
    return true;
  }
  return /\bfs\b|\bfat ?sat\w*|\bspair\b|\bspir\b|\bdixon w\b|\bstir\b|\bt[12]w?fs\b|\bpdw?fs\b/.test(
    seriesText(dataset),
  );
}
