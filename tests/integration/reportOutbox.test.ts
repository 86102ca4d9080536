/** R6 (trust.md): weeks without a line, then a bad one. Everything signed arrives once, in order, unaltered. */
import { describe, expect, it } from 'vitest';
import { readPart10 } from '#electron/base/dicom/part10.ts';
import { textOf } from '#shared/dicom/dicomJson.ts';
import { studyKey } from '#shared/dicom/frameKey.ts';
import { emptySections } from '#shared/reports/report.ts';
import {
  openReportWorld,
  quetta,
  type ReportWorld,
  studyAttributes,
  studyForReport,
  studyOf,
} from '#tests/fixtures/reportWorld.ts';
import { createTestWorld, type TestWorld } from '#tests/fixtures/testWorld.ts';
import {
  createUnreliableArchive,
  reliable,
  type UnreliableArchive,
  unreliable,
} from '#tests/fixtures/unreliableArchive.ts';

const call = { signal: new AbortController().signal };
const day = 86_400_000;

async function writeAndSign(desk: ReportWorld, number: number, words: string): Promise<void> {
  const study = studyOf(number);
  const opened = await desk.reports.handlers['reports.open']({ study }, call);
  if (!opened.ok) throw new Error(opened.failure.code);
  const { reportId, revision } = opened.value;
  const text = { ...emptySections, impression: words };
  const saved = await desk.reports.handlers['reports.saveDraft']({ reportId, revision, text }, call);
  if (!saved.ok) throw new Error(saved.failure.code);
  const signed = await desk.reports.handlers['reports.sign']({ reportId, revision: saved.value.revision }, call);
  if (!signed.ok) throw new Error(signed.failure.code);
}

interface Scene {
  readonly world: TestWorld;
  readonly archive: UnreliableArchive;
  desk: ReportWorld;
}

async function openScene(seed: number, studies: number): Promise<Scene> {
  const world = await createTestWorld({ seed });
  const archive = createUnreliableArchive({
    archiveId: quetta,
    studies: Array.from({ length: studies }, (_, number) => studyAttributes(studyOf(number))),
    fraction: world.random.fraction,
    refusesTwice: seed % 2 === 0,
  });
  return { world, archive, desk: await openDesk(world, archive, studies) };
}

async function openDesk(world: TestWorld, archive: UnreliableArchive, studies: number): Promise<ReportWorld> {
  const desk = await openReportWorld(world, world.directory);
  desk.archives.set(quetta, archive);
  for (let number = 0; number < studies; number += 1) {
    desk.studies.set(studyKey(studyOf(number)), studyForReport(studyOf(number)));
  }
  desk.reports.start();
  return desk;
}

/** What the archive must hold: every signed file, each study's in the order of signing. */
function expectAllOnceAndInOrder({ desk, archive }: Scene): void {
  const rows = desk.database
    .prepare(
      'SELECT report_id AS report, version, sop_instance_uid AS uid, part10 FROM report_version ORDER BY report_id, version',
    )
    .all() as { report: string; version: number; uid: string; part10: Uint8Array }[];
  expect(archive.stored.size).toBe(rows.length);
  for (const row of rows) expect(Buffer.compare(archive.stored.get(row.uid)!.bytes, row.part10)).toBe(0);
  const arrival = [...archive.stored.keys()];
  for (const report of new Set(rows.map((row) => row.report))) {
    const places = rows.filter((row) => row.report === report).map((row) => arrival.indexOf(row.uid));
    expect(places).toEqual([...places].sort((left, right) => left - right));
  }
}

