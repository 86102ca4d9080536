import { deflateSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { encodeFrame } from '#electron/practice/codecs/encodeFrame.ts';
import { practiceSyntaxes } from '#electron/practice/codecs/practiceSyntaxes.ts';
import type { SeriesInstanceUID, SOPInstanceUID, StudyInstanceUID } from '#shared/dicom/uids.ts';
import { closeParser, instanceOf, startAsking, uidOf } from './asking.ts';

afterAll(closeParser);

const address = {
  study: uidOf(1) as StudyInstanceUID,
  series: uidOf(1, 1) as SeriesInstanceUID,
  instance: uidOf(1, 1, 1) as SOPInstanceUID,
};

/** What becomes of a rendered picture of these bytes. */
async function outcomeOf(body: Uint8Array, longestSide = 512): Promise<string> {
  const rendered = { status: 200, headers: { 'content-type': 'image/jpeg' }, body };
  await using asking = await startAsking({
    images: [instanceOf({ number: 1 })],
    quirks: [(ask) => (request) => (/\/rendered/.test(request.target) ? Promise.resolve(rendered) : ask(request))],
  });
  const read = await asking.client.readRendered(address, 1, longestSide, { lane: 'interactive' });
  return read.ok ? read.value.mediaType : `${read.failure.code} ${read.failure.details?.['reason']}`;
}
const refused = 'ArchiveAnswerInvalid rendered';

function png(width: number, height: number): Uint8Array {
  const chunk = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const pixels = deflateSync(Buffer.alloc(1024));
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

const jpeg = (side: number) =>
  encodeFrame(
    {
      columns: side,
      rows: side,
      samplesPerPixel: 3,
      bitsAllocated: 8,
      bitsStored: 8,
      signed: false,
      bytes: new Uint8Array(side * side * 3).map((_, index) => index),
    },
    practiceSyntaxes.jpegBaseline,
  );

/** The same scan so often: what a progressive decoder does each time is the whole image. */
async function scans(count: number): Promise<Uint8Array> {
  const one = Buffer.from(await jpeg(64));
  const from = one.indexOf(Buffer.from([0xff, 0xda]));
  const scan = one.subarray(from, one.length - 2);
  return Buffer.concat([one.subarray(0, from), ...Array.from({ length: count }, () => scan), one.subarray(-2)]);
}

test('a preview about as large as asked is taken', async () => {
  expect(await outcomeOf(png(512, 512))).toBe('image/png');
  expect(await outcomeOf(png(1024, 1))).toBe('image/png');
  expect(await outcomeOf(await jpeg(512))).toBe('image/jpeg');
  expect(await outcomeOf(await scans(20))).toBe('image/jpeg');
});

test('trust section 7: one that unfolds to far more than was asked never reaches the page', async () => {
  expect(await outcomeOf(png(20_000, 20_000))).toBe(refused);
  expect(await outcomeOf(png(16, 1025))).toBe(refused);
  expect(await outcomeOf(png(0, 16))).toBe(refused);
  expect(await outcomeOf(await jpeg(512), 128)).toBe(refused);
  expect(await outcomeOf(await scans(21))).toBe(refused);
});

test('nor does what ends before it says how large it is, or says it twice', async () => {
  const picture = Buffer.from(await jpeg(64));
  const frame = picture.indexOf(Buffer.from([0xff, 0xc0]));
  const header = picture.subarray(frame, frame + 2 + picture.readUInt16BE(frame + 2));
  const twice = Buffer.concat([picture.subarray(0, frame), header, picture.subarray(frame)]);
  for (const bytes of [png(8, 8).subarray(0, 20), picture.subarray(0, frame + 4), twice, Buffer.from('GIF89a')]) {
    expect(await outcomeOf(bytes)).toBe(refused);
  }
});

test('an archive that was found to render nothing is asked for no previews', async () => {
  await using asking = await startAsking({
    images: [instanceOf({ number: 1 })],
    quirks: [
      (ask) => (request) =>
        /\/rendered/.test(request.target)
          ? Promise.resolve({ status: 501, headers: {}, body: new Uint8Array() })
          : ask(request),
    ],
  });
  expect((await asking.client.probe!(undefined)).ok).toBe(true);
  // An archive that is ill has said nothing of what it can do; 501 is no illness (RFC 9110 section 15.6.2).
  expect(asking.memory.capabilities.rendered).toBe(false);
  const before = asking.archive.requests.length;
  const read = await asking.client.readRendered(address, 1, 512, { lane: 'preview' });
  expect([read.ok, asking.archive.requests.length - before]).toEqual([false, 0]);
});
