import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Files, systemClock, systemFiles } from '#electron/base/world.ts';
import { startParser } from '#electron/parser/index.ts';
import { type Disc, openDisc } from '#electron/practice/index.ts';
import { textOf } from '#shared/dicom/dicomJson.ts';
import { type DiscFiles, discImage } from '../fixtures/discImage.ts';
import { smallInstance } from '../fixtures/smallInstance.ts';

const parser = startParser({ clock: systemClock });
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disc-'));
});
afterAll(async () => {
  await parser.close();
  await rm(folder, { recursive: true, force: true });
});

const one = smallInstance({ study: '1.2.3', series: '1.2.3.1', instance: '1.2.3.1.1', fill: 17 });
const two = smallInstance({ study: '1.2.3', series: '1.2.3.1', instance: '1.2.3.1.2', fill: 18 });
const bare = one.file.subarray(one.datasetAt);
const content: DiscFiles = {
  DICOMDIR: Buffer.from('a directory that nobody needs'),
  'README.TXT': Buffer.from('viewer software'),
  'IMAGES/A/IM1': one.file,
  'IMAGES/A/IM2': two.file,
  'IMAGES/B/COPY': one.file,
  'IMAGES/B/CUT': two.file.subarray(0, two.file.length - 5),
};

async function open(path: string) {
  const opened = await openDisc({ path, files: systemFiles, parser });
  if (!opened.ok) return opened.failure.code;
  const disc = opened.value;
  const frames: (number | undefined)[] = [];
  for (const instance of disc.studies.instances()) {
    frames.push((await disc.studies.readFrame(instance, 1))?.[0]);
    expect(await disc.studies.readFrame(instance, 2)).toBeUndefined();
  }
  const summary = summarise(disc, frames);
  await disc.close();
  return summary;
}

const summarise = (disc: Disc, frames: readonly (number | undefined)[]) => ({
  studies: disc.studyCount,
  instances: disc.studies.instances().map(({ attributes }) => textOf(attributes, 'SOPInstanceUID')),
  frames,
  refused: disc.refused.map(({ file, failure }) => `${file} ${failure.code}`),
});

const expected = {
  studies: 1,
  instances: ['1.2.3.1.1', '1.2.3.1.2'],
  frames: [17, 18],
  refused: ['IMAGES/B/CUT DicomDamaged', 'README.TXT NotDicom'],
};

async function put(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

/** A ZIP as APPNOTE writes it, with sizes and names that a test may falsify. */
function zip(files: DiscFiles, claim: (size: number) => number = (size) => size): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const [name, bytes] of Object.entries(files)) {
    const packed = deflateRawSync(bytes, { level: 9 });
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(crc32(bytes), 16);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(claim(bytes.length), 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    locals.push(head, Buffer.from(name), packed);
    entries.push(entry, Buffer.from(name));
    at += 30 + name.length + packed.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, directory, end]);
}

test('a folder, a ZIP and an ISO image of the same files are the same disc', async () => {
  const root = join(folder, 'stick');
  for (const [name, bytes] of Object.entries(content)) {
    const path = join(root, name);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, bytes);
  }
  await symlink('..', join(root, 'IMAGES', 'LOOP'));
  expect(await open(root)).toEqual(expected);
  expect(await open(await put('disc.zip', zip(content)))).toEqual(expected);
  expect(await open(await put('disc.iso', discImage(content, false)))).toEqual(expected);
  const joliet = await open(await put('joliet.iso', discImage(content, true)));
  expect(joliet).toEqual(expected);
});

test('one file alone, without preamble and group 2, is a disc; as an instance it is a Part 10 file', async () => {
  const opened = await openDisc({ path: await put('bare', bare), files: systemFiles, parser });
  if (!opened.ok) throw new Error(opened.failure.code);
  const [instance] = opened.value.studies.instances();
  const file = await opened.value.studies.readInstance(instance!);
  expect((await parser.readFile(file!)).ok).toBe(true);
  expect(Buffer.from(file!).toString('latin1', 128, 132)).toBe('DICM');
});

