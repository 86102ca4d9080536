import { encodingOf } from '#shared/dicom/characterSets.ts';

/** A text of a document, and how many of its signs nobody could read. */
export interface ReadText {
  readonly text: string;
  readonly lost: number;
}

/** XML and HTML say their encoding in the first kilobyte, in signs that all encodings share. */
const headLength = 1_024;

/**
 * Bytes of an encapsulated text as words. Tried in this order, the first that loses no sign: what the text says of
 * itself, UTF-8 (which nothing else passes for), what the data set says of its own texts (0008,0005).
 */
export function readBytes(bytes: Uint8Array, terms: readonly string[], isMarkup: boolean): ReadText {
  const said = isMarkup ? saidIn(bytes) : undefined;
  const named = [markedIn(bytes) ?? said, 'utf-8', encodingOf(terms[0] ?? '')].filter((one) => one !== undefined);
  const read = [...new Set(named)].flatMap((encoding) => decodeAs(encoding, bytes) ?? []);
  const [best = { text: '', lost: 0 }] = [...read].sort((one, other) => one.lost - other.lost);
  return best;
}

/** The byte order mark, where there is one. */
function markedIn([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xff && second === 0xfe ? 'utf-16le' : undefined;
}

function saidIn(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('iso-8859-1').decode(bytes.subarray(0, headLength));
  const said =
    /<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)/i.exec(head)?.[1] ??
    /<meta[^>]*?charset\s*=\s*["']?([\w.:-]+)/i.exec(head)?.[1];
  // What could be read until here has one byte for each sign.
  return said !== undefined && /^utf-?16/i.test(said) ? undefined : said;
}

/** Undefined for an encoding that nobody knows. */
function decodeAs(encoding: string, bytes: Uint8Array): ReadText | undefined {
  try {
    const text = new TextDecoder(encoding).decode(bytes);
    return { text, lost: text.split('\ufffd').length - 1 };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
