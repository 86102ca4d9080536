import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { jpegLsCodec } from '#electron/base/codecs/wasmCodecs.ts';
import { systemClock } from '#electron/base/world.ts';
import { textOf } from '#shared/dicom/dicomJson.ts';
import { launchWithNode, startParser } from './index.ts';
import { readInstance } from './readInstance.ts';

type Element = readonly [tag: string, vr: string, value: string | Buffer];

const padded = (value: Buffer, filler: number) =>
  value.length % 2 === 0 ? value : Buffer.concat([value, Buffer.from([filler])]);

/** Explicit VR Little Endian, straight from PS3.5 section 7.1.2: nothing of the reader under test. */
function element([tag, vr, value]: Element, length?: number): Buffer {
  const bytes = padded(Buffer.from(value as Buffer), vr === 'UI' ? 0 : 0x20);
  const long = ['OB', 'OW', 'SQ', 'UN', 'UT'].includes(vr);
  const head = Buffer.alloc(long ? 12 : 8);
  head.writeUInt16LE(Number.parseInt(tag.slice(0, 4), 16), 0);
  head.writeUInt16LE(Number.parseInt(tag.slice(4), 16), 2);
  head.write(vr, 4, 'latin1');
  if (long) head.writeUInt32LE(length ?? bytes.length, 8);
  else head.writeUInt16LE(length ?? bytes.length, 6);
  return Buffer.concat([head, bytes]);
}

const identity: readonly Element[] = [
  ['00080016', 'UI', '1.2.840.10008.5.1.4.1.1.2'],
  ['00080018', 'UI', '1.2.3.4'],
  ['0020000D', 'UI', '1.2.3'],
  ['0020000E', 'UI', '1.2.3.1'],
];
const us = (value: number) => Buffer.from([value & 255, value >> 8]);
const image = (rows = 2): readonly Element[] => [
  ['00280002', 'US', us(1)],
  ['00280004', 'CS', 'MONOCHROME2'],
  ['00280010', 'US', us(rows)],
  ['00280011', 'US', us(2)],
  ['00280100', 'US', us(16)],
  ['00280101', 'US', us(12)],
];

function file(body: Buffer, transferSyntax = '1.2.840.10008.1.2.1'): Buffer {
  const meta = element(['00020010', 'UI', transferSyntax]);
  return Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), meta, body]);
}
const compose = (...elements: readonly Element[]) => Buffer.concat(elements.map((one) => element(one)));

function outcome(bytes: Uint8Array): string {
  const read = readInstance(bytes);
  return read.ok ? 'ok' : `${read.failure.code} ${Object.values(read.failure.details ?? {}).join()}`;
}

const good = file(compose(...identity, ...image(), ['7FE00010', 'OW', Buffer.alloc(8, 1)]));

test('reads a whole file, and the same bare, without preamble or group 2', () => {
  const read = readInstance(good);
  expect(read.ok && [read.value.transferSyntaxUID, textOf(read.value.attributes, 'Rows')]).toEqual([
    '1.2.840.10008.1.2.1',
    '2',
  ]);
  expect(read.ok && read.value.frames).toEqual([[{ offset: good.length - 8, length: 8 }]]);
  expect(outcome(good.subarray(132))).toBe('ok');
  expect(outcome(compose(...identity, ...image()))).toBe('ok');
});

test('F12 two different identities in one file are refused', () => {
  for (const [tag, vr, value] of [
    ['00100020', 'LO', 'other'],
    ['00080018', 'UI', '1.2.9'],
    ['0020000D', 'UI', '1.2.9'],
  ] as const) {
    const twice = compose(['00100020', 'LO', 'one'], ...identity, [tag, vr, value]);
    expect(outcome(file(twice)), tag).toBe('DicomDamaged duplicate');
  }
});

