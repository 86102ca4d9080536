import type { RenderedImage } from './index.ts';

export interface DrawnSize {
  readonly mediaType: RenderedImage['mediaType'];
  readonly width: number;
  readonly height: number;
  /** How often the image is gone over: once, but for progressive JPEG. */
  readonly scans: number;
}

/** How large a PNG or JPEG unfolds, by its header; undefined when it is neither, or does not say. */
export function readDrawnSize(bytes: Buffer): DrawnSize | undefined {
  const size = bytes.subarray(0, 8).equals(pngSignature) ? sizeOfPng(bytes) : sizeOfJpeg(bytes);
  return size && size.width > 0 && size.height > 0 ? size : undefined;
}

const pngSignature = Buffer.from('89504e470d0a1a0a', 'hex');

/** IHDR comes first (PNG third edition, section 5.6). */
function sizeOfPng(bytes: Buffer): DrawnSize | undefined {
  if (bytes.length < 33 || bytes.toString('latin1', 12, 16) !== 'IHDR') return undefined;
  return { mediaType: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), scans: 1 };
}

/** Walks the markers (ITU-T T.81 annex B): one frame header, which a decoder would not take twice either, and its scans. */
function sizeOfJpeg(bytes: Buffer): DrawnSize | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  let size: { readonly width: number; readonly height: number } | undefined;
  let scans = 0;
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xd9) break;
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      if (size || at + 9 > bytes.length) return undefined;
      size = { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    }
    at = end;
    if (marker !== 0xda) continue;
    scans += 1;
    at = endOfScan(bytes, end);
  }
  return size && scans > 0 ? { mediaType: 'image/jpeg', ...size, scans } : undefined;
}

/** Neither stuffed zeros nor restart markers end a scan. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
}
