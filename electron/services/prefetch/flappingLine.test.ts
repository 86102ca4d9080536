import { afterEach, beforeEach, expect, it } from 'vitest';
import { failureOf } from '#shared/contract/failures.ts';
import { createFakeArchive, type FakeArchive, fakeStack, refOf } from '#tests/fixtures/fakeArchive.ts';
import { createMemoryCache } from '#tests/fixtures/memoryCache.ts';
import { createMemoryNotes } from '#tests/fixtures/memoryNotes.ts';
import { createReadingDesk, type ReadingDesk, sourceOf } from '#tests/fixtures/readingDesk.ts';
import { createTestWorld, type TestWorld } from '#tests/fixtures/testWorld.ts';

const study = fakeStack('1.2.1', 1, { patientId: 'A', studyDate: '20260901' });
let world: TestWorld;
let archive: FakeArchive;
let desk: ReadingDesk;
let asked = 0;
let isBad = true;

beforeEach(async () => {
  world = await createTestWorld();
  archive = createFakeArchive('one', [study]);
  asked = 0;
  isBad = true;
  archive.frame = (_uid, number) => {
    asked += 1;
    return isBad ? failureOf('ArchiveAnswerCut') : new Uint8Array(16).fill(number);
  };
  desk = createReadingDesk(world, createMemoryCache(), createMemoryNotes(), [sourceOf(archive)]);
  await desk.start();
});
afterEach(async () => {
  await desk.stop();
  await world.remove();
});

const readiness = () => desk.worklist.itemOf(refOf(archive, study))?.readiness;

it.each([10, 60, 180])('N10: after a line that flapped for %d min a frame is asked for within two', async (minutes) => {
  for (let minute = 0; minute < minutes; minute += 1) await world.clock.advanceAsync(60_000);
  expect(asked).toBeGreaterThan(minutes / 4);
  expect(asked).toBeLessThan(minutes * 4 + 20);
  expect(readiness()?.failure?.code).not.toBe('FrameLied');
  isBad = false;
  await world.clock.advanceAsync(125_000);
  expect(readiness()?.state).toBe('complete');
});

it('N10: and at once where the network is another', async () => {
  for (let minute = 0; minute < 30; minute += 1) await world.clock.advanceAsync(60_000);
  isBad = false;
  desk.queue.lineChanged();
  await world.clock.advanceAsync(3_000);
  expect(readiness()?.state).toBe('complete');
});
