import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LaterChecks } from '#electron/services/prefetch/index.ts';
import type { StudyNotes } from '#electron/services/records/index.ts';
import { failureOf } from '#shared/contract/failures.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import type { StudyInstanceUID } from '#shared/dicom/uids.ts';
import { createFakeArchive, type FakeArchive, fakeStack, frameKeyOf, refOf } from '#tests/fixtures/fakeArchive.ts';
import { createMemoryCache, type MemoryCache } from '#tests/fixtures/memoryCache.ts';
import { createMemoryNotes } from '#tests/fixtures/memoryNotes.ts';
import { createReadingDesk, type ReadingDesk, sourceOf } from '#tests/fixtures/readingDesk.ts';
import { settle } from '#tests/fixtures/testClock.ts';
import { createTestWorld, type TestWorld } from '#tests/fixtures/testWorld.ts';

const chest = fakeStack('1.2.1', 6, { patientId: 'A', studyDate: '20260901' });
const prior = fakeStack('1.2.2', 2, { patientId: 'A', studyDate: '20250901' });
const report = { sopInstanceUID: '1.2.5.2.1', sopClassUID: '1.2.840.10008.5.1.4.1.1.88.11' };
const mixed = fakeStack('1.2.5', 1, {
  patientId: 'B',
  series: { '1.2.5.1': [{ sopInstanceUID: '1.2.5.1.1' }], '1.2.5.2': [report] },
});
let world: TestWorld;
let cache: MemoryCache;
let notes: StudyNotes;
let archive: FakeArchive;
let desk: ReadingDesk;

/** Nothing is fetched unless asked for: what the tests see is what opening does. */
const listOnly = () => sourceOf(archive, { assignment: { daysBack: 90, modalities: [], prefetch: false } });

beforeEach(async () => {
  world = await createTestWorld();
  cache = createMemoryCache();
  notes = createMemoryNotes();
  archive = createFakeArchive('one', [chest, prior, mixed]);
  desk = createReadingDesk(world, cache, notes, [listOnly()]);
  await desk.start();
  await desk.worklist.refresh();
});
afterEach(async () => {
  archive.release();
  await desk.stop();
  await world.remove();
});

async function restart(): Promise<void> {
  await desk.stop();
  desk = createReadingDesk(world, cache, notes, [listOnly()]);
  await desk.start();
  await settle();
}

