import { describe, expect, it } from 'vitest';
import { fail } from '#shared/base/result.ts';
import { failureOf } from '#shared/contract/failures.ts';
import { studyKey } from '#shared/dicom/frameKey.ts';
import { createFakeArchive, type FakeStudy, fakeStack } from '#tests/fixtures/fakeArchive.ts';
import { sourceOf } from '#tests/fixtures/readingDesk.ts';
import { ReadingScene } from '#tests/fixtures/readingScene.ts';

// The test clock starts on 2026-10-01; the list goes back 90 days.
const recent = fakeStack('1.2.1', 3, { patientId: 'A', studyDate: '20260901' });
const older = fakeStack('1.2.2', 2, { patientId: 'A', studyDate: '20260801' });
const ancient = fakeStack('1.2.3', 2, { patientId: 'A', studyDate: '20240101' });
const scene = new ReadingScene([recent, older, ancient]);

const row = (study: FakeStudy) => scene.desk.worklist.itemOf(scene.refOf(study));
const listed = () =>
  scene.desk.worklist
    .list()
    .items.map(({ study }) => study.studyInstanceUID)
    .sort();

it('a row that cannot be read is counted in the status, and then nothing that is not named is taken for gone', async () => {
  const ask = scene.archive.client.searchStudies;
  await scene.desk.start();
  await scene.desk.worklist.refresh();
  expect(listed()).toEqual(['1.2.1', '1.2.2']);
  scene.archive.client.searchStudies = async (query, options) => {
    options.onUnreadable?.(1);
    const answer = await ask(query, options);
    return answer.ok ? { ok: true, value: answer.value.slice(0, 1) } : answer;
  };
  const list = await scene.desk.worklist.refresh();
  expect(list.archives).toMatchObject([{ state: 'answered', unreadableStudies: 1 }]);
  expect(listed()).toEqual(['1.2.1', '1.2.2']);
  scene.archive.client.searchStudies = ask;
  expect((await scene.desk.worklist.refresh()).archives[0]).not.toHaveProperty('unreadableStudies');
});