describe('R6 the outbox', () => {
  it('one report that keeps failing holds up no other', async () => {
    const scene = await openScene(9, 20);
    const { world, archive, desk } = scene;
    const store = archive.storeInstance;
    let poisoned: string | undefined;
    archive.storeInstance = (study, instance, ...rest) => {
      poisoned ??= instance;
      return instance === poisoned
        ? Promise.resolve({ ok: false, failure: { code: 'ArchiveFailed', details: { status: 500 } } })
        : store(study, instance, ...rest);
    };
    for (let number = 0; number < 20; number += 1) await writeAndSign(desk, number, `Report ${number}.`);
    await world.clock.advanceAsync(60_000);
    expect(desk.reports.countUnsent()).toEqual({ waiting: 1, parked: 0 });
    expect(archive.stored.size).toBe(19);
    await desk.reports.stop();
    desk.close();
    await world.remove();
  });

  it('30 days offline, then 200 reports: all arrive, once, in order, and offline costs few attempts', async () => {
    const scene = await openScene(1, 150);
    const { world, archive, desk } = scene;
    archive.failure = { code: 'ArchiveUnreachable' };
    for (let number = 0; number < 150; number += 1) await writeAndSign(desk, number, `Report ${number}.`);
    for (let number = 0; number < 50; number += 1) await writeAndSign(desk, number, `Addendum ${number}.`);
    await world.clock.advanceAsync(60 * 60_000);
    const firstHour = archive.requests.length;
    world.clock.jumpTo(world.clock.now() + 30 * day);
    await world.clock.advanceAsync(60_000);
    expect(desk.reports.countUnsent()).toEqual({ waiting: 200, parked: 0 });
    // An archive that cannot be reached is not asked anew for every report that waits for it.
    expect(firstHour).toBeLessThan(60);
    archive.failure = undefined;
    desk.reports.archiveAnswered(quetta);
    await world.clock.advanceAsync(20 * 60_000);
    expect(desk.reports.countUnsent()).toEqual({ waiting: 0, parked: 0 });
    expectAllOnceAndInOrder(scene);
    expect([...archive.stored.values()].every((file) => file.times === 1)).toBe(true);
    await desk.reports.stop();
    desk.close();
    await world.remove();
  });

  it.each([2, 3, 4, 5, 6])(
    'a bad line, restarts and a clock that jumps (seed %i): all arrive, once, in order',
    async (seed) => {
      const scene = await openScene(seed, 30);
      const { world, archive } = scene;
      archive.luck = unreliable;
      for (let step = 0; step < 60; step += 1) {
        await writeAndSign(scene.desk, Math.floor(world.random.fraction() * 30), `Step ${step}.`);
        await world.clock.advanceAsync(Math.floor(world.random.fraction() * 20_000));
        if (world.random.fraction() < 0.1)
          world.clock.jumpTo(world.clock.now() + Math.floor((world.random.fraction() - 0.5) * day));
        if (world.random.fraction() < 0.1) {
          await scene.desk.reports.stop();
          scene.desk.close();
          scene.desk = await openDesk(world, archive, 30);
        }
      }
      expect(archive.requests.filter((request) => request === 'store').length).toBeGreaterThan(archive.stored.size);
      archive.luck = reliable;
      scene.desk.reports.archiveAnswered(quetta);
      await world.clock.advanceAsync(3_600_000);
      expect(scene.desk.reports.countUnsent()).toEqual({ waiting: 0, parked: 0 });
      expectAllOnceAndInOrder(scene);
      await scene.desk.reports.stop();
      scene.desk.close();
      await world.remove();
    },
  );
});

describe('T22 wrong patient', () => {
  it('2,000 random acts on many studies bind no report to another study or patient', async () => {
    const count = 12;
    const scene = await openScene(22, count);
    const { world, archive, desk } = scene;
    archive.luck = unreliable;
    const pick = (limit: number) => Math.floor(world.random.fraction() * limit);
    /** What a window may hold: an opened report, at whatever revision it last heard of. */
    const windows: { study: number; reportId: string; revision: number }[] = [];
    for (let act = 0; act < 2_000; act += 1) {
      const window = windows[pick(windows.length)];
      switch (window ? pick(5) : 0) {
        case 0: {
          const study = pick(count);
          const opened = await desk.reports.handlers['reports.open']({ study: studyOf(study) }, call);
          if (opened.ok) windows.push({ study, reportId: opened.value.reportId, revision: opened.value.revision });
          break;
        }
        case 1:
        case 2: {
          const text = { ...emptySections, impression: `For study ${window!.study} act ${act}.` };
          const saved = await desk.reports.handlers['reports.saveDraft']({ ...window!, text }, call);
          if (saved.ok) window!.revision = saved.value.revision;
          break;
        }
        case 3: {
          const signed = await desk.reports.handlers['reports.sign'](window!, call);
          if (signed.ok) window!.revision = signed.value.revision;
          break;
        }
        default:
          await world.clock.advanceAsync(pick(9_000));
      }
    }
    archive.luck = reliable;
    await world.clock.advanceAsync(3_600_000);
    expect(desk.reports.countUnsent()).toEqual({ waiting: 0, parked: 0 });
    expect(archive.stored.size).toBeGreaterThan(25);
    for (const { bytes } of archive.stored.values()) {
      const file = readPart10(bytes);
      if (!file.ok) throw new Error(file.failure.code);
      const uid = String(textOf(file.value.dataset, 'StudyInstanceUID'));
      expect(textOf(file.value.dataset, 'PatientID')).toBe(`PK-${uid}`);
      const spoken = [...JSON.stringify(file.value.dataset).matchAll(/For study (\d+) act/g)].map((match) => match[1]);
      expect(new Set(spoken)).toEqual(new Set([uid.split('.').at(-1)]));
    }
    await desk.reports.stop();
    desk.close();
    await world.remove();
  });
});
