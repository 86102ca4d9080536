import { fail, type Result, succeed } from '../base/result.ts';
import type { Codec } from './transferSyntax.ts';

/** What a compressed frame says of itself, read from its header before any decoder is called (F6). */
export interface CodestreamHeader {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  /** Bits a sample. */
  readonly bitDepth: number;
  /** Which coder wrote it, as far as the header tells. */
  readonly coder:
    | 'jpegBaseline'
    | 'jpegExtended'
    | 'jpegProgressive'
    | 'jpegLossless'
    | 'jpegLs'
    | 'jpeg2000'
    | 'htj2k';
}

type HeaderFailure = { readonly reason: string };
type Header = Result<CodestreamHeader, HeaderFailure>;

const maxMarkers = 10_000;

/** Reads the header of a JPEG, JPEG-LS, JPEG 2000 or HTJ2K codestream; a JP2 box around the last two is opened. */
export function readCodestreamHeader(bytes: Uint8Array): Header {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return readJpegHeader(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0x4f) return readJpeg2000Header(bytes, 0);
  const inBox = jp2Codestream(bytes);
  return inBox === undefined ? fail({ reason: 'no codestream magic' }) : readJpeg2000Header(bytes, inBox);
}

/** Whether what a header says may stand under a transfer syntax's codec. JPEG Extended streams may be baseline ones. */
export function coderFits(coder: CodestreamHeader['coder'], codec: Codec): boolean {
  switch (codec) {
    case 'jpegBaseline':
      return coder === 'jpegBaseline';
    case 'jpegExtended':
      return coder === 'jpegExtended' || coder === 'jpegBaseline';
    case 'jpegProgressive':
      return coder === 'jpegProgressive';
    case 'jpegLossless':
      return coder === 'jpegLossless';
    case 'jpegLs':
      return coder === 'jpegLs';
    case 'jpeg2000':
      return coder === 'jpeg2000';
    case 'htj2k':
      return coder === 'htj2k';
    case 'none':
    case 'rle':
      return false;
  }
}

/** Start-of-frame markers of ITU-T T.81 table B.1 and, for JPEG-LS, T.87 (SOF55). */
const coderOfFrame: ReadonlyMap<number, CodestreamHeader['coder']> = new Map([
  [0xc0, 'jpegBaseline'],
  [0xc1, 'jpegExtended'],
  [0xc2, 'jpegProgressive'],
  [0xc3, 'jpegLossless'],
  [0xf7, 'jpegLs'],
]);

function readJpegHeader(bytes: Uint8Array): Header {
  let at = 2;
  for (let count = 0; count < maxMarkers; count += 1) {
    if (bytes[at] !== 0xff) return fail({ reason: 'JPEG marker missing' });
    while (bytes[at + 1] === 0xff) at += 1;
    const marker = bytes[at + 1];
    const length = u16(bytes, at + 2);
    if (marker === undefined || length === undefined || length < 2) return fail({ reason: 'JPEG header cut' });
    if (marker === 0xda || marker === 0xd9) return fail({ reason: 'JPEG without a frame header' });
    const coder = coderOfFrame.get(marker);
    if (coder) return readFrameHeader(bytes, at + 4, length, coder);
    // The other SOFs are hierarchical or arithmetic coding: nothing in DICOM that we draw.
    if (marker >= 0xc5 && marker <= 0xcf && marker !== 0xc8 && marker !== 0xcc) {
      return fail({ reason: 'JPEG coding that is not drawn' });
    }
    at += 2 + length;
  }
  return fail({ reason: 'JPEG with too many markers' });
}

function readFrameHeader(bytes: Uint8Array, at: number, length: number, coder: CodestreamHeader['coder']): Header {
  const bitDepth = bytes[at];
  const height = u16(bytes, at + 1);
  const width = u16(bytes, at + 3);
  const components = bytes[at + 5];
  if (bitDepth === undefined || height === undefined || width === undefined || components === undefined) {
    return fail({ reason: 'JPEG header cut' });
  }
  if (length < 8 + 3 * components) return fail({ reason: 'JPEG frame header too short' });
  return succeed({ width, height, components, bitDepth, coder });
}

