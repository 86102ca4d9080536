import { beforeEach, describe, expect, it } from 'vitest';
import { LaterChecks } from '#electron/services/prefetch/index.ts';
import { failureOf } from '#shared/contract/failures.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import type { StudyInstanceUID } from '#shared/dicom/uids.ts';
import { fakeStack } from '#tests/fixtures/fakeArchive.ts';
import { ReadingScene } from '#tests/fixtures/readingScene.ts';
import { settle } from '#tests/fixtures/testClock.ts';

const chest = fakeStack('1.2.1', 6, { patientId: 'A', studyDate: '20260901' });
const prior = fakeStack('1.2.2', 2, { patientId: 'A', studyDate: '20250901' });
const report = { sopInstanceUID: '1.2.5.2.1', sopClassUID: '1.2.840.10008.5.1.4.1.1.88.11' };
const mixed = fakeStack('1.2.5', 1, {
  patientId: 'B',
  series: { '1.2.5.1': [{ sopInstanceUID: '1.2.5.1.1' }], '1.2.5.2': [report] },
});
/** Nothing is fetched unless asked for: what the tests see is what opening does. */
const scene = new ReadingScene([chest, prior, mixed], {
  source: { assignment: { daysBack: 90, modalities: [], prefetch: false } },
});

beforeEach(async () => {
  await scene.desk.start();
  await scene.desk.worklist.refresh();
});

async function restart(): Promise<void> {
  await scene.restart();
  await settle();
}

