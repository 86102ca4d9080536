import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { systemClock } from '#electron/base/world.ts';
import { startParser } from '#electron/parser/index.ts';
import { FrameChecker } from '#electron/services/prefetch/index.ts';
import type { EncodedFrame } from '#shared/contract/frames.ts';
import { encodedFrameShapeOf } from '#shared/dicom/frameCheck.ts';
import type { FrameKey } from '#shared/dicom/frameKey.ts';
import { frameBytes } from '#shared/dicom/framePlace.ts';
import { sharedData } from '../fixtures/sharedData.ts';

const data = sharedData();
const parser = startParser({ clock: systemClock });
afterAll(() => parser.close());

interface Verdicts {
  taken: number;
  checked: number;
  bad: string[];
}

/** Gives one file's first frame to the checker, as it is or with bytes of it changed, and waits for its word. */
async function judge(path: string, verdicts: Verdicts, spoil?: (bytes: Uint8Array) => Uint8Array): Promise<void> {
  const file = readFileSync(path);
  const parsed = await parser.readFile(file);
  const [place] = parsed.ok ? parsed.value.frames : [];
  const shape = parsed.ok ? encodedFrameShapeOf(parsed.value.attributes) : undefined;
  if (!parsed.ok || !place || !shape) return;
  const { attributes, transferSyntaxUID, inflated } = parsed.value;
  const whole = frameBytes(inflated ?? file, place, transferSyntaxUID, shape.BitsAllocated);
  const key = { archiveId: 'a', studyInstanceUID: '1', seriesInstanceUID: '1', sopInstanceUID: path, frameNumber: 1 };
  await new Promise<void>((done) => {
    const checker = new FrameChecker({
      clock: systemClock,
      decode: (frame) => parser.checkFrame(frame),
      onChecked: () => {
        verdicts.checked += 1;
        done();
      },
      onBad: ({ sopInstanceUID }) => {
        verdicts.bad.push(sopInstanceUID);
        done();
      },
    });
    const bytes = spoil ? spoil(whole) : whole;
    const frame = { key: key as unknown as FrameKey, transferSyntaxUID, digest: '', bytes } as unknown as EncodedFrame;
    if (checker.take(frame, attributes)) verdicts.taken += 1;
    else done();
  });
}

function filesOf(folder: string, every = 1): readonly string[] {
  const names = readdirSync(join(data as string, folder), { recursive: true }).map(String);
  return names
    .filter((name, at) => name.endsWith('.dcm') && at % every === 0)
    .map((name) => join(data as string, folder, name));
}

describe.skipIf(!data)('V3: the decode check on real images', () => {
  test.each([
    ['ct-abdomen', 10],
    ['mr-brain-multiseries', 20],
    ['transfer-syntaxes', 1],
    ['ct-gantry-tilt-variable-spacing', 4],
    ['cr-dx', 1],
    ['enhanced', 1],
    ['us-colour', 1],
    ['mg', 1],
  ])('%s: no image is called bad', async (folder, every) => {
    const verdicts: Verdicts = { taken: 0, checked: 0, bad: [] };
    for (const path of filesOf(folder, every)) await judge(path, verdicts);
    expect([verdicts.bad, verdicts.checked]).toEqual([[], verdicts.taken]);
    if (folder === 'ct-abdomen' || folder === 'transfer-syntaxes') expect(verdicts.taken).toBeGreaterThanOrEqual(3);
  });

  test('bytes that are no image any more are called bad, and cost no other frame', async () => {
    const verdicts: Verdicts = { taken: 0, checked: 0, bad: [] };
    const [first = '', second = ''] = filesOf('ct-abdomen');
    // The header of the codestream and its end stay; what is between is noise.
    const noise = (bytes: Uint8Array) =>
      bytes.map((byte, at) => (at > 200 && at < bytes.length - 2 ? (at * 7919) & 0x7f : byte));
    await judge(first, verdicts, noise);
    await judge(second, verdicts);
    expect([verdicts.taken, verdicts.bad, verdicts.checked]).toEqual([2, [first], 1]);
  });
});
