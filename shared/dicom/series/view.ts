import { itemsOf, textOf } from '../dicomJson.ts';
import { contradicted, type Facet, known, unknown } from './facet.ts';
import type { SeriesSide, View } from './seriesFacets.ts';
import type { SeriesHeader } from './seriesHeader.ts';
import { sides, viewOfCode, viewOfPosition } from './viewCodes.ts';
import { anyWord, normalise } from './words.ts';

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

/** Of these there are two: "liver RT lobe" is no side, "left lateral chest" is a direction. */
const paired = anyWord(
  'KNEES?',
  'SHOULDERS?',
  'HIPS?',
  'WRISTS?',
  'ANKLES?',
  'ELBOWS?',
  'HANDS?',
  'FOOT',
  'FEET',
  'LEGS?',
  'ARMS?',
  'BREASTS?',
  'FEMUR',
  'TIBIA',
  'FIBULA',
  'HUMERUS',
  'FOREARM',
  'FINGERS?',
  'THUMB',
  'TOES?',
  'CLAVICLE',
  'SCAPULA',
  'PATELLA',
  'CALCANE\\w*',
  'HEEL',
  'RIBS?',
  'ORBITS?',
  'MAMM\\w*',
  'GENOU',
  'EPAULE',
  'HANCHE',
  'POIGNET',
  'CHEVILLE',
  'COUDE',
  'MAIN',
  'PIED',
  'KNIE',
  'SCHULTER',
  'HUFT\\w*',
  'HANDGELENK',
  'SPRUNGGELENK',
  'OSG',
  'FUSS',
  'ELLENBOGEN',
  'RODILLA',
  'HOMBRO',
  'CADERA',
  'MUNECA',
  'TOBILLO',
  'CODO',
  'MANO',
  'PIE',
  'JOELHO',
  'OMBRO',
  'QUADRIL',
  'PUNHO',
  'TORNOZELO',
  'COTOVELO',
  'MAO',
  'GINOCCHIO',
  'SPALLA',
  'ANCA',
  'POLSO',
  'CAVIGLIA',
  'GOMITO',
  'PIEDE',
  'DIZ',
  'OMUZ',
  'KALCA',
  'AYAK',
  'DIRSEK',
  'EXTREMITY',
  'EXTREMITE',
);
const both = anyWord('BILAT\\w*', 'BOTH', 'BEIDE', 'BDS', 'BEIDSEITS', 'AMBAS', 'AMBOS', 'DEUX', 'BILATERAUX');
const left = anyWord(
  'LEFT',
  'LT',
  'LINKS?\\w*',
  'LI',
  'GAUCHE',
  'G',
  'IZQ\\w*',
  'ESQ\\w*',
  'SINISTR[AO]',
  'SN',
  'SX',
  'SOL',
  'L',
);
const right = anyWord(
  'RIGHT',
  'RT',
  'RECHTS?',
  'RE',
  'DROITE?',
  'D',
  'DERECH\\w*',
  'DIREITA?O?',
  'DESTR[AO]',
  'DX',
  'SAG',
  'R',
  'DCHA?',
);
const breastLeft = /(?<![A-Z0-9])L ?(?:MLO|CC|ML|LM|LMO|XCC[LM])(?![A-Z0-9])/;
const breastRight = /(?<![A-Z0-9])R ?(?:MLO|CC|ML|LM|LMO|XCC[LM])(?![A-Z0-9])/;

/** The side of a paired part: by attribute, else by words. Wrong is worse than unknown: two sides named are none. */
export function lateralityOf(header: SeriesHeader): Facet<SeriesSide> {
  const said = sideInWords(header);
  for (const keyword of ['ImageLaterality', 'FrameLaterality', 'Laterality'] as const) {
    const side = sides[(textOf(header.dataset, keyword) ?? '').toUpperCase()];
    if (!side) continue;
    const speaksAgainst = said?.value !== undefined && said.value !== side && said.value !== 'B' && side !== 'B';
    return known(side, keyword, 1, speaksAgainst ? header.written : undefined);
  }
  return said ?? unknown;
}

function sideInWords(header: SeriesHeader): Facet<SeriesSide> | undefined {
  const { description, modality } = header;
  if (modality === 'MG') {
    const found = sideIn(description, breastLeft, breastRight);
    if (found) return found;
  }
  const study = normalise(textOf(header.dataset, 'StudyDescription') ?? '');
  const part = normalise(textOf(header.dataset, 'BodyPartExamined') ?? '');
  if (modality !== 'MG' && ![description, study, part].some((text) => paired.test(text))) return undefined;
  const isProjection = projected.has(modality);
  // "Sağ" is right in Turkish; of slices it is the plane.
  const words = isProjection ? description : description.replace(/(?<![A-Z0-9])SAG(?![A-Z0-9])/g, ' ');
  return sideIn(words, left, right) ?? (isProjection ? undefined : sideIn(study, left, right));
}

function sideIn(text: string, leftWords: RegExp, rightWords: RegExp): Facet<SeriesSide> | undefined {
  const [isLeft, isRight] = [leftWords.test(text), rightWords.test(text)];
  if (both.test(text)) return known('B', 'text', 0.7);
  if (isLeft && isRight) return contradicted(text);
  if (isLeft) return known('L', 'text', 0.7);
  return isRight ? known('R', 'text', 0.7) : undefined;
}
