import { mainHeader } from './codestream.ts';
import { type Codec, transferSyntaxes } from './transferSyntax.ts';

/** `unknown`: it cannot be read to its end, so nothing is proved. */
export type CodestreamLoss = 'lossless' | 'lossy' | 'unknown';

const maxSegments = 100_000;

/**
 * Whether a frame loses nothing, by its own header and not only by the UID it came under: JPEG-LS with a NEAR above 0
 * (T.87 annex C.2.3), JPEG 2000 with the irreversible wavelet (T.800 table A.20) and DCT in JPEG are lossy whatever they
 * are called. What a JPEG 2000 encoder left out of a reversible codestream to save bytes is not seen.
 */
export function lossOf(transferSyntaxUID: string, bytes: Uint8Array): CodestreamLoss {
  const syntax = transferSyntaxes.get(transferSyntaxUID);
  if (!syntax) return 'unknown';
  return syntax.lossless ? lossOfCodec(syntax.codec, bytes) : 'lossy';
}

function lossOfCodec(codec: Codec, bytes: Uint8Array): CodestreamLoss {
  switch (codec) {
    case 'none':
    case 'rle':
      return 'lossless';
    case 'jpegLs':
    case 'jpegLossless':
    case 'jpegBaseline':
    case 'jpegExtended':
    case 'jpegProgressive':
      return lossOfJpeg(bytes);
    case 'jpeg2000':
    case 'htj2k':
      return lossOfJpeg2000(bytes);
  }
}

/** Every scan has its own bound, so all of them are read: T.81 figure B.6, T.87 annex C.2.3. */
function lossOfJpeg(bytes: Uint8Array): CodestreamLoss {
  let frame: number | undefined;
  let scans = 0;
  let at = 2;
  for (let count = 0; count < maxSegments; count += 1) {
    if (bytes[at] !== 0xff) return 'unknown';
    while (bytes[at + 1] === 0xff) at += 1;
    const marker = bytes[at + 1];
    if (marker === 0xd9) return scans > 0 ? 'lossless' : 'unknown';
    const length = u16(bytes, at + 2);
    if (marker === undefined || length === undefined || length < 2) return 'unknown';
    const body = bytes.subarray(at + 4, at + 2 + length);
    at += 2 + length;
    if (isFrameHeader(marker)) {
      if (marker !== 0xc3 && marker !== 0xf7) return 'lossy';
      frame = marker;
    }
    if (marker !== 0xda) continue;
    if (frame === undefined || body.length < 4 + 2 * (body[0] ?? 0)) return 'unknown';
    if (scanLoses(frame, body)) return 'lossy';
    scans += 1;
    at = endOfScan(bytes, at);
  }
  return 'unknown';
}

/** SOF0 to SOF15 without DHT, JPG and DAC, which stand between them; SOF55 of JPEG-LS. */
function isFrameHeader(marker: number): boolean {
  if (marker === 0xf7) return true;
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** Behind the components: NEAR in JPEG-LS, the predictor in JPEG; and at the end the point transform, which drops bits. */
function scanLoses(frame: number, body: Uint8Array): boolean {
  const behind = 1 + 2 * (body[0] ?? 0);
  const near = frame === 0xf7 ? (body[behind] ?? 0) : 0;
  const pointTransform = (body[behind + 2] ?? 0) & 15;
  return near !== 0 || pointTransform !== 0;
}

/** Neither stuffed bytes (00, or below 80 in JPEG-LS) nor restart markers end a scan. */
function endOfScan(bytes: Uint8Array, from: number): number {
  let at = from;
  for (;;) {
    at = bytes.indexOf(0xff, at);
    const next = at < 0 ? undefined : bytes[at + 1];
    if (next === undefined) return bytes.length;
    if (next >= 0xc0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
    at += 1;
  }
}

/** Every COD and COC, also those of a tile-part (T.800 annex A.6), must name the reversible wavelet. */
function lossOfJpeg2000(bytes: Uint8Array): CodestreamLoss {
  const main = mainHeader(bytes);
  if (!main) return 'unknown';
  const components = u16(bytes, main.start + 40);
  if (components === undefined) return 'unknown';
  const wide = components > 256;
  const inMain = readStyles(bytes, main.start + 2, 0xff90, wide);
  if (inMain.loss !== 'lossless') return inMain.loss;
  let at = main.end;
  for (let count = 0; count < maxSegments; count += 1) {
    if (u16(bytes, at) !== 0xff90) return u16(bytes, at) === 0xffd9 && count > 0 ? 'lossless' : 'unknown';
    const [high, low] = [u16(bytes, at + 6), u16(bytes, at + 8)];
    if (high === undefined || low === undefined) return 'unknown';
    const styles = readStyles(bytes, at + 12, 0xff93, wide);
    if (styles.loss === 'lossy' || !styles.isEnded) return styles.loss === 'lossy' ? 'lossy' : 'unknown';
    const length = high * 0x10000 + low;
    // The last tile-part may reach to the end.
    if (length === 0) return 'lossless';
    if (length < 14) return 'unknown';
    at += length;
  }
  return 'unknown';
}

/** The coding styles of one header, up to the marker that ends it. */
function readStyles(
  bytes: Uint8Array,
  from: number,
  end: number,
  wide: boolean,
): { readonly loss: CodestreamLoss; readonly isEnded: boolean } {
  let at = from;
  let loss: CodestreamLoss = 'unknown';
  for (let count = 0; count < maxSegments; count += 1) {
    const marker = u16(bytes, at);
    if (marker === end) return { loss, isEnded: true };
    const length = u16(bytes, at + 2);
    if (marker === undefined || length === undefined || length < 2) return { loss: 'unknown', isEnded: false };
    // COD: Scod, SGcod of 4 bytes, then levels, block sizes, style, wavelet. COC: Ccoc and Scoc stand before them.
    const wavelet = marker === 0xff52 ? at + 13 : marker === 0xff53 ? at + (wide ? 11 : 10) : undefined;
    if (wavelet !== undefined && bytes[wavelet] !== 1) return { loss: 'lossy', isEnded: false };
    if (marker === 0xff52) loss = 'lossless';
    at += 2 + length;
  }
  return { loss: 'unknown', isEnded: false };
}

function u16(bytes: Uint8Array, at: number): number | undefined {
  const [high, low] = [bytes[at], bytes[at + 1]];
  return high === undefined || low === undefined ? undefined : high * 0x100 + low;
}
