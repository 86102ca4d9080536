import { cache } from '@cornerstonejs/core';
import { afterEach, expect, test, vi } from 'vitest';
import { succeed } from '#shared/base/result.ts';
import type { EncodedFrame } from '#shared/contract/frames.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { imageDataset } from '#tests/fixtures/imageDataset.ts';
import { DecodeQueue } from '../frames/decodeQueue.ts';
import { FrameCatalogue, imageIdOf } from '../frames/frameCatalogue.ts';
import { FrameLoader, type ReadFrame } from '../frames/frameLoader.ts';
import { FrameLedger } from '../frames/ledger.ts';
import { Cine } from './cine.ts';

afterEach(() => void cache.purgeCache());

test('LN17: 300 frames that are here play at the rate of their data without one request', async () => {
  const count = 300;
  const side = 4;
  const image = readImageDescription(
    imageDataset({ Rows: [side], Columns: [side], Modality: ['US'], NumberOfFrames: [count], FrameTime: [40] }),
  );
  if (!image.ok) throw new Error(image.failure);
  const bytes = new Uint8Array(side * side * 2).fill(1);
  const digest = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
  const readFrame = vi.fn<ReadFrame>((key) =>
    Promise.resolve(
      succeed({
        key,
        digest,
        bytes,
        transferSyntaxUID: '1.2.840.10008.1.2.1',
        fidelity: 'lossless',
      } as unknown as EncodedFrame),
    ),
  );
  const catalogue = new FrameCatalogue();
  catalogue.add('a' as ArchiveId, [image.value]);
  const whole = { samples: new Uint16Array(side * side).fill(257), rows: side, columns: side, planar: false };
  const decode = vi.fn(() => Promise.resolve(whole));
  const loader = new FrameLoader({
    catalogue,
    ledger: new FrameLedger(),
    decodeQueue: new DecodeQueue({ decode, restart: () => undefined }, 2),
    readFrame,
  });
  const ids = image.value.frames.map((frame) => imageIdOf({ image: image.value, frame }));
  for (const id of ids) await loader.load(id, 'near');
  expect([readFrame.mock.calls.length, decode.mock.calls.length]).toEqual([count, count]);

  let now = 0;
  let tick: () => void = () => undefined;
  const shown: number[] = [];
  const cine = new Cine(
    (index) => {
      shown.push(index);
      void loader.load(ids[index] ?? '', 'display');
      return loader.isReady(ids[index] ?? '');
    },
    {
      now: () => now,
      every: (_ms, act) => {
        tick = act;
        return () => undefined;
      },
    },
  );
  cine.start(0, { count, timesMs: image.value.frameTimesMs ?? image.value.frameTimeMs });
  for (let frame = 1; frame <= count; frame += 1) {
    now = frame * 40;
    tick();
  }
  expect(shown).toEqual([...Array.from({ length: count - 1 }, (_, index) => index + 1), 0]);
  expect([readFrame.mock.calls.length, decode.mock.calls.length]).toEqual([count, count]);
});
