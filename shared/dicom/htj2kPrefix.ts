import { mainHeader, readCodestreamHeader } from './codestream.ts';

/** Resolution levels left out: a picture of 1/4 of the image's width and height. */
export const quarterReduction = 2;

/** Of a codestream whose markers do not say it: the share of its bytes that holds 1/4 resolution (link.md section 4). */
export const usualQuarterShare = 0.12;
/** Bytes in which the markers that tell the resolutions apart are found, where there are any. */
const mostHeaderBytes = 16 * 1024;

/**
 * How many bytes from a codestream's start hold all of it at 1/4 resolution: by its tile-part lengths where each
 * resolution has a tile-part of its own (TLM, T.800 annex A.7.1, or SOT, A.4.2), else by what is usual of `totalBytes`.
 * `header`: that its main header has not come yet. `none`: no prefix of it is a smaller picture, because its packets are
 * not ordered by resolution, or it is no HTJ2K at all.
 */
export function bytesToQuarter(begun: Uint8Array, totalBytes: number): number | 'header' | 'none' {
  if (begun.length >= 2 && (begun[0] !== 0xff || begun[1] !== 0x4f)) return 'none';
  const main = mainHeader(begun);
  if (!main) return begun.length < mostHeaderBytes ? 'header' : 'none';
  const header = readCodestreamHeader(begun);
  const style = codingStyle(begun, main);
  if (!header.ok || header.value.coder !== 'htj2k' || !style || style.levels < quarterReduction) return 'none';
  if (!style.resolutionFirst || !isOneTile(begun, main)) return 'none';
  const parts = style.levels + 1 - quarterReduction;
  return (
    fromLengths(begun, main, style.levels + 1, parts) ??
    fromTileParts(begun, main.end, style.levels + 1, parts) ??
    Math.ceil(totalBytes * usualQuarterShare)
  );
}

interface Segment {
  readonly marker: number;
  readonly view: DataView;
}

function segmentsOf(bytes: Uint8Array, { start, end }: { readonly start: number; readonly end: number }): Segment[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const segments: Segment[] = [];
  for (let at = start + 2; at + 4 <= end; at += 2 + view.getUint16(at + 2)) {
    const length = view.getUint16(at + 2) - 2;
    segments.push({ marker: view.getUint16(at), view: new DataView(bytes.buffer, bytes.byteOffset + at + 4, length) });
  }
  return segments;
}

/** SIZ (T.800 annex A.5.1): tiles follow one another, so that the beginning of several is a corner of the image. */
function isOneTile(bytes: Uint8Array, main: { readonly start: number; readonly end: number }): boolean {
  const siz = segmentsOf(bytes, main).find(({ marker, view }) => marker === 0xff51 && view.byteLength >= 34);
  if (!siz) return false;
  const [width, height, , , tileWidth, tileHeight, tileLeft, tileTop] = Array.from({ length: 8 }, (_, index) =>
    siz.view.getUint32(2 + 4 * index),
  ) as [number, number, number, number, number, number, number, number];
  return tileLeft + tileWidth >= width && tileTop + tileHeight >= height;
}

/** COD (T.800 annex A.6.1): the order of packets and the number of decompositions. */
function codingStyle(bytes: Uint8Array, main: { readonly start: number; readonly end: number }) {
  const cod = segmentsOf(bytes, main).find(({ marker, view }) => marker === 0xff52 && view.byteLength >= 6);
  if (!cod) return undefined;
  const order = cod.view.getUint8(1);
  const layers = cod.view.getUint16(2);
  // RLCP and RPCL; LRCP is the same where there is one layer.
  return { resolutionFirst: order === 1 || order === 2 || (order === 0 && layers === 1), levels: cod.view.getUint8(5) };
}

/** Undefined unless one TLM names exactly one tile-part for each resolution. */
function fromLengths(
  bytes: Uint8Array,
  main: { readonly start: number; readonly end: number },
  resolutions: number,
  parts: number,
): number | undefined {
  const [tlm, ...others] = segmentsOf(bytes, main).filter(({ marker }) => marker === 0xff55);
  if (!tlm || others.length > 0 || tlm.view.byteLength < 2) return undefined;
  const style = tlm.view.getUint8(1);
  const indexBytes = (style >> 4) & 3;
  const lengthBytes = style & 0x40 ? 4 : 2;
  const entryBytes = indexBytes + lengthBytes;
  if (indexBytes === 3 || tlm.view.byteLength - 2 !== entryBytes * resolutions) return undefined;
  let end = main.end;
  for (let part = 0; part < parts; part += 1) {
    const at = 2 + part * entryBytes;
    const tile = indexBytes === 0 ? part : indexBytes === 1 ? tlm.view.getUint8(at) : tlm.view.getUint16(at);
    // Several tiles, each whole, are no resolutions; without an index, tile-parts are one for each tile.
    if (indexBytes === 0 || tile !== 0) return undefined;
    end += lengthBytes === 4 ? tlm.view.getUint32(at + indexBytes) : tlm.view.getUint16(at + indexBytes);
  }
  return end;
}

/** Undefined unless the tile-parts seen so far are those of one tile, one for each resolution. */
function fromTileParts(bytes: Uint8Array, first: number, resolutions: number, parts: number): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = first;
  for (let part = 0; part < parts; part += 1) {
    if (at + 12 > bytes.length || view.getUint16(at) !== 0xff90 || view.getUint16(at + 4) !== 0) return undefined;
    const length = view.getUint32(at + 6);
    if (length < 14 || view.getUint8(at + 10) !== part || view.getUint8(at + 11) !== resolutions) return undefined;
    at += length;
  }
  return at;
}
