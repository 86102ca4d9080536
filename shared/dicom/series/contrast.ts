import { itemsOf, textOf } from '../dicomJson.ts';
import { contradicted, type Facet, known, unknown } from './facet.ts';
import type { Contrast, Phase } from './seriesFacets.ts';
import type { SeriesHeader } from './seriesHeader.ts';
import { anyWord } from './words.ts';

/** What may follow a "without": it belongs to it, and says nothing of "with". */
const agent =
  '(?: (?:IV|I V|CON|CONTR\\w*|CONTRAST\\w*|KONTRAS\\w*|ENH\\w*|MDC|KM|GAD\\w*|GD|INJ\\w*|CE|C|CIV|CTE|PDC))';

/** Words of "without" in the languages of the sites. Some of them stand for other things where no agent follows. */
const without = anyWord(
  'NONCON\\w*',
  // Dutch, Polish, the Nordic languages, Romanian, Indonesian.
  `(?:ZONDER|VOOR|BEZ|PRZED|UTAN|INNAN|UDEN|UTEN|ILMAN|FARA|TANPA|SEBELUM|KEIN\\w*|NOT)${agent}+`,
  `(?:BEFORE|AVANT|VOR|PRIMA|ANTES)(?: (?:DE|DEL|LA|L))*${agent}+`,
  '(?:KONTRAST|KM|IV) ONCESI',
  `(?:NON|NO|SIN|SEM|S)${agent}+`,
  'NC(?:CT|E|ECT)?',
  'PLAIN',
  `(?:W O|WO|WITHOUT)(?! (?:FS|FAT|SAT|GAP))${agent}*`,
  'UNENH\\w*',
  'NATI[VF][EOA]?',
  `(?:OHNE|SANS|SENZA)(?! (?:FS|FAT|SAT))${agent}*`,
  `PRE(?! ?(?:SCAN|SAT|MONITORING|OP|TRANSPLANT))${agent}*`,
  'PRE(?:CON\\w*|GAD\\w*|GD|KM)',
  'SIMPLE',
  '(?:FASE )?BASALE|FASE BASAL',
  'DIRETTA',
  'KONTRAST?S[IU]?Z',
);

const everyWithout = new RegExp(without.source, 'g');

const injectedWords = anyWord(
  '(?:CM?|KM|GD|GAD\\w*|IV|CON\\w*|CE) \\+',
  '\\+ (?:CM?|KM|GD|GAD\\w*|IV|CON\\w*|CE)',
  'GAD\\w*',
  'GD',
  'POST(?! ?(?:PROC\\w*|OP|OPERATIV\\w*|VOID|MICT\\w*|EXERC\\w*|TRAUMA\\w*|REDUCT\\w*|STENT|RT|CHEMO\\w*|MORTEM))',
  'POST(?:CON\\w*|GAD\\w*|GD|KM)',
  'POS CONTR\\w*',
  'CE(?:CT|MR|MRA)?',
  '[CW] (?:IV )?C(?:ON)?',
  'CONTRAST(?:ED|E|O|ADA|ADO)?',
  // A kernel that enhances edges is no agent.
  '(?<!EDGE |LUNG |DETAIL )ENH(?:ANCED)?',
  'KM',
  'AVEC (?:IV|PDC)',
  'APRES IV',
  'INJ(?:ECTE\\w*|ECTION)?',
  'CON (?:CTE|MDC)',
  'CIV',
  'MDC',
  'KONTRASTLI',
  'KONTRAST SONRASI',
  'IVKM(?:LI)?',
);

/** Of CT only: MR shows vessels by inflow too. */
const withInCt = anyWord('CTA', 'CTPA', 'CTV', 'ANGIO\\w*', 'AIO');

/** What is drunk is not what is injected. */
const swallowed = anyWord('ORAL\\w*', 'RECTAL', 'PER OS', 'ENTERIC');
const injected = anyWord('IV', 'I V', 'INTRAVEN\\w*', 'CIV', 'EV', 'INJ\\w*', 'KM');
const oralAgents = /GASTRO|BARI|READI|E ?Z ?CAT|VOLUMEN|BREEZA|WATER|WASSER|MILK|ORAL|MANNITOL|METHYLCELL/;
const noAgent =
  /^(?:NO|NONE|N ?A|WITHOUT|UNENH\w*|OHNE|SANS|SIN|SEM|SENZA|KEIN\w*|YOK|HAYIR|NON|AUCUN\w*|0|NAO)(?![A-Z0-9])/;

