import { type DicomDataset, itemsOf, numberOf, textOf } from './dicomJson.ts';
import type { DisplaySet } from './displaySets.ts';
import { planeOf } from './orientation.ts';
import type { ContrastPhase, SeriesFacets, ViewSide } from './seriesFacets.ts';
import { kernelUseOf } from './seriesKernel.ts';
import { seriesRoleOf } from './seriesRole.ts';
import { seriesText } from './seriesText.ts';
import { isFatSuppressed, weightingOf } from './seriesWeighting.ts';

const sliced = new Set(['CT', 'MR', 'PT', 'NM']);
const projected = new Set(['CR', 'DX', 'MG', 'RG', 'DR', 'IO', 'PX', 'RF']);

/**
 * What a display set is, from the attributes of one of its images first, from the words of its series second.
 * `dataset`: the attributes of its first image.
 */
export function seriesFacetsOf(set: DisplaySet, dataset: DicomDataset): SeriesFacets {
  const first = set.frames[0];
  const bValue = bValueOf(set, dataset);
  const isSliced = sliced.has(set.modality);
  const orientation = first?.frame.orientation;
  return {
    role: seriesRoleOf(dataset),
    plane: isSliced && orientation ? planeOf(orientation) : undefined,
    weighting: weightingOf(dataset, bValue),
    fatSuppressed: isFatSuppressed(dataset),
    phase: isSliced ? phaseOf(dataset) : undefined,
    kernel: kernelUseOf(dataset),
    bValue,
    sliceThicknessMm: isSliced ? first?.frame.sliceThicknessMm : undefined,
    ...(projected.has(set.modality) ? viewOf(dataset) : { view: undefined, side: undefined }),
  };
}

function bValueOf(set: DisplaySet, dataset: DicomDataset): number | undefined {
  const written = set.apart.bValue ?? set.frames[0]?.frame.discriminators.bValue ?? '';
  const value = written === '' ? numberOf(dataset, 'DiffusionBValue') : Number(written);
  return value !== undefined && Number.isFinite(value) && value >= 0 ? value : undefined;
}

const phases: readonly (readonly [phase: ContrastPhase, words: RegExp])[] = [
  [
    'without',
    /\bnon ?con\w*|\bwithout\b|\bw o\b|\bwo\b|\bplain\b|\bunenhanced\b|\bnative?\b|\bpre ?con\w*|\bc ?-(?!\w)|\bncct\b/,
  ],
  ['arterial', /\barterial?\b|\bart\b|\blate art\w*|\bcta\b/],
  ['portalVenous', /\bportal\w*|\bvenous\b|\bven\b|\bpv\b|\bp v\b|\bportven\b/],
  ['delayed', /\bdelay\w*|\bexcret\w*|\bnephro\w*|\bequilib\w*|\bhepatobil\w*/],
  [
    'with',
    /\bpost\b|\bpost ?con\w*|\bc ?\+|\+ ?c\b|\bwith contrast\b|\bce\b|\bgad\w*|\bgd\b|\bcontrast\b|\benhanced\b/,
  ],
];

/** Phases are named in words only; that contrast was given is an attribute (0018,0010), and a person's word before it. */
function phaseOf(dataset: DicomDataset): ContrastPhase | undefined {
  const words = seriesText(dataset);
  const named = phases.find(([, pattern]) => pattern.test(words))?.[0];
  if (named) return named;
  const agent = (textOf(dataset, 'ContrastBolusAgent') ?? '').toLowerCase();
  const wasGiven =
    itemsOf(dataset, 'ContrastBolusAgentSequence').length > 0 ||
    (agent !== '' && !/^(no|none|n\/?a|ohne)\b/.test(agent));
  return wasGiven ? 'with' : undefined;
}

/** View codes of chest, limbs (CID 4010, 4009) and breast (CID 4014), by value; SRT and SNOMED CT. */
const viewsOfCode: Readonly<Record<string, string>> = {
  'R-10206': 'AP',
  '399348003': 'AP',
  'R-10214': 'PA',
  '399136005': 'PA',
  'R-10236': 'LAT',
  '399067008': 'LAT',
  'R-10226': 'MLO',
  '399368009': 'MLO',
  'R-10242': 'CC',
  '399162004': 'CC',
  'R-10224': 'ML',
  '399260004': 'ML',
  'R-10228': 'LM',
  '399352003': 'LM',
  'R-102CF': 'XCCL',
};

const viewsInWords: readonly (readonly [view: string, words: RegExp])[] = [
  ['MLO', /\bm ?l ?o\b|\b[lr]mlo\b/],
  ['CC', /\bcc\b|\b[lr]cc\b|cranio ?caud/],
  ['LAT', /\blat(eral)?\b|\b(ll|rl)\b/],
  ['PA', /\bpa\b|\bp a\b/],
  ['AP', /\bap\b|\ba p\b/],
  ['OBL', /\bobl\w*/],
  ['skyline', /\bskyline\b|\bsunrise\b|\bmerchant\b/],
];

function viewOf(dataset: DicomDataset): { readonly view: string | undefined; readonly side: ViewSide | undefined } {
  const words = seriesText(dataset);
  const code = itemsOf(dataset, 'ViewCodeSequence')[0];
  const coded = code && viewsOfCode[textOf(code, 'CodeValue') ?? ''];
  const position = (textOf(dataset, 'ViewPosition') ?? '').toUpperCase();
  const written = /^(LL|RL|LLD|RLD|LATERAL|LAT)$/.test(position) ? 'LAT' : position;
  const named = viewsInWords.find(([, pattern]) => pattern.test(words))?.[0];
  return { view: coded ?? (written === '' ? named : written), side: sideOf(dataset, words) };
}

function sideOf(dataset: DicomDataset, words: string): ViewSide | undefined {
  const side = textOf(dataset, 'ImageLaterality') ?? textOf(dataset, 'Laterality');
  if (side === 'L' || side === 'R' || side === 'B') return side;
  if (/\bbilat\w*|\bboth\b/.test(words)) return 'B';
  if (/\bleft\b|\blt\b|\bl ?(mlo|cc|ml)\b/.test(words)) return 'L';
  return /\bright\b|\brt\b|\br ?(mlo|cc|ml)\b/.test(words) ? 'R' : undefined;
}
