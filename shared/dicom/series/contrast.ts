import { itemsOf, textOf } from '../dicomJson.ts';
import { injectionIn } from './contrastWords.ts';
import { contradicted, type Facet, known, unknown } from './facet.ts';
import type { Contrast, Phase } from './seriesFacets.ts';
import type { SeriesHeader } from './seriesHeader.ts';
import { anyWord } from './words.ts';

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

/** Spins are labelled in the arteries; nothing is injected. */
const labelledBlood = anyWord('P?C?ASL', 'SPIN (?:LABEL|TAG)\\w*');

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
  const namesNoPhase = vessels || (header.modality === 'MR' && labelledBlood.test(header.description));
  const contrast = contrastOf(header, namesNoPhase);
  return { contrast, phase: contrast.value === 'post' && !namesNoPhase ? phaseOf(header) : unknown };
}

function contrastOf(header: SeriesHeader, namesNoPhase: boolean): Facet<Contrast> {
  const text = header.description;
  if (calculated.test(text)) return contradicted(header.written);
  const said = injectionIn(text, header.modality, namesNoPhase);
  if (said === 'both') return contradicted(header.written);
  const given = agentOf(header);
  if (said === 'without') return known('pre', 'text', 0.8, given);
  if (said === 'with') return known('post', 'text', 0.8);
  if (given !== undefined) return known('post', 'ContrastBolusAgent', 0.6);
  return { value: undefined, source: 'none', confidence: 0.2 };
}

/** The name of the agent that was injected, where one was. */
export function agentOf({ dataset }: SeriesHeader): string | undefined {
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