/** ITU-T T.800 annex A.5.1: SIZ must follow SOC; CAP with Pcap bit 15 set (T.814) means high-throughput coding. */
function readJpeg2000Header(bytes: Uint8Array, start: number): Header {
  const siz = start + 2;
  const length = u16(bytes, siz + 2);
  if (u16(bytes, start) !== 0xff4f || u16(bytes, siz) !== 0xff51 || length === undefined) {
    return fail({ reason: 'JPEG 2000 without SIZ' });
  }
  const at = siz + 4;
  const [right, bottom, left, top] = [u32(bytes, at + 2), u32(bytes, at + 6), u32(bytes, at + 10), u32(bytes, at + 14)];
  const components = u16(bytes, at + 34);
  if (right === undefined || bottom === undefined || left === undefined || top === undefined || !components) {
    return fail({ reason: 'JPEG 2000 header cut' });
  }
  if (length !== 38 + 3 * components || siz + 2 + length > bytes.length)
    return fail({ reason: 'JPEG 2000 SIZ too short' });
  if (right <= left || bottom <= top) return fail({ reason: 'JPEG 2000 without area' });
  let bitDepth = 0;
  for (let component = 0; component < components; component += 1) {
    const field = at + 36 + 3 * component;
    if (bytes[field + 1] !== 1 || bytes[field + 2] !== 1)
      return fail({ reason: 'JPEG 2000 with subsampled components' });
    bitDepth = Math.max(bitDepth, ((bytes[field] ?? 0) & 0x7f) + 1);
  }
  const coder = hasHighThroughput(bytes, siz + 2 + length) ? 'htj2k' : 'jpeg2000';
  return succeed({ width: right - left, height: bottom - top, components, bitDepth, coder });
}

/**
 * Whether a JPEG 2000 or HTJ2K codestream carries its own colour transform, which its decoder then undoes: the multiple
 * component transformation of the COD marker segment (T.800 annex A.6.1). False where there is no such segment.
 */
export function transformsComponents(bytes: Uint8Array): boolean {
  const start = u16(bytes, 0) === 0xff4f ? 0 : jp2Codestream(bytes);
  if (start === undefined) return false;
  let at = start + 2;
  for (let count = 0; count < maxMarkers; count += 1) {
    const marker = u16(bytes, at);
    const length = u16(bytes, at + 2);
    if (marker === undefined || length === undefined || length < 2 || marker === 0xff90) return false;
    if (marker === 0xff52) return bytes[at + 8] === 1;
    at += 2 + length;
  }
  return false;
}

function hasHighThroughput(bytes: Uint8Array, from: number): boolean {
  let at = from;
  for (let count = 0; count < maxMarkers; count += 1) {
    const marker = u16(bytes, at);
    const length = u16(bytes, at + 2);
    if (marker === undefined || length === undefined || length < 2 || marker < 0xff50 || marker === 0xff90)
      return false;
    if (marker === 0xff50) return ((u32(bytes, at + 4) ?? 0) & 0x00020000) !== 0;
    at += 2 + length;
  }
  return false;
}

/** Where the codestream begins inside JP2 boxes (T.800 annex I.4); undefined when these are none. */
function jp2Codestream(bytes: Uint8Array): number | undefined {
  if (u32(bytes, 4) !== 0x6a502020) return undefined;
  let at = 0;
  for (let count = 0; count < 100; count += 1) {
    const length = u32(bytes, at);
    const type = u32(bytes, at + 4);
    if (length === undefined || type === undefined) return undefined;
    if (type === 0x6a703263) return at + (length === 1 ? 16 : 8);
    if (length < 8) return undefined;
    at += length;
  }
  return undefined;
}

/**
 * PS3.5 annex G: a header of 64 bytes, one segment for each byte of a pixel's samples, offsets rising and inside; and
 * each segment's runs fill its plane. A decoder would leave the rest of a cut plane black without a word.
 */
