import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Files } from '#electron/base/world.ts';
import { textOf } from '#shared/dicom/dicomJson.ts';
import { readPart10 } from '../files/readPart10.ts';
import type { ReceivingStudies, StoredInstance, StoreOutcome } from '../storedStudies.ts';

interface Received {
  readonly instance: StoredInstance;
  readonly file: string;
  readonly digest: string;
}

/**
 * What STOW-RS brought: Part 10 files in one folder, named by a hash of their UID, read again at every start.
 * A file under its final name is whole: it is written beside, synced, then renamed.
 */
export async function openReceivedStudies(files: Files, folder: string): Promise<ReceivingStudies> {
  await files.mkdir(folder, { recursive: true });
  const received = new Map<string, Received>();
  for (const name of (await files.readdir(folder)).sort()) {
    if (!name.endsWith('.dcm')) continue;
    const file = join(folder, name);
    const one = describeFile(new Uint8Array(await files.readFile(file)), file);
    if (one) received.set(one.uid, one.received);
  }
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Value>(task: () => Promise<Value>): Promise<Value> => {
    const next = last.then(task, task);
    last = next;
    return next;
  };
  const readBack = async (instance: StoredInstance): Promise<Uint8Array | undefined> => {
    const one = received.get(textOf(instance.attributes, 'SOPInstanceUID') ?? '');
    return one && new Uint8Array(await files.readFile(one.file));
  };
  return {
    instances: () => [...received.values()].map(({ instance }) => instance),
    readInstance: readBack,
    readFrame: async (instance, frameNumber) => {
      const bytes = await readBack(instance);
      return bytes && readPart10(bytes)?.frames[frameNumber - 1];
    },
    store: (part10) => inTurn(() => keep(files, folder, received, part10)),
  };
}

const sha256 = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex');

function describeFile(
  part10: Uint8Array,
  file: string,
): { readonly uid: string; readonly received: Received } | undefined {
  const read = readPart10(part10);
  if (!read) return undefined;
  const { attributes, transferSyntaxUID, frames } = read;
  const uid = textOf(attributes, 'SOPInstanceUID');
  const complete = textOf(attributes, 'StudyInstanceUID') && textOf(attributes, 'SeriesInstanceUID');
  if (uid === undefined || !complete || textOf(attributes, 'SOPClassUID') === undefined) return undefined;
  const instance = { attributes, transferSyntaxUID, frameCount: frames.length };
  return { uid, received: { instance, file, digest: sha256(part10) } };
}

async function keep(
  files: Files,
  folder: string,
  received: Map<string, Received>,
  part10: Uint8Array,
): Promise<StoreOutcome> {
  const uid = textOf(readPart10(part10)?.attributes ?? {}, 'SOPInstanceUID') ?? '';
  const file = join(folder, `${sha256(uid).slice(0, 32)}.dcm`);
  const one = describeFile(part10, file);
  if (!one) return { kind: 'notDicom' };
  const here = received.get(one.uid);
  if (here) return { kind: here.digest === one.received.digest ? 'alreadyThere' : 'differs', instance: here.instance };
  await writeDurably(files, file, part10);
  received.set(one.uid, one.received);
  return { kind: 'stored', instance: one.received.instance };
}

async function writeDurably(files: Files, file: string, bytes: Uint8Array): Promise<void> {
  const handle = await files.open(`${file}.part`, 'w', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await files.rename(`${file}.part`, file);
}