test('what cannot be opened says why', async () => {
  const image = discImage(content, false);
  expect([
    await open(join(folder, 'nowhere')),
    await open(await put('note.txt', Buffer.from('nothing here is an image'))),
    await open(await put('empty', Buffer.alloc(0))),
    await open(await put('half.zip', zip(content).subarray(0, 900))),
    await open(await put('half.iso', image.subarray(0, 20 * 2048))),
  ]).toEqual(['PathNotFound', 'NothingFound', 'NothingFound', 'DicomDamaged', 'DicomDamaged']);
});

test('a ZIP bomb costs its own entry only, whatever it claims', async () => {
  const bomb = { IM1: one.file, BOMB: Buffer.alloc(300 * 1024 * 1024) };
  const honest = await open(await put('bomb.zip', zip(bomb)));
  expect(honest).toMatchObject({ instances: ['1.2.3.1.1'], refused: ['BOMB DicomTooLarge'] });
  const liar = zip(bomb, (size) => Math.min(size, one.file.length));
  expect(await open(await put('liar.zip', liar))).toMatchObject({ refused: ['BOMB DicomDamaged'] });
});

test('a ZIP whose files share their bytes is refused, and one that promises more than a medium holds', async () => {
  const shared = zip({ A: one.file, B: two.file });
  const second = shared.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  shared.writeUInt32LE(0, second + 42);
  expect(await open(await put('shared.zip', shared))).toBe('DicomDamaged');
  const many = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`F${index}`, one.file]));
  const boastful = zip(many, () => 0xfffffffe);
  expect(await open(await put('boastful.zip', boastful))).toBe('DicomTooLarge');
});

test('a device and a pipe are no disc, and are not waited for', { timeout: 5_000 }, async () => {
  expect(await open('/dev/zero')).toBe('PathNotReadable');
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  expect(await open(pipe)).toBe('PathNotReadable');
  await rm(pipe);
});

test('what a system makes up as it is read is not read', { timeout: 5_000 }, async () => {
  expect(await open('/proc/sys/kernel/random/uuid')).toBe('NothingFound');
});

test('opening can be given up, also while a folder is still being listed', async () => {
  const controller = new AbortController();
  const listing: string[] = [];
  const files: Files = {
    ...systemFiles,
    readdir: new Proxy(systemFiles.readdir, {
      apply(target, self, given: [path: string]) {
        listing.push(String(given[0]));
        controller.abort();
        return Reflect.apply(target, self, given) as unknown;
      },
    }),
  };
  const root = join(folder, 'deep');
  await mkdir(join(root, 'A', 'B'), { recursive: true });
  await writeFile(join(root, 'A', 'IM1'), one.file);
  const opened = await openDisc({ path: root, files, parser, signal: controller.signal });
  expect(opened).toEqual({ ok: false, failure: { code: 'Cancelled', details: { reason: 'while it was listed' } } });
  expect(listing).toEqual([root]);
});

test('names that lead elsewhere lead nowhere, and nothing is written', async () => {
  const before = (await readdir(folder)).length;
  const path = await put('names.zip', zip({ '../../../outside': one.file, '/etc/absolute': two.file }));
  expect(await open(path)).toMatchObject({ studies: 1, instances: ['1.2.3.1.1', '1.2.3.1.2'], refused: [] });
  expect((await readdir(folder)).length).toBe(before + 1);
});

test('a folder that contains itself ends', async () => {
  const image = discImage({ 'A/IM1': one.file }, false);
  // The first entry of folder A is made to be a folder at A's own place.
  const at = image.indexOf('IM1;1', 18 * 2048, 'latin1') - 33;
  image.copy(
    image,
    at + 2,
    image.indexOf(Buffer.from([1, 0x41]), 18 * 2048) - 32 + 2,
    image.indexOf(Buffer.from([1, 0x41]), 18 * 2048) - 32 + 18,
  );
  image[at + 25] = 2;
  expect(await open(await put('loop.iso', image))).toBe('DicomDamaged');
});
