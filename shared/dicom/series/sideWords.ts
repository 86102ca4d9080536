import { contradicted, type Facet, known } from './facet.ts';
import type { SeriesSide } from './seriesFacets.ts';
import { anyWord } from './words.ts';

/**
 * The side that words name. Wrong is worse than unknown: whole words ("left", "rechts") count anywhere, an abbreviation
 * only right beside a paired part, alone in brackets, or at the end. "R/O fracture", "d.p.", "3-D", "L-spine" and a
 * leading "DX" (the modality) name no side.
 */

const parts = [
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
  'EXTREMITY',
  'EXTREMITE',
];
const german = ['KNIE', 'SCHULTER', 'HUFT\\w*', 'HANDGELENK', 'SPRUNGGELENK', 'OSG', 'FUSS', 'ELLENBOGEN', 'HAND'];
const italian = ['GINOCCHIO', 'SPALLA', 'ANCA', 'POLSO', 'CAVIGLIA', 'GOMITO', 'PIEDE', 'MANO'];
const turkish = ['DIZ', 'OMUZ', 'KALCA', 'AYAK', 'DIRSEK'];
const whole = (words: readonly string[]) => new RegExp(`^(?:${words.join('|')})$`);

/** Of these there are two: "liver RT lobe" is no side, "left lateral chest" is a direction. */
const paired = anyWord(...parts, ...german, ...italian, ...turkish);
const isPart = whole([...parts, ...german, ...italian, ...turkish]);
/** Of which the fingers are counted: "D 2" is the second. */
const isDigit = whole(['FINGERS?', 'TOES?', 'THUMB', 'DIG\\w*', 'ZEHEN?']);

const both = anyWord('BILAT\\w*', 'BOTH', 'BEIDE', 'BDS', 'BEIDSEITS', 'AMBAS', 'AMBOS', 'DEUX', 'BILATERAUX');
const left = anyWord('LEFT', 'LINK(?:S|E[RSNM]?)', 'GAUCHE', 'IZQ\\w*', 'IZD[AO]', 'ESQ\\w*', 'SINISTR[AO]');
const right = anyWord('RIGHT', 'RECHT(?:S|E[RSNM]?)', 'DROITE?', 'DERECH\\w*', 'DIREIT[AO]', 'DESTR[AO]', 'DCH[AO]?');

interface Abbreviation {
  readonly side: 'L' | 'R';
  /** Before which parts it stands; undefined: before all of them. */
  readonly before?: RegExp;
  /** A word of other things too: what stands on its other side must be an end, a view, or a break. */
  readonly isDoubtful?: true;
}

const never = /$^/;
const abbreviations: ReadonlyMap<string, Abbreviation> = new Map([
  ['L', { side: 'L' }],
  ['R', { side: 'R' }],
  ['LT', { side: 'L' }],
  ['RT', { side: 'R' }],
  ['LI', { side: 'L', before: whole(german), isDoubtful: true }],
  ['RE', { side: 'R', before: whole(german), isDoubtful: true }],
  ['G', { side: 'L', before: never, isDoubtful: true }],
  ['D', { side: 'R', before: never, isDoubtful: true }],
  ['SX', { side: 'L', before: never, isDoubtful: true }],
  ['DX', { side: 'R', before: never, isDoubtful: true }],
  ['SN', { side: 'L', before: never, isDoubtful: true }],
  ['SOL', { side: 'L', before: whole(turkish), isDoubtful: true }],
  ['SAG', { side: 'R', before: whole(turkish), isDoubtful: true }],
] satisfies [string, Abbreviation][]);

const isView = /^(?:AP|PA|LAT\w*|SEIT\w*|OBL\w*|SCHRAG\w*|FACE|FRONT\w*|PROFIL\w*|AX\w*|COR|TRA|STEHEND|LIEGEND|\d+)$/;
/** Radiotherapy; the spine of the neck and of the loin; a doubt that is to be ruled out. */
const notBefore = /^(?:SPINE|SPN?|SPI\w*|WS|SACR\w*|LUMB\w*|PLAN\w*|SIM\w*|BOOST|THERAP\w*|TX|LOBE)$/;
const notAfter = /^(?:POST|PRE|AFTER|HX|STATUS)$/;
const countedViews = /^(?:VIEWS?|VWS?|V|EBENEN|EB|PROJ\w*|INC\w*)$/;

interface Word {
  readonly text: string;
  /** What stands between it and the word before it. */
  readonly gap: string;
}

