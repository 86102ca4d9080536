/** What a passphrase is stretched by, all places together; 600 000 is much, and OpenSSL does some ten million in seconds. */
export const mostKeyIterations = 10_000_000;

const octets = 0x04;
const octetsInPieces = 0x24;
const integer = 0x02;
const maxDepth = 24;

interface Element {
  readonly tag: number;
  readonly content: Uint8Array;
}

/**
 * How often a PKCS#12 file or an encrypted PKCS#8 key has a hash repeated before it opens: read from its structure, for
 * OpenSSL does all of it at once and nothing stops it. Each count stands behind its salt: PBKDF2 (RFC 8018 appendix
 * A.2), PBE (RFC 7292 appendix C) and MacData (RFC 7292 section 4). What is not ASN.1 has none.
 */
export function keyIterationsOf(bytes: Uint8Array): number {
  return countIn(elementsOf(bytes), 0);
}

function countIn(elements: readonly Element[], depth: number): number {
  if (depth > maxDepth) return 0;
  let sum = 0;
  elements.forEach(({ tag, content }, index) => {
    if (tag === integer && elements[index - 1]?.tag === octets) sum += countOf(content);
    const isConstructed = (tag & 0x20) !== 0;
    // An octet string of these files holds ASN.1, or it holds what is encrypted and reads as nothing.
    if (isConstructed || tag === octets)
      sum += countIn(elementsOf(tag === octetsInPieces ? joined(content) : content), depth + 1);
  });
  return sum;
}

/** A number that OpenSSL itself would not take for a count is none: explicit curves have such behind an octet string. */
function countOf(content: Uint8Array): number {
  if (content.length === 0 || content.length > 8 || (content[0] ?? 0) >= 0x80) return 0;
  return content.reduce((value, byte) => value * 256 + byte, 0);
}

function joined(content: Uint8Array): Uint8Array {
  return Buffer.concat(
    elementsOf(content).map((piece) => (piece.tag === octetsInPieces ? joined(piece.content) : piece.content)),
  );
}

/** As far as it can be read (BER, ITU-T X.690). */
function elementsOf(bytes: Uint8Array): Element[] {
  const elements: Element[] = [];
  let at = 0;
  while (at < bytes.length) {
    const read = elementAt(bytes, at, 0);
    if (!read || (read.tag === 0 && read.content.length === 0)) break;
    elements.push(read);
    at = read.end;
  }
  return elements;
}

function elementAt(bytes: Uint8Array, start: number, depth: number): (Element & { end: number }) | undefined {
  const tag = bytes[start];
  const first = bytes[start + 1];
  // Tags of more than one byte are in none of these files.
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return undefined;
  if (first === 0x80) return (tag & 0x20) !== 0 && depth < maxDepth ? endlessAt(bytes, start, tag, depth) : undefined;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  const from = start + 2 + lengthBytes;
  const length = lengthBytes === 0 ? first : bytes.subarray(start + 2, from).reduce((sum, byte) => sum * 256 + byte, 0);
  const end = from + length;
  return end > bytes.length ? undefined : { tag, content: bytes.subarray(from, end), end };
}

/** Its length is not said: it ends at two zeros (X.690 section 8.1.3.6). */
function endlessAt(
  bytes: Uint8Array,
  start: number,
  tag: number,
  depth: number,
): (Element & { end: number }) | undefined {
  let at = start + 2;
  while (at < bytes.length) {
    if (bytes[at] === 0 && bytes[at + 1] === 0) return { tag, content: bytes.subarray(start + 2, at), end: at + 2 };
    const inner = elementAt(bytes, at, depth + 1);
    if (!inner) return undefined;
    at = inner.end;
  }
  return undefined;
}
