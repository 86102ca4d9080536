import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReadFile } from '#electron/practice/files/readPart10.ts';
import { writePart10 } from '#electron/practice/files/writePart10.ts';
import { encodeHtj2k, htj2kRpcl } from '../../../fixtures/encodeHtj2k.ts';
import { seededFractions } from '../../../fixtures/testRandom.ts';
import { type StudyFiles, uidOf } from './ctStudy.ts';
import { storeAs } from './storeAs.ts';

const side = 3000;
/** Grey levels of noise: so much makes JPEG-LS about 3:1, as published for radiographs (link.md section 4). */
const noise = 8;

/** One computed radiograph of 3000 × 3000 pixels, drawn, with noise like a real one's, stored without loss. */
export async function writeCrStudy(
  into: string,
  name: string,
  storedAs: 'jpegLs' | 'htj2kRpcl' = 'jpegLs',
): Promise<StudyFiles> {
  const folder = join(into, name);
  await mkdir(folder, { recursive: true });
  const study = uidOf(name);
  const pixels = drawChest(name);
  const raw = { attributes: attributesOf(name, study), transferSyntaxUID: '1.2.840.10008.1.2.1', frames: [pixels] };
  const jpegLs = await storeAs(raw, 'jpegLs');
  const stored = storedAs === 'jpegLs' ? jpegLs : await asHtj2k(raw, pixels);
  await writeFile(join(folder, '0000.dcm'), writePart10(stored));
  const bytes = ({ frames }: ReadFile) => frames[0]?.length ?? 0;
  const sizes = { storedBytes: bytes(stored), jpegLsBytes: bytes(jpegLs) };
  return { folder, studyInstanceUID: study, patientId: name, slices: 1, ...sizes };
}

/** Resolutions first, each a tile-part of its own: what sites are advised to store (link.md section 11). */
async function asHtj2k(raw: ReadFile, pixels: Uint8Array): Promise<ReadFile> {
  const shape = { columns: side, rows: side, samplesPerPixel: 1, bitsAllocated: 16, bitsStored: 12 } as const;
  const encoded = await encodeHtj2k({ ...shape, signed: false, bytes: pixels });
  return { ...raw, transferSyntaxUID: htj2kRpcl, frames: [encoded] };
}

/** 12 bits: a bright mediastinum between two dark lungs, ribs across, and noise on all of it. */
function drawChest(seed: string): Uint8Array {
  const fraction = seededFractions(seed);
  const pixels = new Uint16Array(side * side);
  for (let row = 0; row < side; row += 1) {
    const y = (row - side / 2) / (side / 2);
    for (let column = 0; column < side; column += 1) {
      const x = (column - side / 2) / (side / 2);
      const lungs = Math.exp(-8 * ((Math.abs(x) - 0.42) ** 2 + 0.5 * y * y));
      const ribs = 60 * Math.sin(26 * y + 5 * x * x) * lungs;
      // The sum of three even draws is near enough to a bell.
      const grain = noise * 2 * (fraction() + fraction() + fraction() - 1.5);
      pixels[row * side + column] = Math.round(2600 - 1500 * lungs + ribs + grain);
    }
  }
  return new Uint8Array(pixels.buffer);
}

function attributesOf(name: string, study: string) {
  const one = (vr: string, value: unknown) => ({ vr, Value: [value] });
  return {
    '00080016': one('UI', '1.2.840.10008.5.1.4.1.1.1'),
    '00080018': one('UI', `${study}.1.1`),
    '00080020': one('DA', '20260102'),
    '00080030': one('TM', '101500'),
    '00080060': one('CS', 'CR'),
    '00081030': one('LO', 'Chest PA'),
    '00100010': one('PN', { Alphabetic: name.toUpperCase() }),
    '00100020': one('LO', name),
    '0020000D': one('UI', study),
    '0020000E': one('UI', `${study}.1`),
    '00200011': one('IS', 1),
    '00200013': one('IS', 1),
    '00280002': one('US', 1),
    '00280004': one('CS', 'MONOCHROME2'),
    '00280010': one('US', side),
    '00280011': one('US', side),
    '00280100': one('US', 16),
    '00280101': one('US', 12),
    '00280102': one('US', 11),
    '00280103': one('US', 0),
    '00281050': one('DS', 2000),
    '00281051': one('DS', 2400),
  };
}
