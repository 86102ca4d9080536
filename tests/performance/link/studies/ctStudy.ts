import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type ReadFile, readPart10 } from '#electron/practice/files/readPart10.ts';
import { writePart10 } from '#electron/practice/files/writePart10.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { type StoredAs, storeAs } from './storeAs.ts';

export const sampleFolder = resolve(import.meta.dirname, '../../../../../shared/data/ct-abdomen');

export interface CtWish {
  readonly slices: number;
  readonly storedAs: StoredAs;
  /** Names the study: the same name gives the same UIDs. */
  readonly name: string;
  /** What the archive calls it; CT unless told. */
  readonly modality?: string;
  /** The number of the series; 1 unless told. A wish of the same name and another number is more of the same study. */
  readonly series?: number;
}

/** A study as files, and what is known of it. */
export interface StudyFiles {
  readonly folder: string;
  readonly studyInstanceUID: string;
  readonly patientId: string;
  readonly slices: number;
  /** Of all its frames, as stored. */
  readonly storedBytes: number;
  /** Of the same frames as JPEG-LS, the smallest lossless form that archives speak. */
  readonly jpegLsBytes: number;
}

/**
 * A real CT under new UIDs, `slices` of it: the samples in their order, and again above themselves when they are too few.
 * The noise, which decides the sizes, is real.
 */
export async function writeCtStudy(into: string, wish: CtWish): Promise<StudyFiles> {
  const sources = await readSamples();
  const folder = join(into, wish.name);
  await mkdir(folder, { recursive: true });
  const studyInstanceUID = uidOf(wish.name);
  let storedBytes = 0;
  let jpegLsBytes = 0;
  for (let slice = 0; slice < wish.slices; slice += 1) {
    const source = sources[slice % sources.length];
    if (!source) throw new Error(`no CT slices in ${sampleFolder}`);
    const attributes = renamed(source.attributes, wish, slice, Math.floor(slice / sources.length) * sources.length);
    const stored = await storeAs({ ...source, attributes }, wish.storedAs);
    storedBytes += lengthOf(stored.frames);
    jpegLsBytes += lengthOf(source.frames);
    const file = `${wish.series ?? 1}-${String(slice).padStart(4, '0')}.dcm`;
    await writeFile(join(folder, file), writePart10(stored));
  }
  return { folder, studyInstanceUID, patientId: wish.name, slices: wish.slices, storedBytes, jpegLsBytes };
}

let samples: Promise<readonly ReadFile[]> | undefined;

/** In the order of their position, lowest first. */
function readSamples(): Promise<readonly ReadFile[]> {
  samples ??= (async () => {
    const names = (await readdir(sampleFolder)).filter((name) => name.endsWith('.dcm'));
    const read = await Promise.all(names.map(async (name) => readPart10(await readFile(join(sampleFolder, name)))));
    return read.filter((one) => one !== undefined).sort((one, other) => heightOf(one) - heightOf(other));
  })();
  return samples;
}

function heightOf({ attributes }: ReadFile): number {
  return Number(attributes['00200032']?.Value?.[2] ?? 0);
}

function renamed(attributes: DicomDataset, wish: CtWish, slice: number, above: number): DicomDataset {
  const [x, y, z] = (attributes['00200032']?.Value ?? [0, 0, 0]).map(Number);
  const study = uidOf(wish.name);
  const series = wish.series ?? 1;
  return {
    ...attributes,
    '00080018': { vr: 'UI', Value: [`${study}.${series}.${slice + 1}`] },
    '00080060': { vr: 'CS', Value: [wish.modality ?? 'CT'] },
    '00100010': { vr: 'PN', Value: [{ Alphabetic: wish.name.toUpperCase() }] },
    '00100020': { vr: 'LO', Value: [wish.name] },
    '0020000D': { vr: 'UI', Value: [study] },
    '0020000E': { vr: 'UI', Value: [`${study}.${series}`] },
    '00200011': { vr: 'IS', Value: [series] },
    '00200013': { vr: 'IS', Value: [slice + 1] },
    '00200032': { vr: 'DS', Value: [x, y, Number(z) + above] },
  };
}

/** A UID under 2.25 of a name (PS3.5 annex B.2). */
export function uidOf(name: string): string {
  return `2.25.${BigInt(`0x${createHash('sha256').update(name).digest('hex').slice(0, 24)}`)}`;
}

function lengthOf(frames: readonly Uint8Array[]): number {
  return frames.reduce((sum, frame) => sum + frame.length, 0);
}
