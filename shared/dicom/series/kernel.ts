import { textOf } from '../dicomJson.ts';
import { type Facet, known, unknown } from './facet.ts';
import type { Kernel, SeriesWindow } from './seriesFacets.ts';
import type { SeriesHeader } from './seriesHeader.ts';
import { anyWord } from './words.ts';

interface KernelMeaning {
  readonly kernel: Kernel;
  readonly window?: SeriesWindow | undefined;
  readonly confidence?: number;
}

const soft: KernelMeaning = { kernel: 'soft' };
const sharp: KernelMeaning = { kernel: 'sharp' };
const lung: KernelMeaning = { kernel: 'sharp', window: 'lung' };
const bone: KernelMeaning = { kernel: 'sharp', window: 'bone' };
const brain: KernelMeaning = { kernel: 'soft', window: 'brain' };

/** Names that say what they are for; GE's first of all. */
const named: Readonly<Record<string, KernelMeaning>> = {
  STANDARD: soft,
  STND: soft,
  SOFT: soft,
  CHST: soft,
  LUNG: lung,
  BONE: bone,
  BONEPLUS: bone,
  'BONE PLUS': bone,
  'HD BONE': bone,
  'HD BONE PLUS': bone,
  'HD LUNG': lung,
  EDGE: sharp,
  DETAIL: sharp,
  ULTRA: sharp,
  BRAIN: brain,
};

/** Philips names its filters by letters; a letter is matched whole. */
const letters: Readonly<Record<string, KernelMeaning>> = {
  A: soft,
  B: soft,
  C: soft,
  D: sharp,
  E: bone,
  L: lung,
  YA: { kernel: 'sharp', confidence: 0.6 },
  YB: { kernel: 'sharp', confidence: 0.6 },
  YC: sharp,
  YD: sharp,
  YE: sharp,
  UA: brain,
  UB: brain,
  UC: brain,
};

const lungWords = anyWord(
  'LUNGS?',
  'LUNGEN?',
  'LUNGENFENSTER',
  'HRCT',
  'PARENCH\\w*',
  'PARENQ\\w*',
  'POUMONS?',
  'PULMON(?:ES)?',
  'PULMAO',
  'POLMON[EI]',
  'AKCIGER',
  'BRONCH\\w*',
);
/** "Ventana pulmonar" is for lung; "arterias pulmonares" and "pulmonary angiogram" are of vessels. */
const ofLung = anyWord('P[UO]LMONA\\w*');
const vessels = anyWord('ANGIO\\w*', 'ART\\w*', 'EMBOL\\w*', 'CTA', 'CTPA', 'TEP', 'PE', 'VENOGR\\w*', 'VEINS?');
const boneWords = anyWord(
  'BONES?',
  'OSSEOUS',
  'KNOCHEN\\w*',
  'OSS?EU?[XO]S?',
  'OSS?[OA]',
  'OS(?! DE)',
  'HUESOS?',
  'KEMIK',
);
const brainWords = anyWord('BRAIN', 'HIRN\\w*', 'CEREBRO', 'CERVEAU', 'CERVELLO', 'ENCEFALO', 'BEYIN');
const sharpWords = anyWord('SHARP', 'EDGE');
const softWords = anyWord(
  'SOFT',
  'STD',
  'ST',
  'STANDARD',
  'MEDIAST\\w*',
  'WEICHTEIL\\w*',
  'PARTES (?:BLANDAS|MOLES)',
  'PARTIES MOLLES',
  'MOUS?',
  'TESSUTI MOLLI',
  'YUMUSAK DOKU',
);

/** What the kernel of a CT series makes of edges, and which window it is meant for: (0018,1210), else its words. */
export function kernelFacets(header: SeriesHeader): {
  readonly kernel: Facet<Kernel>;
  readonly window: Facet<SeriesWindow>;
} {
  if (header.modality !== 'CT') return { kernel: unknown, window: unknown };
  const coded = meaningOf((textOf(header.dataset, 'ConvolutionKernel') ?? '').toUpperCase().trim());
  return { kernel: kernelOf(header, coded), window: windowOf(header, coded) };
}