describe('Worklist', () => {
  it('lists what the archive names in the days of its rule, due from when it was first seen', async () => {
    await scene.desk.start();
    await scene.world.clock.advanceAsync(10);
    expect(scene.archive.searches[0]).toEqual({ studyDate: '20260703-' });
    expect(listed()).toEqual(['1.2.1', '1.2.2']);
    expect(row(recent)).toMatchObject({ assigned: true, priorCount: 1, priority: 'ROUTINE', patientAge: '056Y' });
    expect(row(recent)?.dueAt).toBe((row(recent)?.firstSeenAt ?? 0) + 24 * 3_600_000);
    expect(scene.desk.worklist.list().archives).toMatchObject([{ state: 'answered', name: 'Archive one' }]);
  });

  it('is there without a link after a restart, with its first sight and priority, and says what failed', async () => {
    await scene.desk.start();
    await scene.world.clock.advanceAsync(10);
    scene.desk.worklist.setPriority(scene.refOf(recent), 'STAT');
    const before = row(recent);
    await scene.world.clock.advanceAsync(5_000);
    scene.archive.failure = failureOf('ArchiveUnreachable');
    await scene.restart();
    await scene.world.clock.advanceAsync(10);
    expect(listed()).toEqual(['1.2.1', '1.2.2']);
    expect(row(recent)).toMatchObject({ priority: 'STAT', firstSeenAt: before?.firstSeenAt, dueAt: before?.dueAt });
    expect(scene.desk.worklist.list().archives).toMatchObject([
      { state: 'failed', failure: { code: 'ArchiveUnreachable' } },
    ]);
  });

  it('lists a study without a date, which no range of days names, until the archive has it no more', async () => {
    const undated = fakeStack('1.2.7', 1, { patientId: 'U', studyDate: '' });
    scene.archive.studies.push(undated);
    scene.setDesk([sourceOf(scene.archive, { assignment: { daysBack: 90, modalities: [], prefetch: false } })]);
    await scene.desk.start();
    await scene.world.clock.advanceAsync(10);
    expect(listed()).toEqual(['1.2.1', '1.2.2', '1.2.7']);
    expect(scene.desk.worklist.list().archives).toMatchObject([{ state: 'answered', holdsOlder: true }]);
    await scene.world.clock.advanceAsync(150_000);
    expect(listed()).toContain('1.2.7');
    const asked = scene.archive.searches.filter(({ atMost }) => atMost !== undefined);
    expect(asked).toEqual([{ atMost: 200 }]);
    scene.archive.studies.splice(scene.archive.studies.indexOf(undated), 1);
    await scene.world.clock.advanceAsync(31 * 60_000);
    expect(listed()).toEqual(['1.2.1', '1.2.2']);
  });

  it('N10: is not told that an archive is back whose line goes between the list and the next question', async () => {
    const ask = scene.archive.client.searchStudies;
    const lost = fail(failureOf('ArchiveUnreachable'));
    scene.archive.client.searchStudies = (query, options) =>
      query.atMost === undefined ? ask(query, options) : Promise.resolve(lost);
    await scene.desk.start();
    await scene.desk.worklist.refresh();
    expect(listed()).toEqual(['1.2.1', '1.2.2']);
    expect(scene.desk.worklist.list().archives).toMatchObject([{ state: 'answered' }]);
    expect(scene.desk.back).toEqual([]);
    scene.archive.client.searchStudies = ask;
    await scene.desk.worklist.refresh();
    expect(scene.desk.back).toEqual([scene.archive.client.archiveId]);
  });

  it('keeps an undated study of which it cannot be sure that it is gone', async () => {
    scene.archive.studies.unshift(fakeStack('1.2.7', 1, { patientId: 'U', studyDate: '' }));
    await scene.desk.start();
    await scene.world.clock.advanceAsync(10);
    await scene.desk.stop();
    const others = Array.from({ length: 200 }, (_, n) => fakeStack(`1.3.${n}`, 1, { studyDate: '20200101' }));
    scene.archive.studies.unshift(...others);
    scene.cache.lose([]);
    await scene.restart();
    await scene.world.clock.advanceAsync(10);
    expect(listed()).toContain('1.2.7');
  });

  it('learns from the images what the search did not say', async () => {
    await scene.desk.start();
    expect(row(recent)?.bodyPart).toBeUndefined();
    await scene.world.clock.advanceAsync(5_000);
    expect(row(recent)).toMatchObject({ bodyPart: 'CHEST', readiness: { state: 'complete', presentFrames: 3 } });
  });

  it('asks again about every minute, never twice at once, and drops what is gone and not here', async () => {
    scene.setDesk([sourceOf(scene.archive, { assignment: { daysBack: 90, modalities: [], prefetch: false } })]);
    await scene.desk.start();
    await Promise.all([scene.desk.worklist.refresh(), scene.desk.worklist.refresh()]);
    const polls = () => scene.archive.searches.filter(({ atMost }) => atMost === undefined).length;
    expect(polls()).toBe(1);
    scene.archive.studies.splice(scene.archive.studies.indexOf(older), 1);
    await scene.world.clock.advanceAsync(75_000);
    expect(polls()).toBeGreaterThanOrEqual(2);
    expect(listed()).toEqual(['1.2.1']);
  });

  it('V9: keeps what is here or reported although the archive no longer names it', async () => {
    await scene.desk.start();
    await scene.world.clock.advanceAsync(5_000);
    scene.archive.studies.splice(0, scene.archive.studies.length);
    await scene.desk.worklist.refresh();
    expect(listed()).toEqual(['1.2.1', '1.2.2']);
  });

  it('V8: says when a study has grown since it was read, fetches the rest, and is complete again', async () => {
    await scene.desk.start();
    await scene.world.clock.advanceAsync(5_000);
    expect(row(recent)?.readiness.state).toBe('complete');
    scene.archive.studies[0] = fakeStack('1.2.1', 5, { patientId: 'A', studyDate: '20260901' });
    await scene.desk.worklist.refresh();
    expect(row(recent)?.readiness.state).toBe('changed');
    expect(scene.desk.news).toContain('readiness 1.2.1');
    await scene.world.clock.advanceAsync(5_000);
    expect(row(recent)?.readiness).toEqual({ state: 'complete', presentFrames: 5, expectedFrames: 5 });
  });

  it('V7: complete is as of the last of two looks that agree, also after a restart without a line', async () => {
    await scene.desk.start();
    await scene.world.clock.advanceAsync(5_000);
    expect(row(recent)?.readiness.agreedAt).toBeUndefined();
    await scene.world.clock.advanceAsync(200_000);
    const agreed = row(recent)?.readiness.agreedAt ?? 0;
    expect(scene.world.clock.now() - agreed).toBeLessThan(75_000);
    await scene.desk.stop();
    scene.archive.failure = failureOf('ArchiveUnreachable');
    await scene.restart();
    await scene.world.clock.advanceAsync(1_000);
    const after = row(recent)?.readiness;
    expect([after?.state, typeof after?.agreedAt]).toEqual(['complete', 'number']);
    expect(after?.agreedAt).toBeLessThanOrEqual(agreed);
  });

  it('V7: complete as of an answer that named the study; where days hide it, it is asked for by name while it is open', async () => {
    await scene.desk.start();
    await scene.world.clock.advanceAsync(200_000);
    const study = scene.refOf(recent);
    const agreed = row(recent)?.readiness.agreedAt ?? 0;
    // It grows, and its date is corrected: the list of these days names it no longer.
    scene.archive.studies[0] = fakeStack('1.2.1', 5, { patientId: 'A', studyDate: '20200901' });
    const byName = () => scene.archive.searches.filter(({ studyInstanceUID }) => studyInstanceUID === '1.2.1').length;
    await scene.world.clock.advanceAsync(300_000);
    expect([byName(), row(recent)?.readiness.agreedAt === agreed, agreed > 0]).toEqual([0, true, true]);
    await scene.desk.studies.open(study);
    await scene.world.clock.advanceAsync(10_000);
    expect(row(recent)?.readiness).toMatchObject({ state: 'complete', presentFrames: 5 });
    scene.archive.studies[0] = fakeStack('1.2.1', 9, { patientId: 'A', studyDate: '20200901' });
    await scene.world.clock.advanceAsync(90_000);
    expect(row(recent)?.readiness).toMatchObject({ state: 'complete', presentFrames: 9 });
    await scene.world.clock.advanceAsync(300_000);
    expect(row(recent)?.readiness.agreedAt).toBeGreaterThan(scene.world.clock.now() - 80_000);
    const before = byName();
    scene.desk.studies.close(study);
    await scene.world.clock.advanceAsync(180_000);
    expect(byName()).toBe(before);
    scene.desk.reports.set(studyKey(study), 'draft');
    await scene.desk.worklist.refresh();
    expect(byName()).toBe(before + 1);
  });

  it('V7: an answer of before is no look, and changes nothing that is known', async () => {
    await scene.desk.start();
    await scene.world.clock.advanceAsync(200_000);
    const honest = scene.archive.client.searchStudies;
    scene.archive.client.searchStudies = async (query, options) => {
      if (query.patientId === undefined) return { ok: false, failure: failureOf('ArchiveUnreachable') };
      options.onOlder?.();
      return honest(query, options);
    };
    const { agreedAt } = row(recent)?.readiness ?? {};
    scene.archive.studies[0] = fakeStack('1.2.1', 1, { patientId: 'A', studyDate: '20260901' });
    await scene.world.clock.advanceAsync(120_000);
    await scene.desk.worklist.lookUpPriors(scene.refOf(recent), 'background');
    expect(row(recent)?.readiness).toMatchObject({ state: 'complete', agreedAt });
    expect(agreedAt).toBeGreaterThan(0);
  });

  it('V6: a list one short is not complete, says so, and is read again after pauses that grow', async () => {
    const honest = scene.archive.client.readSeriesMetadata;
    let reads = 0;
    let isShort = true;
    scene.archive.client.readSeriesMetadata = async (study, series, options) => {
      const answer = await honest(study, series, options);
      if (study !== '1.2.1') return answer;
      reads += 1;
      return answer.ok && isShort ? { ok: true, value: answer.value.slice(1) } : answer;
    };
    await scene.desk.start();
    await scene.world.clock.advanceAsync(5_000);
    const whole = Object.values(recent.series).flat().length;
    expect(row(recent)?.readiness).toMatchObject({
      state: 'partial',
      presentFrames: whole - 1,
      expectedFrames: whole - 1,
      shortList: { counted: whole, listed: whole - 1 },
    });
    // Nothing has come, and nobody says that anything will.
    expect(row(recent)?.readiness.newImages).toBeUndefined();
    expect(reads).toBe(1);
    await scene.world.clock.advanceAsync(10 * 60_000);
    // After one, two and four minutes.
    expect([reads >= 3, reads <= 5]).toEqual([true, true]);
    expect(row(recent)?.readiness.agreedAt).toBeUndefined();
    isShort = false;
    await scene.world.clock.advanceAsync(40 * 60_000);
    expect(row(recent)?.readiness).toMatchObject({ state: 'complete', presentFrames: whole });
    expect(row(recent)?.readiness.shortList).toBeUndefined();
  });

  it('V8: what comes after it was opened, or signed, is new until it is opened again, or for good', async () => {
    await scene.desk.start();
    await scene.world.clock.advanceAsync(5_000);
    const study = scene.refOf(recent);
    const before = Object.values(recent.series).flat().length;
    await scene.desk.studies.open(study);
    scene.archive.studies[0] = fakeStack('1.2.1', before + 2, { patientId: 'A', studyDate: '20260901' });
    await scene.desk.worklist.refresh();
    await scene.world.clock.advanceAsync(30_000);
    expect(row(recent)?.readiness).toMatchObject({ state: 'complete', presentFrames: before + 2, newImages: 2 });
    // Asked for again while it is open, as after every change: still new to whoever reads.
    await scene.desk.studies.open(study);
    expect(row(recent)?.readiness.newImages).toBe(2);
    scene.desk.worklist.noteSeen(study);
    expect(row(recent)?.readiness.newImages).toBeUndefined();
    scene.desk.studies.close(study);
    await scene.desk.studies.open(study);
    expect(row(recent)?.readiness.newImages).toBeUndefined();
    scene.desk.readiness.noteSigned(study);
    scene.desk.studies.close(study);
    scene.archive.studies[0] = fakeStack('1.2.1', before + 5, { patientId: 'A', studyDate: '20260901' });
    // Opening asks for the counts, without waiting for the next round.
    await scene.desk.studies.open(study);
    await scene.world.clock.advanceAsync(20_000);
    expect(row(recent)?.readiness).toMatchObject({ state: 'complete', presentFrames: before + 5, newImages: 3 });
    await scene.desk.stop();
    await scene.restart();
    await scene.world.clock.advanceAsync(1_000);
    expect(row(recent)?.readiness.newImages).toBe(3);
    expect(scene.desk.readiness.lastLook(study)).toMatchObject({ listed: before + 5, counted: before + 5 });
  });

  it('V8: what came to a reported study is looked up in its lists before anybody opens it, and not fetched', async () => {
    await scene.desk.start();
    await scene.world.clock.advanceAsync(5_000);
    const study = scene.refOf(recent);
    const before = Object.values(recent.series).flat().length;
    scene.desk.readiness.noteSigned(study);
    scene.desk.reports.set(studyKey(study), 'delivered');
    expect(scene.desk.worklist.reportedThatGrew()).toEqual([]);
    const note = { sopInstanceUID: '1.2.1.9.1', sopClassUID: '1.2.840.10008.5.1.4.1.1.88.59' };
    const grown = fakeStack('1.2.1', before + 2, { patientId: 'A', studyDate: '20260901' });
    scene.archive.studies[0] = { ...grown, series: { ...grown.series, '1.2.1.9': [note] } };
    await scene.desk.worklist.refresh();
    // Nobody knows yet what of it is an image.
    expect(row(recent)?.readiness).toMatchObject({ state: 'changed', newImages: 3 });
    await scene.world.clock.advanceAsync(60_000);
    expect(row(recent)?.readiness).toMatchObject({ state: 'partial', newImages: 2, otherObjects: 1 });
    expect(row(recent)?.readiness).toMatchObject({ presentFrames: before, expectedFrames: before + 2 });
  });

  it('V9: says that a study here was removed, or given to another patient; what is here stays', async () => {
    await scene.desk.start();
    await scene.world.clock.advanceAsync(5_000);
    const [first] = scene.archive.studies.splice(0, 1, { ...recent, patientId: 'MERGED' });
    await scene.desk.worklist.refresh();
    expect(row(recent)?.readiness).toMatchObject({ state: 'complete', failure: { code: 'IdentityChanged' } });
    await scene.desk.studies.open(scene.refOf(recent));
    expect(row(recent)?.readiness.failure).toBeUndefined();
    scene.desk.studies.close(scene.refOf(recent));
    scene.archive.studies.splice(0, 1);
    await scene.desk.worklist.refresh();
    const frames = row(recent)?.readiness.presentFrames;
    expect(row(recent)?.readiness).toMatchObject({ state: 'complete', failure: { code: 'StudyRemoved' } });
    scene.archive.studies.unshift(first ?? recent);
    await scene.desk.worklist.refresh();
    expect(row(recent)?.readiness.failure?.code).not.toBe('StudyRemoved');
    expect(row(recent)?.readiness.presentFrames).toBe(frames);
  });

  it('V8: sees that a study grew while nobody was running', async () => {
    await scene.desk.start();
    await scene.world.clock.advanceAsync(5_000);
    await scene.desk.stop();
    scene.archive.studies[0] = fakeStack('1.2.1', 5, { patientId: 'A', studyDate: '20260901' });
    scene.archive.hold();
    await scene.restart();
    await scene.world.clock.advanceAsync(10);
    expect(['changed', 'partial']).toContain(row(recent)?.readiness.state);
    scene.archive.release();
  });

  it('merges archives into one list and keeps their patients apart', async () => {
    const other = createFakeArchive('two', [fakeStack('1.2.9', 1, { patientId: 'A', studyDate: '20260701' })]);
    scene.setDesk([sourceOf(scene.archive), sourceOf(other, { kind: 'disc', name: 'CD' })]);
    await scene.desk.start();
    await scene.world.clock.advanceAsync(10);
    expect(listed()).toEqual(['1.2.1', '1.2.2', '1.2.9']);
    expect(row(recent)?.priorCount).toBe(1);
    expect(scene.desk.worklist.list().archives.map(({ name }) => name)).toEqual(['Archive one', 'CD']);
    // A disc is looked at, not reported by a time; what is on it is taken in all the same.
    const assigned = scene.desk.worklist.list().items.map(({ study, assigned }) => [study.studyInstanceUID, assigned]);
    expect(Object.fromEntries(assigned)).toEqual({ '1.2.1': true, '1.2.2': true, '1.2.9': false });
    expect(scene.desk.worklist.listToPrefetch().map(({ study }) => study.studyInstanceUID)).toContain('1.2.9');
  });

  it('O9: prefetches nothing that is signed, and looks further back for priors than the list goes', async () => {
    await scene.desk.start();
    await scene.world.clock.advanceAsync(10);
    expect(
      scene.desk.worklist
        .listToPrefetch()
        .map(({ study }) => study.studyInstanceUID)
        .sort(),
    ).toEqual(['1.2.1', '1.2.2']);
    scene.desk.reports.set(studyKey(scene.refOf(older)), 'delivered');
    expect(scene.desk.worklist.listToPrefetch().map(({ study }) => study.studyInstanceUID)).toEqual(['1.2.1']);
    await scene.desk.worklist.lookUpPriors(scene.refOf(recent), 'background');
    expect(scene.desk.worklist.priorsOf(scene.refOf(recent)).map(({ study }) => study.studyInstanceUID)).toEqual([
      '1.2.2',
      '1.2.3',
    ]);
    expect(listed()).toEqual(['1.2.1', '1.2.2']);
  });

  it('A7: believes no study of another patient that a search for one answered', async () => {
    await scene.desk.start();
    await scene.world.clock.advanceAsync(10);
    scene.archive.studies.push(fakeStack('1.2.7', 1, { patientId: 'B', studyDate: '20200101' }));
    const honest = scene.archive.client.searchStudies;
    scene.archive.client.searchStudies = (_query, options) => honest({}, options);
    await scene.desk.worklist.lookUpPriors(scene.refOf(recent), 'background');
    expect(scene.desk.worklist.itemOf(scene.refOf(fakeStack('1.2.7', 1)))).toBeUndefined();
  });

  it('answers 5,000 studies, each with the number of its own patient’s earlier ones', async () => {
    const many = createFakeArchive(
      'many',
      Array.from({ length: 5_000 }, (_, index) =>
        fakeStack(`1.9.${index}`, 1, {
          patientId: `P${index % 2_000}`,
          studyDate: `202609${String((index % 28) + 1).padStart(2, '0')}`,
        }),
      ),
    );
    await scene.desk.stop();
    scene.setDesk([sourceOf(many, { assignment: { daysBack: 90, modalities: [], prefetch: false } })]);
    await scene.desk.start();
    await scene.desk.worklist.refresh();
    const { items } = scene.desk.worklist.list();
    expect(items).toHaveLength(5_000);
    // Of 2,000 patients half have three studies, half have two.
    const counts = [0, 1, 2].map((count) => items.filter(({ priorCount }) => priorCount === count).length);
    expect(counts).toEqual([2_000, 2_000, 1_000]);
  });
});
