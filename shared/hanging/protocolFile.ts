/** What a file of protocols says that it is. */
export const protocolFileFormat = 'durbeen.hanging-protocols';
/** Of the envelope and of the protocols in it alike. */
export const protocolFileVersion = 1;
/** Protocols in one file. */
export const mostInFile = 500;
/** Different patterns of all protocols of one file; ours, all together, have fewer than a hundred. */
export const mostPatternsInFile = 1_000;
/** Lists and objects within one another; an honest file has nine. */
export const deepestInFile = 24;

/** What there may be to say of a file as a whole, or of one protocol in it beside what is wrong with the protocol itself. */
export const fileProblemCodes = [
  'tooLarge',
  'notText',
  'tooDeep',
  'notProtocols',
  'newerProgram',
  'tooMany',
  'tooManyPatterns',
  'empty',
  'leftOut',
  'notSealed',
  'changedByHand',
  'notAsAgreed',
  'sameId',
  'wasShipped',
  'holdsUid',
  'hidden',
  'namesPerson',
  'mayNamePerson',
] as const;
export type FileProblemCode = (typeof fileProblemCodes)[number];

/**
 * The same text for the same data: keys in order, no blanks (RFC 8785, but for its numbers, which JSON's own text of them
 * agrees with). `value`: what JSON holds, no deeper than `deepestInFile`.
 */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const parts = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, part]) => `${JSON.stringify(name)}:${canonicalText(part)}`);
  return `{${parts.join(',')}}`;
}

/** Whether lists and objects of a JSON text lie deeper within one another than that; looks at no value. */
export function isDeeperThan(text: string, most: number): boolean {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isInString) {
      if (code === backslash) at += 1;
      else if (code === quote) isInString = false;
    } else if (code === quote) isInString = true;
    else if (code === openList || code === openObject) {
      depth += 1;
      if (depth > most) return true;
    } else if (code === closeList || code === closeObject) depth -= 1;
  }
  return false;
}

const quote = 0x22;
const backslash = 0x5c;
const openList = 0x5b;
const closeList = 0x5d;
const openObject = 0x7b;
const closeObject = 0x7d;
