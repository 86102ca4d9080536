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

it('answers that never end hold up their own studies: one other goes beside, all after ten seconds', async () => {
  const clock = createTestClock();
  const dripping = createFakeArchive('dripping', []);
  const sound = createFakeArchive('sound', []);
  const of = (archive: typeof sound, uid: string) => refOf(archive, fakeStack(uid, 1));
  const asked: string[] = [];
  const letGo: (() => void)[] = [];
  const loop = new MetadataLoop({
    clock,
    load: async (study) => {
      asked.push(study.studyInstanceUID);
      if (study.studyInstanceUID.startsWith('1.2.9.')) await new Promise<void>((resolve) => letGo.push(resolve));
      return succeed(undefined);
    },
    isAway: () => false,
    onLoaded: () => {},
    onBug: () => {},
  });
  loop.want([of(dripping, '1.2.9.1'), of(dripping, '1.2.2'), of(sound, '1.2.3')]);
  await clock.advanceAsync(1);
  expect(asked).toEqual(['1.2.9.1', '1.2.2', '1.2.3']);
  asked.length = 0;
  // Two that hang take both places; a STAT that comes then waits ten seconds and no longer.
  const more = ['1.2.9.2', '1.2.9.3', '1.2.9.4', '1.2.9.5', '1.2.9.6', '1.2.9.7', '1.2.9.8'];
  loop.want([of(dripping, '1.2.9.2')]);
  await clock.advanceAsync(1);
  loop.want([of(dripping, '1.2.5'), ...more.map((uid) => of(dripping, uid))]);
  await clock.advanceAsync(9_000);
  expect(asked).toEqual(['1.2.9.2']);
  await clock.advanceAsync(1_100);
  expect(asked.slice(0, 2)).toEqual(['1.2.9.2', '1.2.5']);
  await clock.advanceAsync(60_000);
  // One archive gets no more than six questions of which none ends, and none of them twice.
  expect(asked).toEqual(['1.2.9.2', '1.2.5', '1.2.9.3', '1.2.9.4', '1.2.9.5', '1.2.9.6']);
  letGo.shift()?.();
  await clock.advanceAsync(1);
  expect(asked.at(-1)).toBe('1.2.9.7');
  for (let time = 0; time < 4; time += 1) {
    for (const one of letGo.splice(0)) one();
    await clock.advanceAsync(1);
  }
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

it('O7: two that hang, the second begun while an earlier one was read, are passed by ten seconds after they began', async () => {
  const clock = createTestClock();
  const archive = createFakeArchive('one', []);
  const of = (uid: string) => refOf(archive, fakeStack(uid, 1));
  const asked: string[] = [];
  const letGo = new Map<string, () => void>();
  const loop = new MetadataLoop({
    clock,
    load: async ({ studyInstanceUID }) => {
      asked.push(studyInstanceUID);
      await new Promise<void>((resolve) => letGo.set(studyInstanceUID, resolve));
      return succeed(undefined);
    },
    isAway: () => false,
    onLoaded: () => {},
    onBug: () => {},
  });
  loop.want([of('1.2.1')]);
  await clock.advanceAsync(4_000);
  loop.want(['1.2.2', '1.2.3', '1.2.4'].map(of));
  await clock.advanceAsync(1_000);
  letGo.get('1.2.1')?.();
  await clock.advanceAsync(8_900);
  expect(asked).toEqual(['1.2.1', '1.2.2', '1.2.3']);
  await clock.advanceAsync(200);
  expect(asked).toEqual(['1.2.1', '1.2.2', '1.2.3', '1.2.4']);
  for (const one of letGo.values()) one();
  await loop.stop();
});