export function checkRle(bytes: Uint8Array, expectedSegments: number, pixels: number): Result<void, HeaderFailure> {
  if (bytes.length < 64) return fail({ reason: 'RLE header cut' });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = view.getUint32(0, true);
  if (count !== expectedSegments || count > 15) return fail({ reason: 'RLE segments do not fit the samples' });
  let previous = 63;
  for (let index = 1; index <= count; index += 1) {
    const offset = view.getUint32(4 * index, true);
    if (offset <= previous || offset >= bytes.length) return fail({ reason: 'RLE segment outside the frame' });
    previous = offset;
    const end = index < count ? Math.min(view.getUint32(4 * index + 4, true), bytes.length) : bytes.length;
    const length = runLength(bytes, offset, end);
    if (length < pixels) return fail({ reason: 'RLE segment cut' });
    // One run too many is a careless writer's padding; more are another image's pixels.
    if (length > pixels + maxRun) return fail({ reason: 'RLE segment too long' });
  }
  return succeed(undefined);
}

const maxRun = 128;

/** How many bytes the runs of a segment give (PackBits), whole runs only. */
function runLength(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  let given = 0;
  while (at < end) {
    const head = bytes[at] ?? 128;
    const taken = head < 128 ? head + 2 : head > 128 ? 2 : 1;
    if (at + taken > end) return given;
    given += head < 128 ? head + 1 : head > 128 ? 257 - head : 0;
    at += taken;
  }
  return given;
}

/** Some writers leave this much of their buffer behind the end of a stream. */
const maxTrailingBytes = 1024;

/**
 * Whether a codestream has its end marker (FFD9): two codecs decode a cut stream without complaint (V2). Coded data
 * cannot hold the marker by chance: JPEG, JPEG-LS and JPEG 2000 all keep a byte above 8F from following FF.
 */
export function hasEndMarker(bytes: Uint8Array): boolean {
  const stop = Math.max(2, bytes.length - maxTrailingBytes);
  for (let at = bytes.length; at >= stop; at -= 1) {
    if (bytes[at - 2] === 0xff && bytes[at - 1] === 0xd9) return true;
  }
  return false;
}

/**
 * Whether the tile-parts of a JPEG 2000 or HTJ2K codestream follow one another to the end marker, each as long as it
 * says (T.800 annex A.4.2): a stream with a piece missing inside still has its last bytes (V2).
 */
export function tilePartsAddUp(bytes: Uint8Array): boolean {
  let at = firstTilePart(bytes);
  if (at === undefined) return false;
  for (let count = 0; count < maxTileParts; count += 1) {
    const marker = u16(bytes, at);
    if (marker === 0xffd9) return count > 0;
    const length = marker === 0xff90 ? u32(bytes, at + 6) : undefined;
    if (length === undefined) return false;
    // Zero: the last tile-part, which reaches to the end.
    if (length === 0) return true;
    if (length < 14) return false;
    at += length;
  }
  return false;
}

const maxTileParts = 1_000_000;

function firstTilePart(bytes: Uint8Array): number | undefined {
  return mainHeader(bytes)?.end;
}

/** The marker segments of a JPEG 2000 or HTJ2K codestream before its first tile-part (T.800 annex A.3). */
export function mainHeader(bytes: Uint8Array): { readonly start: number; readonly end: number } | undefined {
  const start = u16(bytes, 0) === 0xff4f ? 0 : jp2Codestream(bytes);
  if (start === undefined) return undefined;
  let at = start + 2;
  for (let count = 0; count < maxMarkers; count += 1) {
    const marker = u16(bytes, at);
    const length = u16(bytes, at + 2);
    if (marker === undefined || length === undefined || length < 2) return undefined;
    if (marker === 0xff90) return { start, end: at };
    at += 2 + length;
  }
  return undefined;
}

function u16(bytes: Uint8Array, at: number): number | undefined {
  const [high, low] = [bytes[at], bytes[at + 1]];
  return high === undefined || low === undefined ? undefined : high * 0x100 + low;
}

function u32(bytes: Uint8Array, at: number): number | undefined {
  const [high, low] = [u16(bytes, at), u16(bytes, at + 2)];
  return high === undefined || low === undefined ? undefined : high * 0x10000 + low;
}
