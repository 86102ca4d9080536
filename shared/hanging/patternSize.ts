/** How much a pattern asks of whoever reads it and looks for it; told from its text, before anything is made of it. */
interface PatternSize {
  /** Places of what is made of it: letters and classes, each as often as it is counted. */
  readonly places: number;
  /** Of these, the ones that more than one letter fits, or that may be left out or come again: the work for each letter grows with them. */
  readonly loose: number;
  /** The largest number in a counted repeat. */
  readonly most: number;
}

/** No pattern of words is larger, in a reader's protocol or in ours; one that is takes seconds to read or to look for. */
const mostOfPattern: PatternSize = { places: 400, loose: 100, most: 50 };
/** A class of the letters of a script, or of all scripts, is a table of hundreds of ranges. */
const placesOfTable = 20;

const counted = /^\{(\d+)(,(\d*))?\}/;
/** `\p{Greek}`, `\x{263A}`: its braces count nothing. */
const named = /^\\([pPx])(\{[^}]*\}|.)?/;
const opening = /^\((\?(P?<\w*>|[a-zA-Z-]*[:)]?))?/;
const classes: ReadonlySet<string> = new Set(['d', 'D', 's', 'S', 'w', 'W', 'C']);

interface Sum {
  places: number;
  loose: number;
}
interface Group extends Sum {
  hasChoice: boolean;
}

/** Whether a pattern may be read at all. */
export function isSmallPattern(pattern: string): boolean {
  const { places, loose, most } = patternSize(pattern);
  return places <= mostOfPattern.places && loose <= mostOfPattern.loose && most <= mostOfPattern.most;
}

/** Counts a pattern's text once from its beginning to its end; what is no pattern has some size too. */
export function patternSize(pattern: string): PatternSize {
  const open: Group[] = [group()];
  let last: Sum = { places: 0, loose: 0 };
  let most = 0;
  let choices = 0;
  let at = 0;
  const inner = () => open.at(-1) ?? group();
  const put = (places: number, loose: number, length: number) => {
    last = { places, loose };
    add(inner(), last);
    at += length;
  };
  while (at < pattern.length) {
    const letter = pattern[at] ?? '';
    const rest = '({\\['.includes(letter) ? pattern.slice(at) : '';
    const repeat = counted.exec(rest);
    const begins = opening.exec(rest);
    if (begins) {
      open.push(group());
      // Flags alone, as "(?i)", open nothing.
      if (begins[0].endsWith(')')) open.pop();
      at += begins[0].length;
    } else if (letter === ')') {
      const done = open.length > 1 ? (open.pop() ?? group()) : group();
      // One choice of words is looked for as one word is; several after one another are not.
      if (done.hasChoice) choices += 1;
      put(done.places, done.loose + (done.hasChoice && choices > 1 ? 1 : 0), 1);
    } else if (letter === '|') {
      inner().hasChoice = true;
      at += 1;
    } else if (repeat) {
      const times = Math.max(Number(repeat[1]), Number(repeat[3] || repeat[1]), 1);
      most = Math.max(most, times);
      add(inner(), {
        places: last.places * (times - 1),
        loose: Math.max(last.places, last.loose) * times - last.loose,
      });
      at += repeat[0].length;
    } else if ('*+?'.includes(letter)) {
      add(inner(), { places: 1, loose: 1 });
      at += 1;
    } else if (letter === '\\') putEscape(rest, put);
    else if (letter === '[') putClass(rest, put);
    else if (letter === '.') put(1, 1, 1);
    else put(1, 0, 1);
  }
  const whole = group();
  for (const each of open) add(whole, each);
  return { places: whole.places, loose: whole.loose, most };
}

type Put = (places: number, loose: number, length: number) => void;

function putEscape(rest: string, put: Put): void {
  const letter = rest[1] ?? '';
  const [written] = named.exec(rest) ?? [];
  if (letter === 'x') put(1, 0, written?.length ?? 2);
  else if (written !== undefined) put(placesOfTable, 1, written.length);
  else if (letter === 'Q') {
    // Words as they stand, to "\\E".
    const end = rest.indexOf('\\E');
    const length = end < 0 ? rest.length : end + 2;
    put(length, 0, length);
  } else put(1, classes.has(letter) ? 1 : 0, 2);
}

function putClass(rest: string, put: Put): void {
  // The first may be "]" itself.
  let end = rest[1] === '^' ? 2 : 1;
  if (rest[end] === ']') end += 1;
  while (end < rest.length && rest[end] !== ']') end += rest[end] === '\\' ? 2 : 1;
  const tables = (rest.slice(0, end).match(/\\[pP]/g) ?? []).length;
  put(1 + tables * placesOfTable, 1, end + 1);
}

function group(): Group {
  return { places: 0, loose: 0, hasChoice: false };
}

function add(to: Sum, { places, loose }: Sum): void {
  to.places += places;
  to.loose += loose;
}