describe('Studies', () => {
  it('opens from the archive with all attributes but pixels, finds the priors, and fetches the study first', async () => {
    const opened = await desk.studies.open(refOf(archive, chest));
    if (!opened.ok) throw new Error(opened.failure.code);
    expect(opened.value.series.map(({ instances }) => instances.length)).toEqual([6]);
    expect(opened.value).toMatchObject({ problems: [], item: { bodyPart: 'CHEST' } });
    await world.clock.advanceAsync(5_000);
    expect(cache.writes).toBe(6);
    expect(desk.news).toContain('study 1.2.1');
    const here = desk.studies.readPresence(refOf(archive, chest));
    expect(here.map(({ sopInstanceUID, frameNumbers }) => [sopInstanceUID, frameNumbers]).sort()).toEqual(
      [1, 2, 3, 4, 5, 6].map((number) => [expect.stringMatching(new RegExp(`\\.${number}$`)) as unknown, [1]]),
    );
    const again = await desk.studies.open(refOf(archive, chest));
    expect(again.ok && again.value.priors.map(({ study }) => study.studyInstanceUID)).toEqual(['1.2.2']);
    expect(again.ok && again.value.series[0]?.readiness.state).toBe('complete');
  });

  it('reads the same from the disk after a restart with the archive away', async () => {
    await desk.studies.open(refOf(archive, chest));
    await world.clock.advanceAsync(5_000);
    const before = await desk.studies.readFrame(frameKeyOf(archive, chest, 4), { urgency: 'display' });
    archive.failure = failureOf('ArchiveUnreachable');
    await restart();
    const opened = await desk.studies.open(refOf(archive, chest));
    expect(opened.ok && opened.value.series[0]?.instances).toHaveLength(6);
    const after = await desk.studies.readFrame(frameKeyOf(archive, chest, 4), { urgency: 'display' });
    expect(after).toEqual(before);
    expect(after.ok && after.value.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('V8: shows what is here of a study that has grown, at once, and tells of the rest when it is read', async () => {
    await desk.studies.open(refOf(archive, chest));
    await world.clock.advanceAsync(5_000);
    desk.studies.close(refOf(archive, chest));
    archive.studies[0] = fakeStack('1.2.1', 9, { patientId: 'A', studyDate: '20260901' });
    await desk.worklist.refresh();
    desk.news.length = 0;
    const opened = await desk.studies.open(refOf(archive, chest));
    expect(opened.ok && opened.value.series[0]?.instances).toHaveLength(6);
    await settle();
    expect(desk.news).toContain('study 1.2.1');
    const again = await desk.studies.open(refOf(archive, chest));
    expect(again.ok && again.value.series[0]?.instances).toHaveLength(9);
  });

  it('says why a study that is not here cannot be opened', async () => {
    archive.failure = failureOf('ArchiveTlsName');
    expect(await desk.studies.open(refOf(archive, chest))).toEqual({ ok: false, failure: failureOf('ArchiveTlsName') });
    archive.failure = undefined;
    const unknown = { ...refOf(archive, chest), studyInstanceUID: '9.9.9' as StudyInstanceUID };
    expect(await desk.studies.open(unknown)).toEqual({ ok: false, failure: failureOf('NotFound') });
  });

  it('shows a study of which one series cannot be read, and says so', async () => {
    const honest = archive.client.readSeriesMetadata;
    archive.client.readSeriesMetadata = (study, series, options) =>
      series === '1.2.5.2'
        ? Promise.resolve({ ok: false, failure: failureOf('ArchiveFailed') })
        : honest(study, series, options);
    const opened = await desk.studies.open(refOf(archive, mixed));
    expect(opened.ok && opened.value.problems).toEqual([
      { failure: failureOf('ArchiveFailed'), seriesInstanceUID: '1.2.5.2' },
    ]);
    expect(opened.ok && opened.value.series).toHaveLength(1);
    expect(desk.worklist.itemOf(refOf(archive, mixed))?.readiness.state).not.toBe('complete');
  });

  it('counts only images: a report needs no frame to be complete', async () => {
    await desk.studies.open(refOf(archive, mixed));
    await world.clock.advanceAsync(5_000);
    expect(desk.worklist.itemOf(refOf(archive, mixed))?.readiness).toEqual({
      state: 'complete',
      presentFrames: 1,
      expectedFrames: 1,
      otherObjects: 1,
    });
  });

  it('learns what the search did not say from an image, also where a report comes first', async () => {
    const first = { ...report, sopInstanceUID: '1.2.6.1.1' };
    const series = { '1.2.6.1': [first], '1.2.6.2': [{ sopInstanceUID: '1.2.6.2.1' }] };
    const reported = fakeStack('1.2.6', 1, { patientId: 'B', series });
    archive.studies.push(reported);
    const honest = archive.client.readSeriesMetadata;
    archive.client.readSeriesMetadata = async (study, uid, options) => {
      const answer = await honest(study, uid, options);
      const silent = ({ '00180015': _bodyPart, ...rest }: DicomDataset) => rest;
      return answer.ok && uid === '1.2.6.1' ? { ok: true, value: answer.value.map(silent) } : answer;
    };
    await desk.worklist.refresh();
    await desk.studies.open(refOf(archive, reported));
    expect(desk.worklist.itemOf(refOf(archive, reported))?.bodyPart).toBe('CHEST');
  });

  it('V4: leaves out instances that name another study', async () => {
    const honest = archive.client.readSeriesMetadata;
    archive.client.readSeriesMetadata = async (study, series, options) => {
      const answer = await honest(study, series, options);
      const foreign = await honest('1.2.2' as StudyInstanceUID, '1.2.2.1' as never, options);
      return answer.ok && foreign.ok ? { ok: true, value: [...answer.value, ...foreign.value] } : answer;
    };
    const opened = await desk.studies.open(refOf(archive, chest));
    expect(opened.ok && opened.value.series[0]?.instances).toHaveLength(6);
    expect(opened.ok && opened.value.problems[0]?.failure.code).toBe('ArchiveAnswerInvalid');
  });

  it('C5: fetches again what no longer proves itself', async () => {
    await desk.studies.open(refOf(archive, chest));
    await world.clock.advanceAsync(5_000);
    cache.damage(frameKeyOf(archive, chest, 2));
    const frame = await desk.studies.readFrame(frameKeyOf(archive, chest, 2), { urgency: 'display' });
    expect(frame.ok).toBe(true);
    expect(cache.writes).toBe(7);
  });

  it('V3: a frame of which no image could be made leaves what is ready, is asked for once more, then counts as failed', async () => {
    await desk.studies.open(refOf(archive, chest));
    await world.clock.advanceAsync(5_000);
    const key = frameKeyOf(archive, chest, 3);
    const shown = await desk.studies.readFrame(key, { urgency: 'display' });
    if (!shown.ok) throw new Error(shown.failure.code);
    const readiness = () => desk.worklist.itemOf(refOf(archive, chest))?.readiness;
    expect(readiness()).toMatchObject({ state: 'complete', presentFrames: 6 });
    expect(await desk.studies.reportFrame(key, shown.value.digest)).toBe(true);
    expect(readiness()).toMatchObject({ state: 'partial', presentFrames: 5 });
    const calls = archive.frameCalls.length;
    // The archive sends the very same bytes again: they are not taken, and not asked for in a loop.
    await world.clock.advanceAsync(60_000);
    expect(archive.frameCalls.length).toBe(calls + 1);
    expect(readiness()).toMatchObject({ state: 'failed', presentFrames: 5, failure: { code: 'FrameNotDecodable' } });
    expect(await desk.studies.readFrame(key, { urgency: 'display' })).toMatchObject({
      failure: { code: 'FrameNotDecodable' },
    });
    // What is not here is not condemned twice.
    expect(await desk.studies.reportFrame(key, shown.value.digest)).toBe(false);
  });

  it('V3: a study that is ready and is not is found out while nobody works, and says so', async () => {
    await desk.studies.open(refOf(archive, chest));
    await world.clock.advanceAsync(5_000);
    desk.studies.close(refOf(archive, chest));
    const readiness = () => desk.worklist.itemOf(refOf(archive, chest))?.readiness;
    expect(readiness()).toMatchObject({ state: 'complete' });
    const key = frameKeyOf(archive, chest, 3);
    const checks = new LaterChecks({
      clock: world.clock,
      cache,
      mayRun: () => true,
      verdictOf: (frame) => Promise.resolve(frame.key.sopInstanceUID === key.sopInstanceUID ? 'bad' : 'image'),
      onBad: (bad, digest) => void desk.studies.condemnFrame(bad, digest),
      onLost: () => undefined,
      onBug: (bug) => desk.news.push(String(bug)),
    });
    await world.clock.advanceAsync(32_000);
    checks.stop();
    expect(readiness()).toMatchObject({ state: 'partial', presentFrames: 5 });
    // Opened, it is asked for once more; the very same bytes come, and that is said.
    await desk.studies.open(refOf(archive, chest));
    await world.clock.advanceAsync(5_000);
    expect(readiness()).toMatchObject({ state: 'failed', presentFrames: 5, failure: { code: 'FrameNotDecodable' } });
  });

  it('V3: other bytes that are no image either are the last that are asked for', async () => {
    await desk.studies.open(refOf(archive, chest));
    await world.clock.advanceAsync(5_000);
    const key = frameKeyOf(archive, chest, 3);
    for (const fill of [77, 78]) {
      const shown = await desk.studies.readFrame(key, { urgency: 'display' });
      if (!shown.ok) throw new Error(shown.failure.code);
      archive.frame = () => new Uint8Array(16).fill(fill);
      expect(await desk.studies.reportFrame(key, shown.value.digest)).toBe(fill === 77);
      await world.clock.advanceAsync(5_000);
    }
    expect(archive.frameCalls.filter(({ instance }) => instance === key.sopInstanceUID)).toHaveLength(2);
    expect(desk.worklist.itemOf(refOf(archive, chest))?.readiness).toMatchObject({ state: 'failed', presentFrames: 5 });
  });

  it('fetches around the frame that is shown before the rest of the study', async () => {
    archive.hold();
    await desk.studies.open(refOf(archive, chest));
    const shown = desk.studies.readFrame(frameKeyOf(archive, chest, 5), { urgency: 'display' });
    await settle();
    expect(archive.frameCalls.some(({ instance }) => instance === '1.2.1.1.5')).toBe(true);
    archive.release();
    expect((await shown).ok).toBe(true);
  });
});
