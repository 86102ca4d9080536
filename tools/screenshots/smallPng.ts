import { crc32, deflateSync, inflateSync } from 'node:zlib';

/**
 * A screenshot with at most 256 colours, a third of the size: noise in images keeps PNG from packing them.
 * Greys in 64 steps, the rest in the nearest of the colours used most. For pictures to look at, never for measuring.
 */
export function smallPng(png: Buffer): Buffer {
  const { width, height, channels, pixels } = readPng(png);
  const counts = new Map<number, number>();
  const coarse = new Uint32Array(width * height);
  for (let pixel = 0; pixel < coarse.length; pixel += 1) {
    const at = pixel * channels;
    coarse[pixel] = coarseColour(pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0);
    counts.set(coarse[pixel] ?? 0, (counts.get(coarse[pixel] ?? 0) ?? 0) + 1);
  }
  const used = [...counts].sort((one, other) => other[1] - one[1]).map(([colour]) => colour);
  const palette = [...new Set([...signColours, ...used])].slice(0, 256);
  const indices = new Map(palette.map((colour, index) => [colour, index]));
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const colour = coarse[y * width + x] ?? 0;
      const index = indices.get(colour) ?? nearest(palette, colour);
      indices.set(colour, index);
      rows[y * (width + 1) + 1 + x] = index;
    }
  }
  return writePng(width, height, palette, rows);
}

/** Amber, red, green and the accent say something: a picture full of other colours does not make them others. */
const signColours = [
  [0xe0, 0xa3, 0x3b],
  [0xe5, 0x58, 0x4f],
  [0x5f, 0xae, 0x6b],
  [0x4f, 0xb3, 0xbf],
].map(([red = 0, green = 0, blue = 0]) => coarseColour(red, green, blue));

function coarseColour(red: number, green: number, blue: number): number {
  const isGrey = Math.max(red, green, blue) - Math.min(red, green, blue) < 10;
  const grey = greyStep(green);
  return isGrey ? (grey << 16) | (grey << 8) | grey : ((red & 0xf8) << 16) | ((green & 0xf8) << 8) | (blue & 0xf8);
}

/** Text and black stay black and white. */
function greyStep(grey: number): number {
  return Math.round((grey >> 2) * (255 / 63));
}

function nearest(palette: readonly number[], colour: number): number {
  const distance = (other: number) =>
    [16, 8, 0].reduce((sum, shift) => sum + (((other >> shift) & 0xff) - ((colour >> shift) & 0xff)) ** 2, 0);
  return palette.reduce((best, other, index) => (distance(other) < distance(palette[best] ?? 0) ? index : best), 0);
}

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly pixels: Uint8Array;
}

/** Eight bits a sample, colour, not interlaced: what a browser writes. */
function readPng(png: Buffer): Picture {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const channels = png[25] === 6 ? 4 : 3;
  if (png[24] !== 8 || (png[25] !== 2 && png[25] !== 6)) throw new Error('a PNG of another kind');
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return { width, height, channels, pixels: unfilter(inflateSync(Buffer.concat(data)), width * channels, channels) };
}

/** PNG, 9.2: each row is told as differences to the left, above, or both. */
function unfilter(rows: Uint8Array, stride: number, channels: number): Uint8Array {
  const height = rows.length / (stride + 1);
  const pixels = new Uint8Array(height * stride);
  for (let y = 0; y < height; y += 1) {
    const filter = rows[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x >= channels ? (pixels[at - channels] ?? 0) : 0;
      const above = y > 0 ? (pixels[at - stride] ?? 0) : 0;
      const corner = y > 0 && x >= channels ? (pixels[at - stride - channels] ?? 0) : 0;
      pixels[at] = (rows[y * (stride + 1) + 1 + x] ?? 0) + predicted(filter, left, above, corner);
    }
  }
  return pixels;
}

function predicted(filter: number, left: number, above: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  if (filter !== 4) return 0;
  const guess = left + above - corner;
  const [toLeft, toAbove, toCorner] = [left, above, corner].map((each) => Math.abs(guess - each)) as [
    number,
    number,
    number,
  ];
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

function writePng(width: number, height: number, palette: readonly number[], rows: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 0xff, colour & 0xff]));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts: readonly (readonly [string, Buffer])[] = [
    ['IHDR', header],
    ['PLTE', colours],
    ['IDAT', deflateSync(rows, { level: 9 })],
    ['IEND', Buffer.alloc(0)],
  ];
  return Buffer.concat([signature, ...parts.map(([kind, data]) => chunk(kind, data))]);
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