test('F13 what the bytes claim is not believed', () => {
  const [sopClass, , study, series] = identity as [Element, Element, Element, Element];
  const path: Element = ['00080018', 'UI', '../../../../etc/passwd'];
  const frames: Element = ['00280008', 'IS', '2147483647'];
  const pixels: Element = ['7FE00010', 'OW', Buffer.alloc(8)];
  expect([
    outcome(file(compose(sopClass, path, study, series))),
    outcome(file(compose(...identity, frames, ...image(), pixels))),
    outcome(file(compose(...identity, ...image(65_535), pixels))),
    outcome(file(compose(...identity, ...image(1), ['7FE00010', 'OW', Buffer.alloc(8, 9)]))),
    outcome(file(Buffer.concat([compose(...identity), element(['00081030', 'UT', 'x'], 1000)]))),
    outcome(good.subarray(0, good.length - 3)),
    outcome(file(compose(...identity, ...image(), pixels), '1.2.840.10008.1.2.4.80')),
    outcome(file(compose(...identity, ...image(), pixels), '1.2.840.10008.1.2.4.999')),
    outcome(Buffer.from('just some text, long enough to be looked at as a file')),
    outcome(Buffer.alloc(0)),
  ]).toEqual([
    'DicomDamaged SOPInstanceUID',
    'DicomDamaged NumberOfFrames',
    'DicomDamaged pixelDataCut',
    'DicomDamaged pixelDataLength',
    'DicomDamaged cut',
    'DicomDamaged cut',
    'DicomDamaged notEncapsulated',
    'TransferSyntaxUnsupported 1.2.840.10008.1.2.4.999',
    'NotDicom 53',
    'NotDicom 0',
  ]);
});

test('F13 sequences nested deeper than 32 end before the stack does', () => {
  const open = Buffer.concat([element(['00081140', 'SQ', ''], 0xffffffff), Buffer.from('feff00e0ffffffff', 'hex')]);
  const nested = (depth: number) => Buffer.concat([...Array.from({ length: depth }, () => open)]);
  expect(outcome(file(Buffer.concat([compose(...identity), nested(3000)])))).toBe('DicomDamaged depth');
  const closed = Buffer.from('feff0de000000000feffdde000000000', 'hex');
  const whole = Buffer.concat([nested(32), ...Array.from({ length: 32 }, () => closed), compose(...identity)]);
  expect(outcome(file(whole))).toBe('ok');
});

test('F4 a deflated file is read, a deflated bomb is refused at its cap', () => {
  const deflated = '1.2.840.10008.1.2.1.99';
  const body = compose(...identity, ...image(), ['7FE00010', 'OW', Buffer.alloc(8, 1)]);
  const read = readInstance(file(deflateRawSync(body), deflated));
  expect(read.ok && read.value.inflated?.length).toBe(body.length);
  const bomb = compose(...identity, ['7FE00010', 'OB', Buffer.alloc(200 * 1024 * 1024)]);
  expect(outcome(file(deflateRawSync(bomb, { level: 9 }), deflated))).toBe('DicomTooLarge inflated');
}, 15_000);

test('fragments become frames by table, by count, or by the magic of each stream', () => {
  const item = (bytes: Buffer) => {
    const head = Buffer.from('feff00e000000000', 'hex');
    head.writeUInt32LE(bytes.length, 4);
    return Buffer.concat([head, bytes]);
  };
  const encapsulated = (table: Buffer, ...fragments: Buffer[]) =>
    Buffer.concat([
      compose(...identity, ['00280008', 'IS', '2'], ...image()),
      element(['7FE00010', 'OB', ''], 0xffffffff),
      item(table),
      ...fragments.map(item),
      Buffer.from('feffdde000000000', 'hex'),
    ]);
  const [start, more] = [Buffer.from('ffd80101', 'hex'), Buffer.from('02020202', 'hex')];
  const offsets = Buffer.alloc(8);
  offsets.writeUInt32LE(24, 4);
  const lengths = (table: Buffer, ...fragments: Buffer[]) => {
    const read = readInstance(file(encapsulated(table, ...fragments), '1.2.840.10008.1.2.4.50'));
    return read.ok ? read.value.frames.map((frame) => frame.length) : read.failure.details;
  };
  const none = Buffer.alloc(0);
  expect([
    lengths(none, start, start),
    lengths(none, start, more, start),
    lengths(offsets, more, more, more),
    lengths(none, start, more, more),
    lengths(none, start),
  ]).toEqual([[1, 1], [2, 1], [2, 1], { reason: 'fragments' }, { reason: 'framesMissing' }]);
});

