import { itemsOf, textOf } from '../dicomJson.ts';
import { contradicted, type Facet, known, unknown } from './facet.ts';
import type { SeriesSide, View } from './seriesFacets.ts';
import type { SeriesHeader } from './seriesHeader.ts';
import { namesPairedPart, sideInText } from './sideWords.ts';
import { sides, viewOfCode, viewOfPosition } from './viewCodes.ts';
import { anyWord } from './words.ts';

const projected = new Set(['CR', 'DX', 'DR', 'RG', 'RF', 'XA', 'MG', 'IO', 'PX']);

/** In the order in which they are asked: a lateral beside an AP is named first where a name has both. */
const breastViews: readonly (readonly [view: View, words: RegExp])[] = [
  ['XCCL', anyWord('[LR]? ?XCCL')],
  ['XCCM', anyWord('[LR]? ?XCCM')],
  ['MLO', anyWord('[LR]? ?MLO', 'M L O', 'OBLI\\w*', 'SCHRAG\\w*', 'MEDIO ?LATERAL\\w* OBL\\w*')],
  ['LMO', anyWord('[LR]? ?LMO')],
  ['CC', anyWord('[LR]? ?CC', 'CRANIO ?(?:CA|K)UD\\w*', 'KRANIO ?KAUD\\w*')],
  ['ML', anyWord('[LR]? ?ML', 'PROFIL\\w*')],
  ['LM', anyWord('[LR]? ?LM')],
];

const bodyViews: readonly (readonly [view: View, words: RegExp])[] = [
  ['DECUB', anyWord('DECUB\\w*', 'LLD', 'RLD')],
  ['SKYLINE', anyWord('SKYLINE', 'SUNRISE', 'MERCHANT', 'AXIAL PATELL\\w*')],
  ['LAT', anyWord('LAT', 'LATERAL\\w*', 'LL', 'RL', 'PROFI\\w*', 'PERFIL', 'SEITL\\w*', 'LATERO ?LATERALE', 'YAN')],
  ['PA', anyWord('PA', 'P A', 'POSTERO ?ANT\\w*')],
  [
    'AP',
    anyWord(
      'AP',
      'A P',
      'ANTERO ?POST\\w*',
      'SUPINE',
      'PORTABLE',
      'BEDSIDE',
      'MOBILE',
      'LIEGEND',
      'AU LIT',
      'COUCHE',
      'A LETTO',
      'YATAK',
    ),
  ],
  ['OBL', anyWord('OBL\\w*')],
];
const frontal = anyWord('FACE', 'FRENTE', 'FRONTAL\\w*', 'FRONTE');
const anyChest = anyWord('CHEST', 'THORA\\w*', 'TORA\\w*', 'TORAKS', 'CXR', 'LUNGS?');

/** How the beam went: by code (0054,0220), by View Position (0018,5101), by words. */
export function viewOf(header: SeriesHeader): Facet<View> {
  if (!projected.has(header.modality)) return unknown;
  const said = viewInWords(header);
  const [coded] = itemsOf(header.dataset, 'ViewCodeSequence');
  const byCode = viewOfCode[(coded && textOf(coded, 'CodeValue')) ?? ''];
  if (byCode) return known(byCode, 'ViewCodeSequence', 1, against(said, byCode, header));
  const byPosition = viewOfPosition[(textOf(header.dataset, 'ViewPosition') ?? '').toUpperCase()];
  if (byPosition) return known(byPosition, 'ViewPosition', 0.95, against(said, byPosition, header));
  return said ?? unknown;
}

function against(said: Facet<View> | undefined, view: View, { written }: SeriesHeader): string | undefined {
  return said && said.value !== view ? written : undefined;
}

function viewInWords({ modality, description, protocol }: SeriesHeader): Facet<View> | undefined {
  const views = modality === 'MG' ? breastViews : bodyViews;
  for (const text of [description, protocol]) {
    const found = views.find(([, words]) => words.test(text))?.[0];
    if (found) return known(found, 'text', 0.7);
    // Standing people are taken from behind, limbs and people in bed from the front.
    if (modality !== 'MG' && frontal.test(text)) {
      return anyChest.test(text) ? known('PA', 'text', 0.5) : known('AP', 'text', 0.6);
    }
  }
  return undefined;
}

const breastLeft = /(?<![A-Z0-9])L ?(?:MLO|CC|ML|LM|LMO|XCC[LM])(?![A-Z0-9])/;
const breastRight = /(?<![A-Z0-9])R ?(?:MLO|CC|ML|LM|LMO|XCC[LM])(?![A-Z0-9])/;

/**
 * The side of a paired part: by attribute, else by words. Wrong is worse than unknown: two sides named, or one by the
 * series and the other by the study, are none. An attribute that words speak against stays, and the words are said.
 */
export function lateralityOf(header: SeriesHeader): Facet<SeriesSide> {
  const study = textOf(header.dataset, 'StudyDescription') ?? '';
  const bySeries = sideInDescription(header, study);
  const byStudy = sideInText(study, !projected.has(header.modality));
  for (const keyword of ['ImageLaterality', 'FrameLaterality', 'Laterality'] as const) {
    const side = sides[(textOf(header.dataset, keyword) ?? '').toUpperCase()];
    if (!side) continue;
    const said = bySeries ?? (namesPairedPart(study) ? byStudy : undefined);
    return known(side, keyword, 1, areOpposite(said, side) ? (bySeries ? header.written : study) : undefined);
  }
  if (!bySeries) return sideOfStudy(header, study, byStudy) ?? unknown;
  return byStudy && areOpposite(bySeries, byStudy.value) ? contradicted(`${header.written} · ${study}`) : bySeries;
}

function areOpposite(one: Facet<SeriesSide> | undefined, other: SeriesSide | undefined): boolean {
  return one?.value !== undefined && other !== undefined && one.value !== other && one.value !== 'B' && other !== 'B';
}

function sideInDescription(header: SeriesHeader, study: string): Facet<SeriesSide> | undefined {
  const { modality, description, written } = header;
  if (modality === 'MG') {
    const [isLeft, isRight] = [breastLeft.test(description), breastRight.test(description)];
    if (isLeft && isRight) return contradicted(written);
    if (isLeft || isRight) return known(isLeft ? 'L' : 'R', 'text', 0.7);
  } else if (![written, study, partOf(header)].some(namesPairedPart)) return undefined;
  return sideInText(written, !projected.has(modality));
}

/** Films of both sides are taken under an order of one: their study says nothing of each. */
function sideOfStudy(header: SeriesHeader, study: string, byStudy: Facet<SeriesSide> | undefined) {
  if (projected.has(header.modality)) return undefined;
  return [study, partOf(header), header.written].some(namesPairedPart) ? byStudy : undefined;
}

function partOf({ dataset }: SeriesHeader): string {
  return textOf(dataset, 'BodyPartExamined') ?? '';
}
