import { join } from 'node:path';
import type { Files } from '#electron/base/world.ts';
import { type DrawnFolder, manifestName } from '../drawing/drawnFolder.ts';
import { writePart10 } from '../files/writePart10.ts';
import type { StoredInstance, StoredStudies } from '../storedStudies.ts';

interface Place {
  readonly file: string;
  /** Where each frame begins, and after the last where it ends. */
  readonly offsets: readonly number[];
}

/** The patients of a drawn folder. */
export async function openDrawnStudies(files: Files, folder: string): Promise<StoredStudies> {
  const text = await files.readFile(join(folder, manifestName), 'utf8');
  const manifest = JSON.parse(text) as DrawnFolder;
  const places = new Map<StoredInstance, Place>();
  for (const { file, syntax, shared, instances } of manifest.series) {
    let at = 0;
    for (const { attributes, sizes } of instances) {
      const offsets = [at];
      for (const size of sizes) {
        at += size;
        offsets.push(at);
      }
      const instance = {
        attributes: { ...shared, ...attributes },
        transferSyntaxUID: syntax,
        frameCount: sizes.length,
      };
      places.set(instance, { file: join(folder, `${file}.frames`), offsets });
    }
  }
  const all = [...places.keys()];
  const read = (instance: StoredInstance, from: number, to: number) =>
    readFrames(files, places.get(instance), from, to);
  return {
    instances: () => all,
    readFrame: async (instance, frameNumber) => (await read(instance, frameNumber - 1, frameNumber))?.[0],
    readInstance: async (instance) => {
      const frames = instance.frameCount === 0 ? [] : await read(instance, 0, instance.frameCount);
      const { attributes, transferSyntaxUID } = instance;
      return frames && writePart10({ attributes, transferSyntaxUID, frames });
    },
  };
}

async function readFrames(
  files: Files,
  place: Place | undefined,
  from: number,
  to: number,
): Promise<readonly Uint8Array[] | undefined> {
  const wanted = place?.offsets.slice(from, to + 1) ?? [];
  const [start, end] = [wanted[0], wanted.at(-1)];
  if (!place || start === undefined || end === undefined || wanted.length < 2) return undefined;
  const handle = await files.open(place.file, 'r');
  try {
    const bytes = new Uint8Array(end - start);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
    if (bytesRead < bytes.length) return undefined;
    return wanted.slice(1).map((stop, index) => bytes.subarray((wanted[index] ?? 0) - start, stop - start));
  } finally {
    await handle.close();
  }
}
