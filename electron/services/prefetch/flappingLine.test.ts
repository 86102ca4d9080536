import { beforeEach, expect, it } from 'vitest';
import { failureOf } from '#shared/contract/failures.ts';
import { fakeStack } from '#tests/fixtures/fakeArchive.ts';
import { ReadingScene } from '#tests/fixtures/readingScene.ts';

const study = fakeStack('1.2.1', 1, { patientId: 'A', studyDate: '20260901' });
let asked = 0;
let isBad = true;
const scene = new ReadingScene([study]);

beforeEach(async () => {
  asked = 0;
  isBad = true;
  scene.archive.frame = (_uid, number) => {
    asked += 1;
    return isBad ? failureOf('ArchiveAnswerCut') : new Uint8Array(16).fill(number);
  };
  await scene.desk.start();
});

const readiness = () => scene.readinessOf(study);

it.each([10, 60, 180])('N10: after a line that flapped for %d min a frame is asked for within two', async (minutes) => {
  for (let minute = 0; minute < minutes; minute += 1) await scene.world.clock.advanceAsync(60_000);
  expect(asked).toBeGreaterThan(minutes / 4);
  expect(asked).toBeLessThan(minutes * 4 + 20);
  expect(readiness()?.failure?.code).not.toBe('FrameLied');
  isBad = false;
  await scene.world.clock.advanceAsync(125_000);
  expect(readiness()?.state).toBe('complete');
});

it('N10: and at once where the network is another', async () => {
  for (let minute = 0; minute < 30; minute += 1) await scene.world.clock.advanceAsync(60_000);
  isBad = false;
  scene.desk.queue.lineChanged();
  await scene.world.clock.advanceAsync(3_000);
  expect(readiness()?.state).toBe('complete');
});