function kernelOf({ description, written }: SeriesHeader, coded: KernelMeaning | undefined): Facet<Kernel> {
  const said = kernelInWords(description);
  if (coded) {
    const conflict = said !== undefined && said !== coded.kernel ? written : undefined;
    return known(coded.kernel, 'ConvolutionKernel', coded.confidence ?? 0.9, conflict);
  }
  return said === undefined ? unknown : known(said, 'text', 0.6);
}

function kernelInWords(text: string): Kernel | undefined {
  if (isForLung(text) || boneWords.test(text) || sharpWords.test(text)) return 'sharp';
  return softWords.test(text) ? 'soft' : undefined;
}

function isForLung(text: string): boolean {
  return lungWords.test(text) || (ofLung.test(text) && !vessels.test(text));
}

/** A sharp kernel is for lung in a chest and for bone elsewhere: there the words decide. */
function windowOf({ description, protocol }: SeriesHeader, coded: KernelMeaning | undefined): Facet<SeriesWindow> {
  if (isForLung(description)) return known('lung', 'text', 0.8);
  if (boneWords.test(description)) return known('bone', 'text', 0.8);
  if (coded?.window) return known(coded.window, 'ConvolutionKernel', 0.8);
  if (brainWords.test(description) && coded?.kernel !== 'sharp') return known('brain', 'text', 0.6);
  const isChest = anyChest.test(description) || (description === '' && anyChest.test(protocol));
  return coded?.kernel === 'sharp' && isChest ? known('lung', 'ConvolutionKernel', 0.6) : unknown;
}

const anyChest = anyWord('CHEST', 'THORA\\w*', 'TORA\\w*');

function meaningOf(written: string): KernelMeaning | undefined {
  if (written === '') return undefined;
  return named[written] ?? letters[written] ?? siemens(written) ?? canon(written) ?? wordsOf(written);
}

/**
 * B30f, H31s, I70f\3, Br38d, Bl57: a letter for the region and a number that rises with sharpness. The number at which
 * a kernel is sharp is higher for heads.
 */
function siemens(written: string): KernelMeaning | undefined {
  const match = /^(B|H|I|J|D|U|Q|S|BR|BL|BV|BF|SA|HR|HC|HV|HN|HP|QR|UR|UB)(\d{2})(?!\d)/.exec(written);
  if (!match) return undefined;
  const [, family = '', digits = ''] = match;
  const sharpness = Number(digits);
  if (family.startsWith('H') || family === 'J') return sharpness >= 60 ? bone : brain;
  if (sharpness < 50) return soft;
  return family === 'BL' ? lung : sharp;
}

/** FC01 to FC86 of Canon and Toshiba, by tens. */
function canon(written: string): KernelMeaning | undefined {
  const digits = /^FC(\d{2})(?!\d)/.exec(written)?.[1];
  if (digits === undefined) return undefined;
  const tens = Math.floor(Number(digits) / 10);
  if (tens === 5) return lung;
  if (tens === 3) return bone;
  if (tens === 8) return sharp;
  return tens === 2 || tens === 6 ? brain : soft;
}

/** B_SHARP_C and H_SOFT_B of United Imaging, "AiCE Body Sharp" of Canon: words within a name. */
function wordsOf(written: string): KernelMeaning | undefined {
  const words = written.replace(/[^A-Z0-9]+/g, ' ');
  if (/\bLUNG\b/.test(words)) return { ...lung, confidence: 0.8 };
  if (/\bBONE\b/.test(words)) return { ...bone, confidence: 0.8 };
  if (/\bSHARP|\bEDGE|\bDETAIL/.test(words)) return { ...sharp, confidence: 0.8 };
  if (/\bBRAIN\b/.test(words)) return { ...brain, confidence: 0.8 };
  return /\bSOFT\b|\bSMOOTH|\bSTD\b|\bSTANDARD\b|\bBODY\b/.test(words) ? { ...soft, confidence: 0.8 } : undefined;
}
