import { expect, it } from 'vitest';
import { fail, succeed } from '#shared/base/result.ts';
import { failureOf } from '#shared/contract/failures.ts';
import { createFakeArchive, fakeStack, refOf } from '#tests/fixtures/fakeArchive.ts';
import { createTestClock } from '#tests/fixtures/testClock.ts';
import { MetadataLoop } from './metadataLoop.ts';

it('a bug in one study holds up none of the others, is reported, and that study is tried again', async () => {
  const clock = createTestClock();
  const archive = createFakeArchive('one', []);
  const studies = ['1.2.1', '1.2.2', '1.2.3'].map((uid) => refOf(archive, fakeStack(uid, 1)));
  const asked: string[] = [];
  const bugs: unknown[] = [];
  const loop = new MetadataLoop({
    clock,
    load: (study) => {
      asked.push(study.studyInstanceUID);
      if (asked.length === 1) throw new TypeError('a bug');
      return Promise.resolve(succeed(undefined));
    },
    isAway: () => false,
    onLoaded: () => {},
    onBug: (bug) => bugs.push(bug),
  });
  loop.want(studies);
  await clock.advanceAsync(1);
  expect(asked).toEqual(['1.2.1', '1.2.2', '1.2.3']);
  expect(bugs).toEqual([new TypeError('a bug')]);
  loop.want(studies.slice(0, 1));
  await clock.advanceAsync(65_000);
  expect(asked.slice(3)).toEqual(['1.2.1']);
  await loop.stop();
});

it('an archive that never finishes its answer holds up its own studies, and none of another', async () => {
  const clock = createTestClock();
  const dripping = createFakeArchive('dripping', []);
  const sound = createFakeArchive('sound', []);
  const stuck = refOf(dripping, fakeStack('1.2.1', 1));
  const asked: string[] = [];
  let letGo = () => {};
  const loop = new MetadataLoop({
    clock,
    load: async (study) => {
      asked.push(study.studyInstanceUID);
      if (study === stuck) await new Promise<void>((resolve) => (letGo = resolve));
      return succeed(undefined);
    },
    isAway: () => false,
    onLoaded: () => {},
    onBug: () => {},
  });
  loop.want([stuck, refOf(dripping, fakeStack('1.2.2', 1)), refOf(sound, fakeStack('1.2.3', 1))]);
  await clock.advanceAsync(1);
  expect(asked).toEqual(['1.2.1', '1.2.3']);
  loop.want([refOf(dripping, fakeStack('1.2.2', 1)), refOf(sound, fakeStack('1.2.4', 1))]);
  await clock.advanceAsync(1);
  expect(asked).toEqual(['1.2.1', '1.2.3', '1.2.4']);
  letGo();
  await loop.stop();
});

it('M7: lists that the line broke off are asked for again after a second, and at once when the archive is back', async () => {
  const clock = createTestClock();
  const archive = createFakeArchive('one', []);
  const study = refOf(archive, fakeStack('1.2.1', 1));
  const askedAtMs: number[] = [];
  let isAway = false;
  const loop = new MetadataLoop({
    clock,
    load: () => {
      askedAtMs.push(clock.monotonicMs());
      return Promise.resolve(fail(failureOf('ArchiveAnswerCut')));
    },
    isAway: () => isAway,
    onLoaded: () => {},
    onBug: () => {},
  });
  loop.want([study]);
  await clock.advanceAsync(1);
  for (let second = 0; second < 8; second += 1) {
    loop.want([study]);
    await clock.advanceAsync(1_000);
  }
  expect(askedAtMs.map((atMs) => Math.round(atMs / 1_000))).toEqual([0, 1, 3, 7]);
  isAway = true;
  loop.want([study]);
  await clock.advanceAsync(300_000);
  expect(askedAtMs).toHaveLength(4);
  isAway = false;
  loop.want([study]);
  await clock.advanceAsync(1);
  expect(askedAtMs).toHaveLength(5);
  await loop.stop();
});
