import { linearOfXyz, type Triple, times, xyzOfLab } from './connectionSpace.ts';
import { type Curve, readCurve } from './iccCurve.ts';
import { readNewTable, readOldTable } from './iccTable.ts';

/** What a profile says of colours: device levels, 0 to 1, to linear light of sRGB, which may lie beyond 0 to 1. */
export type IccProfile =
  | { readonly kind: 'matrix'; readonly curves: readonly Curve[]; readonly rows: readonly Triple[] }
  | { readonly kind: 'table'; readonly toLinear: (rgb: Triple) => Triple };

/** Profiles of scanners with large tables have a few hundred kilobytes; this much is none. */
const mostBytes = 8 * 1024 * 1024;
const mostTags = 128;
const devices = new Set(['scnr', 'mntr', 'prtr', 'spac']);

/**
 * Reads an ICC profile of red, green and blue (ICC.1:2022, versions 2 and 4): a matrix with curves, or a table. Colours
 * relative to white, not absolute: a screen's white is the white of the image (PX9). Undefined for one that is broken, of
 * other colours, or without sense: that one is never applied.
 */
export function readIccProfile(bytes: Uint8Array): IccProfile | undefined {
  try {
    const read = readParts(bytes);
    return read && isSensible(read) ? read : undefined;
  } catch (error) {
    // Every offset in it is somebody's word: reading past the end is what a broken profile does.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readParts(bytes: Uint8Array): IccProfile | undefined {
  if (bytes.byteLength < 132 || bytes.byteLength > mostBytes) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const word = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (word(36) !== 'acsp' || word(16) !== 'RGB ' || !devices.has(word(12))) return undefined;
  const space = word(20);
  const count = view.getUint32(128);
  if (count > mostTags || (space !== 'XYZ ' && space !== 'Lab ')) return undefined;
  const tags = new Map(
    Array.from({ length: count }, (_, index) => [word(132 + index * 12), view.getUint32(136 + index * 12)]),
  );
  // Relative colorimetric before perceptual: what was measured, not what would be pleasing.
  const table = tags.get('A2B1') ?? tags.get('A2B0');
  if (table !== undefined) return readTable(view, table, space);
  return space === 'XYZ ' ? readMatrixAndCurves(view, tags) : undefined;
}

function readMatrixAndCurves(view: DataView, tags: ReadonlyMap<string, number>): IccProfile | undefined {
  const curves: Curve[] = [];
  const columns: Triple[] = [];
  for (const colour of ['r', 'g', 'b']) {
    const [curveAt, xyzAt] = [tags.get(`${colour}TRC`), tags.get(`${colour}XYZ`)];
    if (curveAt === undefined || xyzAt === undefined) return undefined;
    const read = readCurve(view, curveAt);
    if (!read || view.getUint32(xyzAt) !== 0x58595a20) return undefined;
    curves.push(read.curve);
    const part = (index: number) => view.getInt32(xyzAt + 8 + index * 4) / 65_536;
    columns.push(times(linearOfXyz, [part(0), part(1), part(2)]));
  }
  const rows = [0, 1, 2].map((row) => columns.map((column) => column[row]) as unknown as Triple);
  return { kind: 'matrix', curves, rows };
}

function readTable(view: DataView, at: number, space: 'XYZ ' | 'Lab '): IccProfile | undefined {
  const type = view.getUint32(at);
  const isNew = type === 0x6d414220;
  const isOld = type === 0x6d667431 || type === 0x6d667432;
  const table = isNew ? readNewTable(view, at) : isOld ? readOldTable(view, at) : undefined;
  if (!table) return undefined;
  // L*a*b* of 16 bits in `mft2` is the older one, whose white is FF00 and not FFFF (ICC.1:2022 6.3.4.2).
  const full = type === 0x6d667432 ? 65_535 / 65_280 : 1;
  const toXyz = ([x, y, z]: Triple): Triple =>
    space === 'XYZ '
      ? [x * (1 + 32_767 / 32_768), y * (1 + 32_767 / 32_768), z * (1 + 32_767 / 32_768)]
      : xyzOfLab([x * full * 100, y * full * 255 - 128, z * full * 255 - 128]);
  return { kind: 'table', toLinear: (rgb) => times(linearOfXyz, toXyz(table(rgb))) };
}

/** Linear light of sRGB of one colour. */
export function linearOf(profile: IccProfile, rgb: Triple): Triple {
  if (profile.kind === 'table') return profile.toLinear(rgb);
  const light = rgb.map((value, axis) => profile.curves[axis]?.(value) ?? 0) as unknown as Triple;
  return times(profile.rows, light);
}

/** Beyond this another colour is stronger than a colour's own; a table without colours makes all three alike. */
const oneColour = 0.02;

/**
 * White is light, black is dark, no pure colour is stronger in another than in its own, and every colour is a number: a profile of which
 * that is not so would spoil the image. One with red and blue exchanged would turn blood that comes into blood that goes.
 */
function isSensible(profile: IccProfile): boolean {
  const brightness = (level: number) => {
    const [red, green, blue] = linearOf(profile, [level, level, level]);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [black, middle, lightest] = [brightness(0), brightness(0.5), brightness(1)];
  const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((corner) =>
    linearOf(profile, [corner & 1, (corner >> 1) & 1, (corner >> 2) & 1]),
  );
  const areNumbers = corners.flat().every((value) => Number.isFinite(value) && Math.abs(value) < 8);
  const areThemselves = [0, 1, 2].every((axis) => {
    const light = linearOf(profile, [axis === 0 ? 1 : 0, axis === 1 ? 1 : 0, axis === 2 ? 1 : 0]);
    return light.every((value, other) => other === axis || value <= light[axis as 0 | 1 | 2] + oneColour);
  });
  return (
    areThemselves &&
    areNumbers &&
    lightest > 0.4 &&
    lightest < 1.6 &&
    black < 0.1 &&
    middle > black &&
    middle < lightest
  );
}
