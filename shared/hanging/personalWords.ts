import { normalise } from '../dicom/series/words.ts';
import type { Protocol } from './protocol.ts';

/** Of one person, as written: names of the patient and of whoever referred them, and the numbers they go by. */
export interface PersonNamed {
  readonly names: readonly string[];
  readonly numbers: readonly string[];
}

interface WrittenName {
  readonly alphabetic: string;
  readonly ideographic: string;
  readonly phonetic: string;
}

/** Whom a row of a list names: the patient and whoever referred them, and the numbers that they go by. */
export function personNamed(row: {
  readonly patientName?: WrittenName | undefined;
  readonly referringPhysician?: WrittenName | undefined;
  readonly patientId?: string | undefined;
  readonly accessionNumber?: string | undefined;
}): PersonNamed {
  const names = [row.patientName, row.referringPhysician].flatMap((name) =>
    name ? [name.alphabetic, name.ideographic, name.phonetic] : [],
  );
  return { names, numbers: [row.patientId, row.accessionNumber].filter((number) => number !== undefined) };
}

/** Shorter words are parts of too many others. */
const leastPart = 4;
/** Shorter numbers are numbers of anything. */
const leastNumber = 5;

/** Whether a word, as `normalise` reads it, is of somebody's name or number: the same, or one within the other. */
export function personalWords(persons: readonly PersonNamed[]): (word: string) => boolean {
  const own = new Set(persons.flatMap(({ names, numbers }) => [...names, ...numbers].flatMap(wordsIn)));
  const long = [...own].filter((each) => each.length >= leastPart);
  return (word) =>
    wordsIn(word).some(
      (part) =>
        own.has(part) || long.some((each) => part.includes(each) || (part.length >= leastPart && each.includes(part))),
    );
}

/**
 * Whether texts name one of these people. `certain`: two words of one name, or a number; `possible`: one word, which may
 * as well be that of a thing.
 */
export function namesPerson(
  texts: readonly string[],
  persons: readonly PersonNamed[],
): 'certain' | 'possible' | undefined {
  const words = new Set(texts.flatMap(wordsIn));
  let isPossible = false;
  for (const { names, numbers } of persons) {
    const known = new Set(names.flatMap(wordsIn).filter((word) => word.length > 1 && words.has(word)));
    const isNumbered = numbers.some((number) => isWithin(number, words));
    if (known.size > 1 || isNumbered) return 'certain';
    isPossible ||= [...known].some((word) => word.length >= leastPart);
  }
  return isPossible ? 'possible' : undefined;
}

function isWithin(number: string, words: ReadonlySet<string>): boolean {
  const parts = wordsIn(number);
  return parts.join('').length >= leastNumber && /\d/.test(number) && parts.every((part) => words.has(part));
}

function wordsIn(text: string): readonly string[] {
  return normalise(text)
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** What a person wrote into a protocol, and where: what may name somebody when the protocol is handed on. */
interface FreeText {
  readonly kind:
    | 'name'
    | 'description'
    | 'owner'
    | 'tag'
    | 'site'
    | 'step'
    | 'series'
    | 'pattern'
    | 'words'
    | 'checklist';
  readonly text: string;
}

/** Every text of a protocol that is none of our own words, each once. */
export function freeTextsOf(protocol: Protocol): readonly FreeText[] {
  const selectors = Object.values(protocol.selectors);
  const rules = [...protocol.match.study, ...selectors.flatMap((selector) => selector.rules)];
  const isOfText = new Set<string>(['description', 'reason', 'asked', 'procedureCode']);
  const all: readonly (readonly [FreeText['kind'], readonly (string | undefined)[]])[] = [
    ['name', [protocol.name]],
    ['description', [protocol.description]],
    ['owner', [protocol.owner]],
    ['tag', protocol.tags],
    ['site', protocol.match.sites ?? []],
    ['step', protocol.stages.map(({ name }) => name)],
    ['series', selectors.map(({ label }) => label)],
    [
      'pattern',
      rules.flatMap(({ facet, op, value }) =>
        op === 'regex' || op === 'notRegex' || isOfText.has(facet) ? [value].flat().map((each) => String(each)) : [],
      ),
    ],
    ['words', rules.map(({ why }) => why)],
    ['checklist', [...(protocol.reading?.checklist ?? []), protocol.reading?.reportTemplate]],
  ];
  return all.flatMap(([kind, texts]) =>
    [...new Set(texts)].flatMap((text) => (text === undefined || text.trim() === '' ? [] : [{ kind, text }])),
  );
}
