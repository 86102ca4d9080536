import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import { type Arrangement, arrangementOf, stackOf } from './arrangement.ts';
import { fusionArrangement, fusionPairOf } from './fusionPair.ts';

const radiographs = new Set(['CR', 'DX', 'MG', 'RG', 'IO', 'PX', 'DR']);

/** A display set, with the words of its series where they are known. */
export interface HungSet {
  readonly set: DisplaySet;
  readonly description?: string | undefined;
}

/**
 * What hangs when a study is opened and no protocol says otherwise: PET over its CT, radiographs side by side, four series of an MR,
 * else the first diagnostic series. Localisers come only where there is nothing else. An MR with diffusion is mostly
 * asked for a stroke: what shows one comes before T1.
 */
export function hangFirst(sets: readonly HungSet[]): Arrangement {
  const diagnostic = sets.filter(({ set }) => isDiagnostic(set));
  const pair = fusionPairOf(diagnostic.map(({ set }) => set));
  if (pair) return fusionArrangement(pair);
  const chosen = diagnostic.length > 0 ? diagnostic : sets;
  const modality = chosen[0]?.set.modality ?? '';
  const together =
    radiographs.has(modality) || modality === 'MR' ? chosen.filter(({ set }) => set.modality === modality) : [];
  const ordered = (modality === 'MR' ? forStroke(together) : together).map(({ set }) => stackOf(set.id));
  if (ordered.length >= 3) return arrangementOf(2, 2, ordered);
  if (ordered.length === 2) return arrangementOf(1, 2, ordered);
  const first = chosen[0];
  return arrangementOf(1, 1, first ? [stackOf(first.set.id)] : []);
}

/** b-values below this show T2 more than diffusion, in s/mm². */
const highB = 500;

/** The four series that show a stroke, then the others as they come; unchanged where nothing says diffusion. */
function forStroke(sets: readonly HungSet[]): readonly HungSet[] {
  const highestB = Math.max(0, ...sets.map(bValueOf));
  const diffusion = (hung: HungSet) =>
    highestB >= highB ? bValueOf(hung) === highestB : /\b(dwi|trace|diff)/i.test(words(hung)) && !isMap(hung);
  if (!sets.some(diffusion)) return sets;
  const wanted = [
    (hung: HungSet) => /flair|dark.?fluid/i.test(words(hung)),
    (hung: HungSet) => diffusion(hung) && !isMap(hung),
    isMap,
    (hung: HungSet) => /\bt2(?!\s*\*)/i.test(words(hung)) && !/flair|dark.?fluid/i.test(words(hung)),
  ];
  const first = new Set(wanted.map((is) => sets.find(is)).filter((hung) => hung !== undefined));
  return [...first, ...sets.filter((hung) => !first.has(hung))];
}

/** A map of the apparent diffusion coefficient, by its own words. */
function isMap(hung: HungSet): boolean {
  return /\badc\b|apparent diff/i.test(words(hung));
}

/** Underscores stand for blanks in names that scanners write. */
function words({ set, description }: HungSet): string {
  return [description ?? '', ...(set.frames[0]?.image.imageType ?? [])].join(' ').replaceAll('_', ' ');
}

function bValueOf({ set }: HungSet): number {
  return Number(set.apart.bValue ?? set.frames[0]?.frame.discriminators.bValue) || 0;
}

function isDiagnostic(set: DisplaySet): boolean {
  const image = set.frames[0]?.image;
  if (!image) return false;
  if (image.imageType.includes('LOCALIZER')) return false;
  // A pair of scout views in a CT or MR study is no series to read; a dose page neither.
  const crossSectional = image.modality === 'CT' || image.modality === 'MR';
  return !crossSectional || (set.frames.length >= 4 && image.layout.samplesPerPixel === 1);
}
