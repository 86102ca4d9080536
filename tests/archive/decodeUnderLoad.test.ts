import { type ChildProcess, spawn } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { jpegLsCodec } from '#electron/base/codecs/wasmCodecs.ts';
import { systemClock } from '#electron/base/world.ts';
import { launchWithNode, startParser } from '#electron/parser/index.ts';
import { FrameChecker } from '#electron/services/prefetch/index.ts';
import type { EncodedFrame } from '#shared/contract/frames.ts';
import type { FrameKey } from '#shared/dicom/frameKey.ts';

const rows = 1_000;
const columns = 1_200;
const attributes = {
  '00280010': { vr: 'US', Value: [rows] },
  '00280011': { vr: 'US', Value: [columns] },
  '00280100': { vr: 'US', Value: [16] },
  '00280101': { vr: 'US', Value: [12] },
} as const;
const busy: ChildProcess[] = [];

beforeAll(() => {
  const loop = 'const end = Date.now() + 60000; while (Date.now() < end);';
  for (let count = 0; count < 4; count += 1) busy.push(spawn(process.execPath, ['-e', loop], { stdio: 'ignore' }));
});
const beIdle = () => {
  for (const loop of busy.splice(0)) loop.kill('SIGKILL');
};
afterAll(beIdle);

/** A radiograph with the noise of one: as slow to decode as they come. */
async function radiograph(number: number): Promise<EncodedFrame> {
  const samples = new Uint16Array(rows * columns);
  let seed = number;
  for (let at = 0; at < samples.length; at += 1) {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
    samples[at] = 1_000 + ((at % columns) >> 1) + ((seed >> 16) & 255);
  }
  const encoder = new (await jpegLsCodec.get()).JpegLSEncoder();
  const info = { width: columns, height: rows, bitsPerSample: 12, componentCount: 1, isSigned: false };
  encoder.getDecodedBuffer(info).set(new Uint8Array(samples.buffer));
  encoder.encode();
  const bytes = new Uint8Array(encoder.getEncodedBuffer()).slice();
  encoder.delete();
  const key = {
    archiveId: 'a',
    studyInstanceUID: '1',
    seriesInstanceUID: '2',
    sopInstanceUID: '3',
    frameNumber: number,
  };
  return {
    key: key as unknown as FrameKey,
    transferSyntaxUID: '1.2.840.10008.1.2.4.80',
    fidelity: { transfer: 'lossless', lossyAtSource: false },
    digest: `${number}`,
    bytes,
  } as EncodedFrame;
}

/** `dyingAfterMs`: each process is killed so long after its start, as an operating system short of memory would. */
async function check(frames: readonly EncodedFrame[], dyingAfterMs?: number) {
  const said = { counts: 0, bad: 0, proven: 0 };
  const launch = () => {
    const process = launchWithNode();
    if (dyingAfterMs !== undefined) setTimeout(() => process.kill(), dyingAfterMs);
    return process;
  };
  const parser = startParser({ clock: systemClock, launch });
  const checker = new FrameChecker({
    clock: systemClock,
    decode: (frame) => parser.checkFrame(frame),
    onChecked: () => {
      said.counts += 1;
    },
    onProven: () => {
      said.proven += 1;
    },
    onBad: () => {
      said.bad += 1;
    },
  });
  for (const frame of frames) expect(checker.take(frame, attributes)).toBe(true);
  while (!checker.isIdle) await new Promise((go) => setTimeout(go, 50));
  checker.stop();
  await parser.close();
  return said;
}

test('V3: on a computer with four other things to do, two radiographs are proven, and none is called bad', async () => {
  expect(await check([await radiograph(1), await radiograph(2)])).toEqual({ counts: 2, bad: 0, proven: 2 });
}, 60_000);

test('V3: where no process lives long enough, nothing is proven and nothing called bad', async () => {
  beIdle();
  expect(await check([await radiograph(1)], 60)).toEqual({ counts: 1, bad: 0, proven: 0 });
}, 60_000);
