import { expect, it } from 'vitest';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { EncodedFrame } from '#shared/contract/frames.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import type { TransferSyntaxUID } from '#shared/dicom/uids.ts';
import { createFakeArchive, fakeStack, frameKeyOf, instanceDataset } from '#tests/fixtures/fakeArchive.ts';
import { createTestClock, settle } from '#tests/fixtures/testClock.ts';
import { FrameChecker } from './frameChecker.ts';

const stack = fakeStack('1.2.1', 9);
const archive = createFakeArchive('one', [stack]);
const attributes: DicomDataset = instanceDataset(stack, '1.2.1.1', { sopInstanceUID: '1.2.1.1.1' });
const jpegLs = '1.2.840.10008.1.2.4.80' as TransferSyntaxUID;

function frame(number: number, size = 100, transferSyntaxUID = jpegLs): EncodedFrame {
  const key = frameKeyOf(archive, stack, number);
  const fidelity = { transfer: 'lossless', lossyAtSource: false } as const;
  return { key, transferSyntaxUID, fidelity, digest: `digest ${number}`, bytes: new Uint8Array(size).fill(number) };
}

function desk(answer: (number: number, turn: number) => Result<unknown, Failure>, decodeMs = 0) {
  const clock = createTestClock();
  const said: string[] = [];
  const proven: number[] = [];
  const turns = new Map<number, number>();
  const checker = new FrameChecker({
    clock,
    decode: async ({ bytes }) => {
      const number = bytes[0] ?? 0;
      turns.set(number, (turns.get(number) ?? 0) + 1);
      if (decodeMs > 0) await new Promise<void>((go) => clock.after(decodeMs, go));
      return answer(number, turns.get(number) ?? 0);
    },
    onProven: (key) => proven.push(Number(key.sopInstanceUID.split('.').at(-1))),
    onChecked: (key) => said.push(`checked ${key.sopInstanceUID.split('.').at(-1)}`),
    onBad: (key, digest) => said.push(`bad ${key.sopInstanceUID.split('.').at(-1)} ${digest}`),
  });
  return { clock, said, proven, checker, turns };
}

it('V3: tells images from bytes that are none, one after the other', async () => {
  const { checker, said } = desk((number) => (number === 2 ? fail(failureOf('FrameNotDecodable')) : succeed(1)));
  for (const number of [1, 2, 3]) expect(checker.take(frame(number), attributes)).toBe(true);
  expect([1, 2, 3].map((number) => checker.isWaiting(frame(number).key))).toEqual([true, true, true]);
  await settle();
  expect(said).toEqual(['checked 1', 'bad 2 digest 2', 'checked 3']);
  expect(checker.isWaiting(frame(1).key)).toBe(false);
});

it('V3: a decoder that was out of time or died says nothing of the frame: it counts, and is not proven', async () => {
  const { checker, said, proven, turns } = desk((number, turn) =>
    number === 1 || turn === 1 ? fail(failureOf('ParserStopped')) : succeed(1),
  );
  checker.take(frame(1), attributes);
  checker.take(frame(2), attributes);
  await settle();
  expect(said).toEqual(['checked 1', 'checked 2']);
  expect(proven).toEqual([2]);
  expect(turns.get(1)).toBe(2);
  expect(await checker.verdictOf(frame(1), attributes)).toBe('unknown');
  expect(await checker.verdictOf(frame(2), attributes)).toBe('image');
  expect(await checker.makesImage(frame(2), attributes)).toBe(true);
  expect(await checker.makesImage(frame(1), attributes)).toBe(false);
  expect(await checker.makesImage(frame(2, 10, '1.2.840.10008.1.2.4.50' as TransferSyntaxUID), attributes)).toBe(false);
});

it('what no decoder here knows counts as received', async () => {
  const { checker, said, proven } = desk(() => fail(failureOf('TransferSyntaxUnsupported')));
  checker.take(frame(1), attributes);
  await settle();
  expect(said).toEqual(['checked 1']);
  expect(checker.take(frame(2, 10, '1.2.840.10008.1.2.1' as TransferSyntaxUID), attributes)).toBe(false);
  expect(checker.take(frame(2, 10, '1.2.840.10008.1.2.4.50' as TransferSyntaxUID), attributes)).toBe(false);
  // Eight bits kept in sixteen: a decoder answers in eight.
  expect(checker.take(frame(2), { ...attributes, '00280101': { vr: 'US', Value: [8] } })).toBe(false);
  // Nothing of these is left to find out after a restart.
  expect(proven).toEqual([1, 2, 2, 2]);
});

it('what has waited for five seconds counts, and is still said to be bad when it turns out so', async () => {
  const { checker, said, clock } = desk(
    (number) => (number === 2 ? fail(failureOf('FrameNotDecodable')) : succeed(1)),
    4_000,
  );
  checker.take(frame(1), attributes);
  checker.take(frame(2), attributes);
  await clock.advanceAsync(4_999);
  expect(said).toEqual(['checked 1']);
  expect(checker.isWaiting(frame(2).key)).toBe(true);
  await clock.advanceAsync(1);
  expect(said).toEqual(['checked 1', 'checked 2']);
  expect(checker.isWaiting(frame(2).key)).toBe(false);
  await clock.advanceAsync(30_000);
  expect(said).toEqual(['checked 1', 'checked 2', 'bad 2 digest 2']);
});

it('rests three times as long as it works, and holds no more than 32 MiB', async () => {
  const { checker, said, proven, clock } = desk(() => succeed(1), 20);
  for (const number of [1, 2, 3, 4]) checker.take(frame(number), attributes);
  await clock.advanceAsync(20);
  expect(said).toHaveLength(1);
  await clock.advanceAsync(79);
  expect(said).toHaveLength(1);
  await clock.advanceAsync(1);
  expect(said).toHaveLength(2);
  expect(checker.take(frame(5, 31 * 2 ** 20), attributes)).toBe(true);
  expect(checker.take(frame(6, 2 * 2 ** 20), attributes)).toBe(false);
  expect(proven).toEqual([1, 2]);
  checker.stop();
  await clock.advanceAsync(10_000);
  expect(said).toHaveLength(2);
});
