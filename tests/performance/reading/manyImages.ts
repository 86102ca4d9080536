import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writePart10 } from '#electron/practice/files/writePart10.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { type StudyFiles, uidOf } from '../link/studies/ctStudy.ts';

const side = 64;
const seriesCount = 50;

/** A study of many small MR images in fifty series: what a list and a panel cost, not what pixels do. */
export async function writeManyImages(into: string, images: number): Promise<StudyFiles> {
  const name = `many-${images}`;
  const folder = join(into, name);
  await mkdir(folder, { recursive: true });
  const perSeries = Math.ceil(images / seriesCount);
  for (let index = 0; index < images; index += 1) {
    const [series, slice] = [Math.floor(index / perSeries), index % perSeries];
    const pixels = drawn(series, slice);
    await writeFile(
      join(folder, `${String(index).padStart(5, '0')}.dcm`),
      writePart10({
        attributes: attributesOf(name, series, slice),
        transferSyntaxUID: '1.2.840.10008.1.2.1',
        frames: [pixels],
      }),
    );
  }
  const bytes = images * side * side * 2;
  return {
    folder,
    studyInstanceUID: uidOf(name),
    patientId: name,
    slices: perSeries,
    storedBytes: bytes,
    jpegLsBytes: bytes,
  };
}

/** A disc whose size goes with the slice, on a ground that rises. */
function drawn(series: number, slice: number): Uint8Array {
  const pixels = new Uint16Array(side * side);
  for (let at = 0; at < pixels.length; at += 1) {
    const [x, y] = [at % side, Math.floor(at / side)];
    const inside = Math.hypot(x - side / 2, y - side / 2) < 6 + (slice % 20);
    pixels[at] = (inside ? 800 : 100) + x + series;
  }
  return new Uint8Array(pixels.buffer);
}

function attributesOf(name: string, series: number, slice: number): DicomDataset {
  const study = uidOf(name);
  const text = (vr: string, value: unknown) => ({ vr, Value: [value] });
  return {
    '00080016': text('UI', '1.2.840.10008.5.1.4.1.1.4'),
    '00080018': text('UI', `${study}.${series + 1}.${slice + 1}`),
    '00080020': text('DA', '20260301'),
    '00080030': text('TM', '101500'),
    '00080060': text('CS', 'MR'),
    '0008103E': text('LO', `SERIES ${series + 1}`),
    '00100010': { vr: 'PN', Value: [{ Alphabetic: name.toUpperCase() }] },
    '00100020': text('LO', name),
    '0020000D': text('UI', study),
    '0020000E': text('UI', `${study}.${series + 1}`),
    '00200011': text('IS', series + 1),
    '00200013': text('IS', slice + 1),
    '00200032': { vr: 'DS', Value: [0, 0, slice * 2] },
    '00200037': { vr: 'DS', Value: [1, 0, 0, 0, 1, 0] },
    '00200052': text('UI', `${study}.0.1`),
    '00280002': text('US', 1),
    '00280004': text('CS', 'MONOCHROME2'),
    '00280010': text('US', side),
    '00280011': text('US', side),
    '00280030': { vr: 'DS', Value: [1, 1] },
    '00280100': text('US', 16),
    '00280101': text('US', 12),
    '00280102': text('US', 11),
    '00280103': text('US', 0),
  };
}
