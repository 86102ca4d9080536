import { cache } from '@cornerstonejs/core';
import { afterEach, expect, test, vi } from 'vitest';
import { fail, succeed } from '#shared/base/result.ts';
import { failureOf } from '#shared/contract/failures.ts';
import type { EncodedFrame } from '#shared/contract/frames.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { imageDataset } from '#tests/fixtures/imageDataset.ts';
import { type DecodedFrame, DecodeError, DecodeQueue, DecoderNotLoaded } from './decodeQueue.ts';
import { FrameCatalogue, imageIdOf } from './frameCatalogue.ts';
import { mayComeLater, provesBadBytes } from './frameChecks.ts';
import { FrameLoader, type ReadFrame, type ReportFrame } from './frameLoader.ts';
import { FrameLedger } from './ledger.ts';

const side = 4;
const bytes = new Uint8Array(side * side * 2).fill(1);
const digest = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
const whole: DecodedFrame = {
  samples: new Uint16Array(side * side).fill(257),
  rows: side,
  columns: side,
  planar: false,
};

function deskWith(
  read: ReadFrame | undefined,
  decode: () => Promise<DecodedFrame> = () => Promise.resolve(whole),
  reportFrame?: ReportFrame,
  now?: () => number,
) {
  const image = readImageDescription(imageDataset({ Rows: [side], Columns: [side] }));
  if (!image.ok) throw new Error(image.failure);
  const catalogue = new FrameCatalogue();
  catalogue.add('a' as ArchiveId, [image.value]);
  const ledger = new FrameLedger();
  const sent = vi.fn<ReadFrame>(read ?? ((key) => Promise.resolve(succeed(frameFor(key)))));
  const decodeQueue = new DecodeQueue({ decode, restart: () => undefined }, 2);
  const loader = new FrameLoader({
    catalogue,
    ledger,
    decodeQueue,
    readFrame: sent,
    ...(reportFrame && { reportFrame }),
    ...(now && { now }),
  });
  const imageId = imageIdOf({ image: image.value, frame: image.value.frames[0]! });
  return { loader, ledger, imageId, sent, catalogue, queue: decodeQueue };
}

const frameFor = (key: EncodedFrame['key']) =>
  ({ key, digest, bytes, transferSyntaxUID: '1.2.840.10008.1.2.1', fidelity: 'lossless' }) as unknown as EncodedFrame;

afterEach(() => void cache.purgeCache());

test('a frame is checked, decoded, kept and named in the ledger; asked again it comes from memory', async () => {
  const { loader, ledger, imageId, sent } = deskWith(undefined);
  const answer = await loader.load(imageId, 'display');
  expect(answer.ok && [...answer.value.getPixelData()].slice(0, 2)).toEqual([257, 257]);
  expect([ledger.markOf(imageId), loader.isReady(imageId)]).toEqual(['checked', true]);
  await loader.load(imageId, 'near');
  expect(sent).toHaveBeenCalledTimes(1);
});

test('T22: what was on its way when its image was described otherwise is fetched and decoded anew', async () => {
  const { loader, imageId, sent, catalogue } = deskWith(undefined);
  const coming = loader.load(imageId, 'display');
  const other = readImageDescription(imageDataset({ Rows: [side], Columns: [side], RescaleIntercept: [-100] }));
  if (!other.ok) throw new Error(other.failure);
  expect(catalogue.add('a' as ArchiveId, [other.value])).toEqual([imageId]);
  const answer = await coming;
  expect(answer.ok && [...answer.value.getPixelData()].slice(0, 2)).toEqual([157, 157]);
  expect(sent).toHaveBeenCalledTimes(2);
});

test('the ledger knows an image of one value, and no other', async () => {
  const uniform = deskWith(undefined);
  await uniform.loader.load(uniform.imageId, 'display');
  expect(uniform.ledger.oneValueOf(uniform.imageId)).toBe(257);
  cache.purgeCache();
  const samples = new Uint16Array(side * side).fill(257).with(side * side - 1, 258);
  const varied = deskWith(undefined, () => Promise.resolve({ ...whole, samples }));
  await varied.loader.load(varied.imageId, 'display');
  expect(varied.ledger.oneValueOf(varied.imageId)).toBeUndefined();
  uniform.ledger.forget();
  expect(uniform.ledger.oneValueOf(uniform.imageId)).toBeUndefined();
});

test('C3: a frame whose bytes are not those of its digest is fetched once more, then refused', async () => {
  const { loader, ledger, imageId, sent } = deskWith((key) =>
    Promise.resolve(succeed({ ...frameFor(key), digest: digest.replace(/^./, 'z') })),
  );
  const answer = await loader.load(imageId, 'display');
  expect([answer.ok ? '' : answer.failure.code, sent.mock.calls.length]).toEqual(['FrameDamaged', 2]);
  expect([ledger.markOf(imageId), ledger.failureOf(imageId)?.code]).toEqual(['failed', 'FrameDamaged']);
});

test('SF9: a frame that decodes to another shape is refused, and is not decoded a second time', async () => {
  const decode = vi.fn(() => Promise.resolve({ ...whole, rows: 2 }));
  const { loader, imageId } = deskWith(undefined, decode);
  const codes = [];
  for (let time = 0; time < 2; time += 1) {
    const answer = await loader.load(imageId, 'display');
    codes.push(answer.ok ? '' : answer.failure.code);
  }
  expect([codes, decode.mock.calls.length]).toEqual([['FrameLied', 'FrameLied'], 1]);
});

test('a decode that fails is told as such, and nothing is said of the stored copy', async () => {
  const { loader, imageId } = deskWith(undefined, () => Promise.reject(new Error('not a codestream')));
  const answer = await loader.load(imageId, 'display');
  expect(answer).toMatchObject({ failure: { code: 'FrameNotDecodable', details: { stage: 'undecodable' } } });
});

