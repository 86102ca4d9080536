import { type DicomDataset, textOf } from './dicomJson.ts';
import type { KernelUse } from './seriesFacets.ts';
import { seriesText } from './seriesText.ts';

/** Words of GE and others that name the use itself. */
const named: Readonly<Record<string, KernelUse>> = {
  STANDARD: 'soft',
  STND: 'soft',
  SOFT: 'soft',
  DETAIL: 'soft',
  LUNG: 'lung',
  CHST: 'lung',
  BONE: 'bone',
  BONEPLUS: 'bone',
  'BONE PLUS': 'bone',
  EDGE: 'sharp',
  ULTRA: 'sharp',
  BRAIN: 'brain',
};

/** Philips names its filters by letters. */
const letters: Readonly<Record<string, KernelUse>> = {
  A: 'soft',
  B: 'soft',
  C: 'soft',
  D: 'sharp',
  E: 'bone',
  L: 'lung',
  YA: 'sharp',
  YB: 'sharp',
  YC: 'sharp',
  YD: 'sharp',
  UA: 'brain',
  UB: 'brain',
  UC: 'brain',
};

/** What the kernel of a CT series is for (0018,1210), else what its words say. */
export function kernelUseOf(dataset: DicomDataset): KernelUse | undefined {
  if (textOf(dataset, 'Modality') !== 'CT') return undefined;
  const written = (textOf(dataset, 'ConvolutionKernel') ?? '').toUpperCase().trim();
  const words = seriesText(dataset);
  const byKernel = named[written] ?? letters[written] ?? siemensUse(written, words) ?? canonUse(written);
  // A sharp kernel is for lung in a chest and for bone elsewhere: there the words decide.
  if (byKernel !== undefined && byKernel !== 'sharp') return byKernel;
  return writtenUse(words) ?? byKernel;
}

function writtenUse(words: string): KernelUse | undefined {
  if (/\blungs?\b|\bhrct\b|\bpulm\w*/.test(words)) return 'lung';
  if (/\bbones?\b|\bosseous\b|\bknochen\b/.test(words)) return 'bone';
  if (/\bbrain\b/.test(words)) return 'brain';
  return /\bsoft\b|\bmediastin\w*|\bst\b|\babd\w*/.test(words) ? 'soft' : undefined;
}

/** B30f, H31s, I70f\3, Br38d, Bl57: a letter for the region and a number that rises with sharpness. */
function siemensUse(written: string, words: string): KernelUse | undefined {
  const match = /^(B|H|I|J|T|U|BR|BL|BV|HR|HC|HV|QR|UR)(\d{2})/.exec(written);
  if (!match) return undefined;
  const [, family = '', digits = ''] = match;
  const sharpness = Number(digits);
  if (family === 'BL') return 'lung';
  const isHead = family.startsWith('H') || family === 'J';
  if (isHead) return sharpness >= 55 ? 'bone' : 'brain';
  if (sharpness < 50) return 'soft';
  return /\bchest\b|\bthorax\b|\blung/.test(words) ? 'lung' : 'sharp';
}

/** FC01 to FC86 of Canon and Toshiba, by tens. */
function canonUse(written: string): KernelUse | undefined {
  const digits = /^FC(\d{2})/.exec(written)?.[1];
  if (digits === undefined) return undefined;
  const number = Number(digits);
  if (number >= 80) return 'sharp';
  if (number >= 50 && number < 60) return 'lung';
  if (number >= 30 && number < 40) return 'bone';
  return number >= 20 && number < 30 ? 'brain' : 'soft';
}