/** The side in one text as it was written; undefined: it names none. `isSlice`: "sag" is a plane and no Turkish right. */
export function sideInText(written: string, isSlice: boolean): Facet<SeriesSide> | undefined {
  const text = plainText(written);
  if (both.test(text)) return known('B', 'text', 0.7);
  const bothSides =
    /(?<![A-Z0-9])(?:(?:L|LT|LI|LEFT) ?[/+&] ?(?:R|RT|RE|RIGHT)|(?:R|RT|RE|RIGHT) ?[/+&] ?(?:L|LT|LI|LEFT))(?![A-Z0-9])/;
  if (bothSides.test(text)) return contradicted(written);
  const sides = new Set(abbreviatedSides(text, isSlice));
  if (left.test(text)) sides.add('L');
  if (right.test(text)) sides.add('R');
  const [side, other] = sides;
  if (other) return contradicted(written);
  return side && known(side, 'text', 0.7);
}

/** Whether a text names a part of which there are two. */
export function namesPairedPart(written: string): boolean {
  return paired.test(plainText(written));
}

/** Upper case without accents; breaks between words stay, how the beam went is one word. */
function plainText(written: string): string {
  return written
    .slice(0, 1_000)
    .replace(/([a-z]{2})(?=[A-Z])/g, '$1 ')
    .replace(/ı/g, 'i')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .toUpperCase()
    .replace(/[_*^]+/g, ' ')
    .replace(/(?<![A-Z0-9])(?:[AD][. /-]{1,2}[PV]|P[. /-]{1,2}[AD])(?![A-Z0-9])\.?/g, 'AP')
    .replace(/(?<![A-Z0-9])(?:LEFT|RIGHT|LT|RT|L|R)[ .]+(?:LAT\w*|SIDE)[ .]+(?:DECUB\w*|DOWN|UP)/g, ' ')
    .trim();
}

function abbreviatedSides(text: string, isSlice: boolean): readonly ('L' | 'R')[] {
  const words = wordsOf(text);
  const end = /[^\p{L}\p{N}]*$/u.exec(text)?.[0] ?? '';
  return words.flatMap((word, at) => {
    const abbreviation = abbreviations.get(word.text);
    if (!abbreviation || (isSlice && word.text === 'SAG')) return [];
    const gapAfter = words[at + 1]?.gap ?? end;
    return namesSide(abbreviation, words, at, gapAfter) ? [abbreviation.side] : [];
  });
}

function wordsOf(text: string): readonly Word[] {
  return [...text.matchAll(/([^\p{L}\p{N}]*)([\p{L}\p{N}]+)/gu)].map(([, gap = '', word = '']) => ({
    text: word,
    gap,
  }));
}

function namesSide(abbreviation: Abbreviation, words: readonly Word[], at: number, gapAfter: string): boolean {
  const [before, word, after] = [words[at - 1], words[at], words[at + 1]];
  if (!word) return false;
  if (/[([]\s*$/.test(word.gap) && /^\.?\s*[)\]]/.test(gapAfter)) return true;
  if (isGlued(word.gap, before) || isGlued(gapAfter, after)) return false;
  if (isSpelled(word, before, after, words[at + 2])) return false;
  if (after && notBefore.test(after.text)) return false;
  if (before && notAfter.test(before.text)) return false;
  // Alone it is no side: a modality, a name of nothing.
  if (!after) return before !== undefined || abbreviation.isDoubtful !== true;
  if (isPart.test(after.text) && !/[,;:]/.test(gapAfter)) return abbreviation.before?.test(after.text) ?? true;
  // "KNEE AP RT STANDING": the view stands between the part and its side.
  const part = word.text.length > 1 && before && isView.test(before.text) ? words[at - 2] : before;
  if (!part || !isPart.test(part.text) || /[,;:]/.test(word.gap)) return false;
  return abbreviation.isDoubtful !== true || isView.test(after.text) || /[,;()[\]]/.test(gapAfter);
}

/** Bound to its neighbour, which is no part: "R/O", "3-D", "L-spine", "L.W.B."; "R.SHOULDER" and "KNEE-L" are. */
function isGlued(gap: string, neighbour: Word | undefined): boolean {
  if (gap.includes(':')) return true;
  if (!neighbour) return false;
  if (gap.includes('/')) return !isPart.test(neighbour.text);
  return gap !== '' && /^[.\-–'&+<>=#]+$/.test(gap) && !isPart.test(neighbour.text);
}

/** One of several letters or a letter with a number: "R O", "L 3", "2 D", the second finger. */
function isSpelled({ text }: Word, before?: Word, after?: Word, next?: Word): boolean {
  if (text.length > 1) return false;
  const isLetter = (word: Word | undefined) => word !== undefined && /^\p{L}$/u.test(word.text);
  if (isLetter(before) || isLetter(after)) return true;
  const countsViews = after && (/^\d+V/.test(after.text) || (next && countedViews.test(next.text)));
  if (after && /^\d/.test(after.text) && !countsViews) return true;
  return text === 'D' && before !== undefined && (/^\d/.test(before.text) || isDigit.test(before.text));
}
