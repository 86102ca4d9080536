import { encodingOf } from '#shared/dicom/characterSets.ts';

/** Text of a data set into Unicode (PS3.3 section C.12.1.1.2, PS3.5 section 6.1.2). */

/** Escape sequences of PS3.3 tables C.12-3 and C.12-4: which half they change, and what its bytes then mean. */
const escapes: ReadonlyArray<readonly [sequence: string, half: 'g0' | 'g1', decoder: string]> = [
  ['(B', 'g0', 'ascii'],
  ['(J', 'g0', 'ascii'],
  ['$B', 'g0', 'jisX0208'],
  ['$@', 'g0', 'jisX0208'],
  ['$(D', 'g0', 'jisX0212'],
  ['$)C', 'g1', 'euc-kr'],
  ['$)A', 'g1', 'gbk'],
  [')I', 'g1', 'shift_jis'],
  ['-A', 'g1', 'iso-8859-1'],
  ['-B', 'g1', 'iso-8859-2'],
  ['-C', 'g1', 'iso-8859-3'],
  ['-D', 'g1', 'iso-8859-4'],
  ['-L', 'g1', 'iso-8859-5'],
  ['-G', 'g1', 'iso-8859-6'],
  ['-F', 'g1', 'iso-8859-7'],
  ['-H', 'g1', 'iso-8859-8'],
  ['-M', 'g1', 'windows-1254'],
  ['-b', 'g1', 'iso-8859-15'],
  ['-T', 'g1', 'windows-874'],
];

const decoders = new Map<string, InstanceType<typeof TextDecoder>>();

function decode(label: string, bytes: Uint8Array): string {
  let decoder = decoders.get(label);
  if (!decoder) {
    decoder = new TextDecoder(label);
    decoders.set(label, decoder);
  }
  return decoder.decode(bytes);
}

export type DecodeText = (bytes: Uint8Array) => string;

/** The decoder for the values of SpecificCharacterSet (0008,0005). Unknown terms are read as Latin-1. */
export function textDecoderFor(terms: readonly string[]): DecodeText {
  const cleaned = terms.map((term) => term.trim().toUpperCase());
  const first = cleaned[0] ?? '';
  const initial = encodingOf(first) ?? 'iso-8859-1';
  if (initial === 'gb18030') return (bytes) => decode(initial, bytes);
  const extended = cleaned.length > 1 || cleaned.some((term) => term.startsWith('ISO 2022'));
  return extended ? (bytes) => decodeExtended(bytes, initial) : (bytes) => decode(initial, bytes);
}

/** ISO 2022 with escapes: each run is read in the sets then invoked; a delimiter brings back the first ones. */
function decodeExtended(bytes: Uint8Array, initial: string): string {
  let text = '';
  let g0 = 'ascii';
  let g1 = initial;
  let at = 0;
  while (at < bytes.length) {
    if (bytes[at] === 0x1b) {
      const found = escapeAt(bytes, at + 1);
      if (found) {
        if (found[1] === 'g0') g0 = found[2];
        else g1 = found[2];
        at += 1 + found[0].length;
        continue;
      }
    }
    const end = endOfRun(bytes, at, g0 === 'ascii');
    text += decodeRun(bytes.subarray(at, end), g0, g1);
    if (g0 === 'ascii' && isDelimiter(bytes[end - 1])) g1 = initial;
    at = end;
  }
  return text;
}

function escapeAt(bytes: Uint8Array, at: number) {
  const ahead = String.fromCharCode(...bytes.subarray(at, at + 3));
  return escapes.find(([sequence]) => ahead.startsWith(sequence));
}

/** In a two-byte set the delimiters' bytes may be halves of characters, so only an escape ends the run there. */
function endOfRun(bytes: Uint8Array, from: number, singleByte: boolean): number {
  for (let at = from; at < bytes.length; at += 1) {
    if (bytes[at] === 0x1b && at > from) return at;
    if (singleByte && isDelimiter(bytes[at])) return at + 1;
  }
  return bytes.length;
}

/** `\`, `^`, `=`, tab, line feed, form feed, carriage return (PS3.5 section 6.1.2.5.3). */
function isDelimiter(byte: number | undefined): boolean {
  return byte === 0x5c || byte === 0x5e || byte === 0x3d || byte === 9 || byte === 10 || byte === 12 || byte === 13;
}

function decodeRun(run: Uint8Array, g0: string, g1: string): string {
  if (g0 === 'jisX0208')
    return decode(
      'euc-jp',
      run.map((byte) => byte | 0x80),
    );
  if (g0 !== 'jisX0212') return decode(g1, run);
  const pairs: number[] = [];
  for (let at = 0; at + 1 < run.length; at += 2) pairs.push(0x8f, (run[at] ?? 0) | 0x80, (run[at + 1] ?? 0) | 0x80);
  return decode('euc-jp', Uint8Array.from(pairs));
}