const parser = startParser({ clock: systemClock });
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parser-'));
});
afterAll(async () => {
  await parser.close();
  await rm(folder, { recursive: true, force: true });
});

test('the process answers, and a file too large for it is refused before it is sent', async () => {
  expect((await parser.readFile(good)).ok).toBe(true);
  const large = await parser.readFile(Buffer.alloc(200 * 1024 * 1024));
  expect(large.ok || large.failure.code).toBe('DicomTooLarge');
});

/** A parser whose process does something else with a long file: what a hostile one might make of the real one. */
async function parserThat(deed: string) {
  const entry = join(folder, `${deed.length}.mjs`);
  const watchdog = new URL('./watchdog.ts', import.meta.url).href;
  const script = `
    import { startWatchdog } from '${watchdog}';
    const watchdog = startWatchdog();
    process.on('message', ({ id, bytes }) => {
      watchdog.begin(Date.now());
      if (bytes.length > 4) { ${deed} }
      process.send({ id, answer: { ok: true, value: 'read' } });
      watchdog.end();
    });`;
  await writeFile(entry, script);
  return startParser({ clock: systemClock, launch: () => launchWithNode(entry) });
}

for (const [name, deed] of [
  ['dies', 'process.exit(1);'],
  ['never ends', 'for (;;) {}'],
  ['fills the memory', 'const held = []; for (;;) held.push(Buffer.alloc(32 * 1024 * 1024, 1));'],
] as const) {
  test(`a file on which the parser ${name} costs that file alone`, async () => {
    const fragile = await parserThat(deed);
    const answers = await Promise.all([new Uint8Array(2), new Uint8Array(9), new Uint8Array(2)].map(fragile.readFile));
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.failure.code))).toEqual(['ok', 'ParserStopped', 'ok']);
    await fragile.close();
    // The watchdog counts what the process computes: beside others that takes several times as long by the clock.
  }, 60_000);
}

test('closing answers who still waits', async () => {
  const fragile = await parserThat('for (;;) { } // until closed');
  const waiting = [fragile.readFile(new Uint8Array(9)), fragile.readFile(new Uint8Array(9))];
  await new Promise((resolve) => setTimeout(resolve, 300));
  await fragile.close();
  const codes = (await Promise.all(waiting)).map((answer) => (answer.ok ? 'ok' : answer.failure.code));
  expect(codes).toEqual(['ParserStopped', 'ParserStopped']);
});

test('a frame is decoded in the parser’s process, and a damaged one costs that frame alone', async () => {
  const shape = {
    Rows: 16,
    Columns: 16,
    SamplesPerPixel: 1,
    BitsAllocated: 16,
    BitsStored: 12,
    PhotometricInterpretation: 'MONOCHROME2',
  };
  const samples = Buffer.alloc(512);
  for (let at = 0; at < 256; at += 1) samples.writeUInt16LE((at * 37) & 0xfff, at * 2);
  const encoder = new (await jpegLsCodec.get()).JpegLSEncoder();
  encoder
    .getDecodedBuffer({ width: 16, height: 16, bitsPerSample: 12, componentCount: 1, isSigned: false })
    .set(samples);
  encoder.setNearLossless?.(0);
  encoder.encode();
  const bytes = Uint8Array.from(encoder.getEncodedBuffer());
  encoder.delete();
  const jpegLs = '1.2.840.10008.1.2.4.80';
  const decoding = startParser({ clock: systemClock });
  const whole = await decoding.decodeFrame({ bytes, transferSyntaxUID: jpegLs, shape });
  expect(whole.ok && Buffer.compare(Buffer.from(whole.value), samples)).toBe(0);
  const cut = await decoding.decodeFrame({ bytes: bytes.subarray(0, 60), transferSyntaxUID: jpegLs, shape });
  const other = await decoding.decodeFrame({ bytes, transferSyntaxUID: jpegLs, shape: { ...shape, Rows: 8 } });
  const lossy = await decoding.decodeFrame({ bytes, transferSyntaxUID: '1.2.840.10008.1.2.4.81', shape });
  expect([cut, other, lossy].map((answer) => (answer.ok ? 'ok' : answer.failure.code))).toEqual([
    'FrameNotDecodable',
    'FrameLied',
    'TransferSyntaxUnsupported',
  ]);
  await decoding.close();
});
