import { mainHeader } from './codestream.ts';

/** No arithmetic coder writes so many zeros in a row; a disk that lost sectors, or a transfer that lost a part, does. */
const leastZeros = 1024;

/**
 * Whether a piece inside a JPEG 2000 or HTJ2K codestream was overwritten with zeros. Its decoders draw what they make of
 * it without a word, and its structure need not show it: a packet says how long its data are, not what they are. False
 * where zeros may be honest: a packet without data is one zero byte (T.800 annex B.10.3), so streams with precincts of
 * their own, which may have any number of those in a row, are not judged; nor is padding at the end of a tile-part.
 */
export function hasZeroedPiece(bytes: Uint8Array): boolean {
  const header = mainHeader(bytes);
  const packets = header && packetsOfTile(bytes, header);
  if (!header || packets === undefined) return false;
  const least = leastZeros + packets;
  // A run so long has a byte at every so many.
  for (let at = header.end; at < bytes.length; at += least) {
    if (bytes[at] !== 0) continue;
    let [from, to] = [at, at];
    while (from > header.end && bytes[from - 1] === 0) from -= 1;
    while (to < bytes.length && bytes[to] === 0) to += 1;
    const atEnd = to >= bytes.length || (bytes[to] === 0xff && (bytes[to + 1] === 0x90 || bytes[to + 1] === 0xd9));
    if (to - from >= least && !atEnd) return true;
    at = Math.max(at, to - least);
  }
  return false;
}

/** Layers by resolutions by components (T.800 annex A.6.1); undefined where precincts multiply them. */
function packetsOfTile(
  bytes: Uint8Array,
  header: { readonly start: number; readonly end: number },
): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, header.end);
  const components = view.getUint16(header.start + 40);
  let packets: number | undefined;
  for (let at = header.start + 2; at + 10 <= header.end; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint16(at);
    // COC: another number of resolutions, or precincts, for one component.
    if (marker === 0xff53) return undefined;
    if (marker !== 0xff52) continue;
    if ((view.getUint8(at + 4) & 1) !== 0) return undefined;
    packets = view.getUint16(at + 6) * (view.getUint8(at + 9) + 1) * components;
  }
  return packets;
}