describe('Studies', () => {
  it('opens from the archive with all attributes but pixels, finds the priors, and fetches the study first', async () => {
    const opened = await scene.desk.studies.open(scene.refOf(chest));
    if (!opened.ok) throw new Error(opened.failure.code);
    expect(opened.value.series.map(({ instances }) => instances.length)).toEqual([6]);
    expect(opened.value).toMatchObject({ problems: [], item: { bodyPart: 'CHEST' } });
    await scene.world.clock.advanceAsync(5_000);
    expect(scene.cache.writes).toBe(6);
    expect(scene.desk.news).toContain('study 1.2.1');
    const here = scene.desk.studies.readPresence(scene.refOf(chest));
    expect(here.map(({ sopInstanceUID, frameNumbers }) => [sopInstanceUID, frameNumbers]).sort()).toEqual(
      [1, 2, 3, 4, 5, 6].map((number) => [expect.stringMatching(new RegExp(`\\.${number}$`)) as unknown, [1]]),
    );
    const again = await scene.desk.studies.open(scene.refOf(chest));
    expect(again.ok && again.value.priors.map(({ study }) => study.studyInstanceUID)).toEqual(['1.2.2']);
    expect(again.ok && again.value.series[0]?.readiness.state).toBe('complete');
  });

  it('reads the same from the disk after a restart with the archive away', async () => {
    await scene.desk.studies.open(scene.refOf(chest));
    await scene.world.clock.advanceAsync(5_000);
    const before = await scene.desk.studies.readFrame(scene.frameKeyOf(chest, 4), { urgency: 'display' });
    scene.archive.failure = failureOf('ArchiveUnreachable');
    await restart();
    const opened = await scene.desk.studies.open(scene.refOf(chest));
    expect(opened.ok && opened.value.series[0]?.instances).toHaveLength(6);
    const after = await scene.desk.studies.readFrame(scene.frameKeyOf(chest, 4), { urgency: 'display' });
    expect(after).toEqual(before);
    expect(after.ok && after.value.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('V8: shows what is here of a study that has grown, at once, and tells of the rest when it is read', async () => {
    await scene.desk.studies.open(scene.refOf(chest));
    await scene.world.clock.advanceAsync(5_000);
    scene.desk.studies.close(scene.refOf(chest));
    scene.archive.studies[0] = fakeStack('1.2.1', 9, { patientId: 'A', studyDate: '20260901' });
    await scene.desk.worklist.refresh();
    scene.desk.news.length = 0;
    const opened = await scene.desk.studies.open(scene.refOf(chest));
    expect(opened.ok && opened.value.series[0]?.instances).toHaveLength(6);
    await settle();
    expect(scene.desk.news).toContain('study 1.2.1');
    const again = await scene.desk.studies.open(scene.refOf(chest));
    expect(again.ok && again.value.series[0]?.instances).toHaveLength(9);
  });

  it('V6: an image that took the place of another is seen at opening, though the counts agree', async () => {
    await scene.desk.studies.open(scene.refOf(chest));
    await scene.world.clock.advanceAsync(5_000);
    scene.desk.studies.close(scene.refOf(chest));
    const retaken = fakeStack('1.2.1', 7, { patientId: 'A', studyDate: '20260901' });
    const [first = []] = Object.values(retaken.series);
    scene.archive.studies[0] = { ...retaken, series: { '1.2.1.1': first.filter((_, at) => at !== 2) } };
    await scene.desk.worklist.refresh();
    const readiness = () => scene.desk.worklist.itemOf(scene.refOf(chest))?.readiness;
    expect(readiness()).toMatchObject({ state: 'complete', presentFrames: 6 });
    expect(scene.archive.lists).toEqual([]);
    scene.desk.news.length = 0;
    const opened = await scene.desk.studies.open(scene.refOf(chest));
    // What is here is shown at once; nobody waits for the comparison.
    expect(opened.ok && opened.value.series[0]?.instances).toHaveLength(6);
    await settle();
    expect(scene.archive.lists).toEqual(['1.2.1']);
    expect(scene.desk.news).toContain('study 1.2.1');
    const again = await scene.desk.studies.open(scene.refOf(chest));
    // The one that the archive has no longer stays before the reader (V9), and is said.
    expect(again.ok && again.value.series[0]?.instances).toHaveLength(7);
    await scene.world.clock.advanceAsync(300_000);
    expect(readiness()).toMatchObject({ state: 'complete', presentFrames: 7, newImages: 1, goneImages: 1 });
    expect(readiness()?.agreedAt).toBeUndefined();
    // Said once: before signing it is compared again, and nothing is read anew.
    scene.desk.news.length = 0;
    expect(await scene.desk.studies.lookAgain(scene.refOf(chest))).toBe(true);
    expect(scene.archive.lists).toEqual(['1.2.1', '1.2.1']);
    await settle();
    expect(scene.desk.news).not.toContain('study 1.2.1');
  });

  it('V9: an image that the archive has taken back stays before the reader, and is said', async () => {
    await scene.desk.studies.open(scene.refOf(chest));
    await scene.world.clock.advanceAsync(5_000);
    scene.archive.studies[0] = fakeStack('1.2.1', 5, { patientId: 'A', studyDate: '20260901' });
    expect(await scene.desk.studies.lookAgain(scene.refOf(chest))).toBe(true);
    await settle();
    const again = await scene.desk.studies.open(scene.refOf(chest));
    expect(again.ok && again.value.series[0]?.instances).toHaveLength(6);
    expect(again.ok && again.value.item.readiness).toMatchObject({ state: 'complete', goneImages: 1 });
  });

  it('V6: names are not asked for where the counts differ already, and an archive without lists is taken at its counts', async () => {
    await scene.desk.studies.open(scene.refOf(chest));
    await scene.world.clock.advanceAsync(5_000);
    scene.archive.studies[0] = fakeStack('1.2.1', 9, { patientId: 'A', studyDate: '20260901' });
    expect(await scene.desk.studies.lookAgain(scene.refOf(chest))).toBe(true);
    expect(scene.archive.lists).toEqual([]);
    await scene.world.clock.advanceAsync(5_000);
    scene.archive.client.listInstances = () => Promise.resolve({ ok: false, failure: failureOf('ArchiveNotFound') });
    expect(await scene.desk.studies.lookAgain(scene.refOf(chest))).toBe(true);
    scene.archive.client.listInstances = () => Promise.resolve({ ok: false, failure: failureOf('ArchiveTimedOut') });
    expect(await scene.desk.studies.lookAgain(scene.refOf(chest))).toBe(false);
    expect(scene.desk.worklist.itemOf(scene.refOf(chest))?.readiness).toMatchObject({ state: 'complete' });
  });

  it('says why a study that is not here cannot be opened', async () => {
    scene.archive.failure = failureOf('ArchiveTlsName');
    expect(await scene.desk.studies.open(scene.refOf(chest))).toEqual({
      ok: false,
      failure: failureOf('ArchiveTlsName'),
    });
    scene.archive.failure = undefined;
    const unknown = { ...scene.refOf(chest), studyInstanceUID: '9.9.9' as StudyInstanceUID };
    expect(await scene.desk.studies.open(unknown)).toEqual({ ok: false, failure: failureOf('NotFound') });
  });

  it('shows a study of which one series cannot be read, and says so', async () => {
    const honest = scene.archive.client.readSeriesMetadata;
    scene.archive.client.readSeriesMetadata = (study, series, options) =>
      series === '1.2.5.2'
        ? Promise.resolve({ ok: false, failure: failureOf('ArchiveFailed') })
        : honest(study, series, options);
    const opened = await scene.desk.studies.open(scene.refOf(mixed));
    expect(opened.ok && opened.value.problems).toEqual([
      { failure: failureOf('ArchiveFailed'), seriesInstanceUID: '1.2.5.2' },
    ]);
    expect(opened.ok && opened.value.series).toHaveLength(1);
    expect(scene.desk.worklist.itemOf(scene.refOf(mixed))?.readiness.state).not.toBe('complete');
  });

  it('counts only images: a report needs no frame to be complete', async () => {
    await scene.desk.studies.open(scene.refOf(mixed));
    await scene.world.clock.advanceAsync(5_000);
    expect(scene.desk.worklist.itemOf(scene.refOf(mixed))?.readiness).toEqual({
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
    scene.archive.studies.push(reported);
    const honest = scene.archive.client.readSeriesMetadata;
    scene.archive.client.readSeriesMetadata = async (study, uid, options) => {
      const answer = await honest(study, uid, options);
      const silent = ({ '00180015': _bodyPart, ...rest }: DicomDataset) => rest;
      return answer.ok && uid === '1.2.6.1' ? { ok: true, value: answer.value.map(silent) } : answer;
    };
    await scene.desk.worklist.refresh();
    await scene.desk.studies.open(scene.refOf(reported));
    expect(scene.desk.worklist.itemOf(scene.refOf(reported))?.bodyPart).toBe('CHEST');
  });

  it('V4: leaves out instances that name another study', async () => {
    const honest = scene.archive.client.readSeriesMetadata;
    scene.archive.client.readSeriesMetadata = async (study, series, options) => {
      const answer = await honest(study, series, options);
      const foreign = await honest('1.2.2' as StudyInstanceUID, '1.2.2.1' as never, options);
      return answer.ok && foreign.ok ? { ok: true, value: [...answer.value, ...foreign.value] } : answer;
    };
    const opened = await scene.desk.studies.open(scene.refOf(chest));
    expect(opened.ok && opened.value.series[0]?.instances).toHaveLength(6);
    expect(opened.ok && opened.value.problems[0]?.failure.code).toBe('ArchiveAnswerInvalid');
  });

  it('C5: fetches again what no longer proves itself', async () => {
    await scene.desk.studies.open(scene.refOf(chest));
    await scene.world.clock.advanceAsync(5_000);
    scene.cache.damage(scene.frameKeyOf(chest, 2));
    const frame = await scene.desk.studies.readFrame(scene.frameKeyOf(chest, 2), { urgency: 'display' });
    expect(frame.ok).toBe(true);
    expect(scene.cache.writes).toBe(7);
  });

  it('V3: a frame of which no image could be made leaves what is ready, is asked for once more, then counts as failed', async () => {
    await scene.desk.studies.open(scene.refOf(chest));
    await scene.world.clock.advanceAsync(5_000);
    const key = scene.frameKeyOf(chest, 3);
    const shown = await scene.desk.studies.readFrame(key, { urgency: 'display' });
    if (!shown.ok) throw new Error(shown.failure.code);
    const readiness = () => scene.desk.worklist.itemOf(scene.refOf(chest))?.readiness;
    expect(readiness()).toMatchObject({ state: 'complete', presentFrames: 6 });
    expect(await scene.desk.studies.reportFrame(key, shown.value.digest)).toBe(true);
    expect(readiness()).toMatchObject({ state: 'partial', presentFrames: 5 });
    const calls = scene.archive.frameCalls.length;
    // The archive sends the very same bytes again: they are not taken, and not asked for in a loop.
    await scene.world.clock.advanceAsync(60_000);
    expect(scene.archive.frameCalls.length).toBe(calls + 1);
    expect(readiness()).toMatchObject({ state: 'failed', presentFrames: 5, failure: { code: 'FrameNotDecodable' } });
    expect(await scene.desk.studies.readFrame(key, { urgency: 'display' })).toMatchObject({
      failure: { code: 'FrameNotDecodable' },
    });
    // What is not here is not condemned twice.
    expect(await scene.desk.studies.reportFrame(key, shown.value.digest)).toBe(false);
  });

  it('V3: a study that is ready and is not is found out while nobody works, and says so', async () => {
    await scene.desk.studies.open(scene.refOf(chest));
    await scene.world.clock.advanceAsync(5_000);
    scene.desk.studies.close(scene.refOf(chest));
    const readiness = () => scene.desk.worklist.itemOf(scene.refOf(chest))?.readiness;
    expect(readiness()).toMatchObject({ state: 'complete' });
    const key = scene.frameKeyOf(chest, 3);
    const checks = new LaterChecks({
      clock: scene.world.clock,
      cache: scene.cache,
      mayRun: () => true,
      verdictOf: (frame) => Promise.resolve(frame.key.sopInstanceUID === key.sopInstanceUID ? 'bad' : 'image'),
      onBad: (bad, digest) => void scene.desk.studies.condemnFrame(bad, digest),
      onLost: () => undefined,
      onBug: (bug) => scene.desk.news.push(String(bug)),
    });
    await scene.world.clock.advanceAsync(32_000);
    checks.stop();
    expect(readiness()).toMatchObject({ state: 'partial', presentFrames: 5 });
    // Opened, it is asked for once more; the very same bytes come, and that is said.
    await scene.desk.studies.open(scene.refOf(chest));
    await scene.world.clock.advanceAsync(5_000);
    expect(readiness()).toMatchObject({ state: 'failed', presentFrames: 5, failure: { code: 'FrameNotDecodable' } });
  });

  it('V3: other bytes that are no image either are the last that are asked for', async () => {
    await scene.desk.studies.open(scene.refOf(chest));
    await scene.world.clock.advanceAsync(5_000);
    const key = scene.frameKeyOf(chest, 3);
    for (const fill of [77, 78]) {
      const shown = await scene.desk.studies.readFrame(key, { urgency: 'display' });
      if (!shown.ok) throw new Error(shown.failure.code);
      scene.archive.frame = () => new Uint8Array(16).fill(fill);
      expect(await scene.desk.studies.reportFrame(key, shown.value.digest)).toBe(fill === 77);
      await scene.world.clock.advanceAsync(5_000);
    }
    expect(scene.archive.frameCalls.filter(({ instance }) => instance === key.sopInstanceUID)).toHaveLength(2);
    expect(scene.desk.worklist.itemOf(scene.refOf(chest))?.readiness).toMatchObject({
      state: 'failed',
      presentFrames: 5,
    });
  });

  it('fetches around the frame that is shown before the rest of the study', async () => {
    scene.archive.hold();
    await scene.desk.studies.open(scene.refOf(chest));
    const shown = scene.desk.studies.readFrame(scene.frameKeyOf(chest, 5), { urgency: 'display' });
    await settle();
    expect(scene.archive.frameCalls.some(({ instance }) => instance === '1.2.1.1.5')).toBe(true);
    scene.archive.release();
    expect((await shown).ok).toBe(true);
  });
});