const phasesInWords: readonly (readonly [phase: Phase, words: RegExp])[] = [
  [
    'pulmonary',
    anyWord(
      'CTPA',
      'PULM\\w* (?:ANGIO\\w*|ART\\w*|EMB\\w*)',
      'ART\\w* P[UO]LM\\w*',
      'PE',
      'ANGIO ?(?:TC|CT)? PULM\\w*',
      'EMBOLI\\w*',
    ),
  ],
  ['arterial', anyWord('ART', 'ARTER\\w*', 'HAP', 'CTA', 'ANGIO\\w*', 'AORTA\\w*')],
  [
    'portal',
    anyWord(
      'PORTAL\\w*',
      'PORTO\\w*',
      'PORTVEN\\w*',
      'PVP?',
      'P V',
      'VEN',
      'VENOUS',
      'VENOS[AOE]?',
      'VEINEUX',
      'VENOZ',
      '70 ?S(?:EC)?',
    ),
  ],
  [
    'delayed',
    anyWord(
      'DELAY(?:ED)?',
      'EQUIL\\w*',
      'EXCR\\w*',
      'EXKR\\w*',
      'UROGR\\w*',
      'TARDI\\w*',
      'SPAE?T(?:E\\w*|PHASE)?',
      'GEC',
      '(?:5|10) ?MINS?',
    ),
  ],
  ['nephrographic', anyWord('NEPHRO\\w*', 'NEFRO\\w*')],
  ['hepatobiliary', anyWord('HBP', 'HEPATOBIL\\w*', 'E?PATOBIL\\w*', 'HEPATOSPE\\w*', '20 ?MINS?')],
];

/** Said of a phase; an angiography and an aorta are examined in every phase. */
const arterialPhase = anyWord('ART', 'ARTER\\w*', 'HAP');

/** These name a phase, and say of themselves that an agent was given; minutes and seconds alone do not. */
const phaseIsAgent = anyWord(
  'ART(?:ER\\w*)?',
  'HAP',
  'PORTAL\\w*',
  'PORTVEN\\w*',
  'PVP?',
  'VEN(?:OUS|OS[AOE]|OZ)?',
  'VEINEUX',
  'DELAY(?:ED)?',
  'EQUIL\\w*',
  'EXCR\\w*',
  'EXKR\\w*',
  'TARDI\\w*',
  'NEPHRO\\w*',
  'NEFRO\\w*',
  'HBP',
  'HEPATOBIL\\w*',
  'EPATOBIL\\w*',
  'GEC',
);

/** Calculated out of images with an agent: neither what was there before it nor what was there after. */
const calculated = anyWord(
  'VNC',
  'VUE',
  'VIRTUAL\\w*',
  'SUB',
  'SUBTR\\w*',
  'SUSTR\\w*',
  'SOTTR\\w*',
  'SOUSTR\\w*',
  'IODINE MAP',
  'JOD\\w*',
);

const sliced = new Set(['CT', 'MR']);

/**
 * Whether an agent was injected before these images, and how long. Never "pre" because no agent is named: many scanners
 * name none. `vessels`: an MR of vessels or of susceptibility, where "venous" names what is seen and not when.
 */
export function contrastFacets(
  header: SeriesHeader,
  vessels: boolean,
): { readonly contrast: Facet<Contrast>; readonly phase: Facet<Phase> } {
  if (!sliced.has(header.modality)) return { contrast: unknown, phase: unknown };
  const contrast = contrastOf(header, vessels);
  return { contrast, phase: contrast.value === 'post' && !vessels ? phaseOf(header) : unknown };
}

function contrastOf(header: SeriesHeader, vessels: boolean): Facet<Contrast> {
  const text = header.description;
  if (calculated.test(text)) return contradicted(header.written);
  const saysWithout = without.test(text);
  // What says "without contrast" holds the word of "with" too.
  const saysWith = saysInjected(header, text.replace(everyWithout, ' '), vessels);
  const given = agentOf(header);
  if (saysWithout && saysWith) return contradicted(header.written);
  if (saysWithout) return known('pre', 'text', 0.8, given);
  if (saysWith) return known('post', 'text', 0.8);
  if (given !== undefined) return known('post', 'ContrastBolusAgent', 0.6);
  return { value: undefined, source: 'none', confidence: 0.2 };
}

function saysInjected({ modality }: SeriesHeader, text: string, vessels: boolean): boolean {
  if (!vessels && phaseIsAgent.test(text)) return true;
  if (modality === 'CT' && withInCt.test(text)) return true;
  if (swallowed.test(text) && !injected.test(text)) return false;
  return injectedWords.test(text);
}

/** The name of the agent that was injected, where one was. */
function agentOf({ dataset }: SeriesHeader): string | undefined {
  const route = (textOf(dataset, 'ContrastBolusRoute') ?? '').toUpperCase();
  if (/ORAL|RECTAL|ENTER|PER OS/.test(route)) return undefined;
  const named = (textOf(dataset, 'ContrastBolusAgent') ?? '').toUpperCase();
  if (named !== '') return noAgent.test(named) || isOral(named) ? undefined : named;
  const [coded] = itemsOf(dataset, 'ContrastBolusAgentSequence');
  return coded && (textOf(coded, 'CodeMeaning') ?? 'ContrastBolusAgentSequence');
}

function isOral(agent: string): boolean {
  return oralAgents.test(agent) && !/\bI\.?V|INTRAVEN/.test(agent);
}

function phaseOf(header: SeriesHeader): Facet<Phase> {
  const found = phasesInWords.filter(([, words]) => words.test(header.description)).map(([phase]) => phase);
  // Arteries of the lung are arteries. "CTA delayed" and "aorta venous" name the examination, and then the phase.
  const isOnlyExamination = found.length > 1 && !arterialPhase.test(header.description);
  const phases =
    found.includes('pulmonary') || isOnlyExamination ? found.filter((phase) => phase !== 'arterial') : found;
  const [first, ...others] = phases;
  if (first === undefined) return unknown;
  return others.length > 0 ? contradicted(header.written) : known(first, 'text', 0.7);
}
