import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ArchiveId } from '../dicom/frameKey.ts';
import type { SeriesInstanceUID, SOPInstanceUID, StudyInstanceUID, TransferSyntaxUID } from '../dicom/uids.ts';
import { encodeFrameReply, FrameStreamError, FrameStreamReader } from './frameBatch.ts';
import type { FrameReply } from './wire.ts';

const reply = (id: number, bytes: Uint8Array): FrameReply => ({
  id,
  result: {
    ok: true,
    value: {
      key: {
        archiveId: 'practice' as ArchiveId,
        studyInstanceUID: '1.2' as StudyInstanceUID,
        seriesInstanceUID: '1.2.3' as SeriesInstanceUID,
        sopInstanceUID: '1.2.3.4' as SOPInstanceUID,
        frameNumber: id,
      },
      transferSyntaxUID: '1.2.840.10008.1.2.1' as TransferSyntaxUID,
      fidelity: { transfer: 'lossless', lossyAtSource: true, ratio: 2.5 },
      digest: 'ab',
      bytes,
    },
  },
});
const failed = (id: number): FrameReply => ({
  id,
  result: { ok: false, failure: { code: 'FrameNotHere', details: { site: 'كراچی' } } },
});

test('whatever is written is read again, wherever the chunks are cut', () => {
  const one = fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map((bytes) => (id: number) => reply(id, bytes)),
    fc.constant(failed),
  );
  fc.assert(
    fc.property(
      fc.array(one, { maxLength: 12 }),
      fc.array(fc.integer({ min: 1, max: 97 }), { minLength: 1 }),
      (make, cuts) => {
        const replies = make.map((build, at) => build(at + 1));
        const stream = Buffer.concat(replies.flatMap(encodeFrameReply));
        const reader = new FrameStreamReader();
        const read: FrameReply[] = [];
        for (let from = 0, turn = 0; from < stream.length; turn++) {
          const size = cuts[turn % cuts.length] ?? 1;
          read.push(...reader.push(new Uint8Array(stream.subarray(from, from + size))));
          from += size;
        }
        expect(read).toEqual(replies);
        expect(reader.atEnd).toBe(true);
      },
    ),
  );
});

test('a stream that is cut says so, and one of another format is given up', () => {
  const reader = new FrameStreamReader();
  const [head, bytes] = encodeFrameReply(reply(1, new Uint8Array(10)));
  expect(reader.push(head!)).toEqual([]);
  expect(reader.push(bytes!.subarray(0, 5))).toEqual([]);
  expect(reader.atEnd).toBe(false);
  expect(() => new FrameStreamReader().push(Buffer.from('<html><body>'))).toThrow(FrameStreamError);
  expect(() => new FrameStreamReader().push(Uint8Array.from([2, 0, 0, 0, 0x7b, 0x7d]))).toThrow(FrameStreamError);
});