test('SF16: where no decoder loads that is said by name, nothing is told of the bytes, and another try may succeed', async () => {
  let missing = true;
  const decode = () => (missing ? Promise.reject(new DecoderNotLoaded()) : Promise.resolve(whole));
  const { loader, imageId, ledger } = deskWith(undefined, decode);
  expect(await loader.load(imageId, 'display')).toEqual(fail(failureOf('DecoderNotLoaded')));
  expect(provesBadBytes(failureOf('DecoderNotLoaded'))).toBe(false);
  missing = false;
  expect((await loader.load(imageId, 'display')).ok).toBe(true);
  expect(ledger.failureOf(imageId)).toBeUndefined();
});

test('whatever else breaks, everybody who waits is answered, and the frame may be asked again', async () => {
  let broken = true;
  const { loader, ledger, imageId } = deskWith((key) => {
    if (broken) throw new RangeError('Array buffer allocation failed');
    return Promise.resolve(succeed(frameFor(key)));
  });
  const answers = await Promise.all(['near', 'background'].map((urgency) => loader.load(imageId, urgency as 'near')));
  expect(answers).toEqual([fail(failureOf('Unexpected')), fail(failureOf('Unexpected'))]);
  expect(ledger.failureOf(imageId)).toEqual(failureOf('Unexpected'));
  broken = false;
  expect((await loader.load(imageId, 'display')).ok).toBe(true);
  expect([ledger.markOf(imageId), ledger.failureOf(imageId)]).toEqual(['checked', undefined]);
});

test('C3: a frame that no decoder had time for rests, and is tried again later; it never counts as bad bytes', async () => {
  let [nowMs, busy] = [0, true];
  const decode = vi.fn(() => (busy ? Promise.reject(new DecodeError('timedOut')) : Promise.resolve(whole)));
  const { loader, imageId, ledger, queue } = deskWith(undefined, undefined, undefined, () => nowMs);
  queue.decode = decode;
  const codeNow = async () => {
    const answer = await loader.load(imageId, 'display');
    return answer.ok ? 'drawn' : `${answer.failure.code} ${answer.failure.details?.['stage']}`;
  };
  const refused = 'FrameNotDecodable timedOut';
  expect([await codeNow(), await codeNow(), decode.mock.calls.length]).toEqual([refused, refused, 1]);
  nowMs = 15_001;
  expect([await codeNow(), await codeNow(), decode.mock.calls.length]).toEqual([refused, refused, 2]);
  nowMs += 29_000;
  busy = false;
  expect(await codeNow()).toBe(refused);
  nowMs += 2_000;
  const failure = ledger.failureOf(imageId);
  expect([failure && mayComeLater(failure), await codeNow(), ledger.markOf(imageId)]).toEqual([
    true,
    'drawn',
    'checked',
  ]);
  expect(mayComeLater(failureOf('FrameNotDecodable', { stage: 'undecodable' }))).toBe(false);
});

test('C11: the last who leaves ends the fetch; one who stays keeps it', async () => {
  const signals: AbortSignal[] = [];
  const { loader, imageId } = deskWith((_, { signal }) => {
    signals.push(signal as AbortSignal);
    return new Promise(() => undefined);
  });
  const [one, other] = [new AbortController(), new AbortController()];
  const first = loader.load(imageId, 'near', one.signal);
  void loader.load(imageId, 'near', other.signal);
  one.abort();
  const afterOne = signals[0]?.aborted;
  other.abort();
  expect([(await first).ok, afterOne, signals[0]?.aborted, signals.length]).toEqual([false, false, true, 1]);
});

test('V3: whole bytes that are no image are told to the host once, asked for again, and shown if they are an image then', async () => {
  let decodes = 0;
  const decode = () => {
    decodes += 1;
    return decodes === 1 ? Promise.reject(new Error('trap')) : Promise.resolve(whole);
  };
  const better = new Uint8Array(bytes).fill(2);
  const betterDigest = Buffer.from(await crypto.subtle.digest('SHA-256', better)).toString('hex');
  let asked = 0;
  const read: ReadFrame = (key) => {
    asked += 1;
    return Promise.resolve(
      succeed(asked === 1 ? frameFor(key) : { ...frameFor(key), bytes: better, digest: betterDigest }),
    );
  };
  const reportFrame = vi.fn<ReportFrame>(() => Promise.resolve(true));
  const { loader, ledger, imageId } = deskWith(read, decode, reportFrame);
  expect((await loader.load(imageId, 'display')).ok).toBe(true);
  expect(reportFrame.mock.calls.map(([, reported]) => reported)).toEqual([digest]);
  expect([asked, ledger.markOf(imageId)]).toEqual([2, 'checked']);
});

test('V3: the host says whether asking again is worth it; a decoder out of time is not told of', async () => {
  const reportFrame = vi.fn<ReportFrame>(() => Promise.resolve(false));
  const { loader, imageId, sent, ledger } = deskWith(undefined, () => Promise.reject(new Error('trap')), reportFrame);
  expect((await loader.load(imageId, 'display')).ok).toBe(false);
  await loader.load(imageId, 'display');
  expect([reportFrame.mock.calls.length, sent.mock.calls.length]).toEqual([1, 2]);
  expect(ledger.failureOf(imageId)?.code).toBe('FrameNotDecodable');
  expect(provesBadBytes(failureOf('FrameNotDecodable', { stage: 'timedOut' }))).toBe(false);
  expect(provesBadBytes(failureOf('FrameLied', { expected: 16, received: 0 }))).toBe(true);
});
