import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ArchivePoller } from '#electron/services/worklist/archivePoller.ts';
import { succeed } from '#shared/base/result.ts';
import { studyKey } from '#shared/dicom/frameKey.ts';
import { emptySections } from '#shared/reports/report.ts';
import { createFakeArchive } from '#tests/fixtures/fakeArchive.ts';
import { sourceOf } from '#tests/fixtures/readingDesk.ts';
import {
  openReportWorld,
  quetta,
  type ReportWorld,
  studyAttributes,
  studyForReport,
  studyOf,
} from '#tests/fixtures/reportWorld.ts';
import { createTestWorld, settle, type TestWorld } from '#tests/fixtures/testWorld.ts';
import { createUnreliableArchive, type UnreliableArchive } from '#tests/fixtures/unreliableArchive.ts';

const study = studyOf(1);
const call = { signal: new AbortController().signal };
let world: TestWorld;
let desk: ReportWorld;
let archive: UnreliableArchive;
let poller: ArchivePoller;
let polls: number;

beforeEach(async () => {
  world = await createTestWorld();
  desk = await openReportWorld(world, world.directory);
  desk.studies.set(studyKey(study), studyForReport(study));
  archive = createUnreliableArchive({
    archiveId: quetta,
    studies: [studyAttributes(study)],
    fraction: world.random.fraction,
  });
  desk.archives.set(quetta, archive);
  polls = 0;
  const ask = () => {
    polls += 1;
    desk.reports.archiveAnswered(quetta);
    return Promise.resolve(succeed({}));
  };
  const { clock, random } = world;
  poller = new ArchivePoller(sourceOf(createFakeArchive(quetta, [])), {
    clock,
    random,
    ask,
    onStatus: () => {},
    onBack: () => {},
  });
});
afterEach(async () => {
  await poller.stop();
  await desk.reports.stop();
  desk.close();
  await world.remove();
});

async function queueReport(): Promise<void> {
  archive.failure = { code: 'ArchiveUnreachable' };
  desk.reports.start();
  const opened = await desk.reports.handlers['reports.open']({ study }, call);
  if (!opened.ok) throw new Error(opened.failure.code);
  const { reportId, revision } = opened.value;
  const text = { ...emptySections, impression: 'No fracture.' };
  await desk.reports.handlers['reports.saveDraft']({ reportId, revision, text }, call);
  const signed = await desk.reports.handlers['reports.sign']({ reportId, revision: revision + 1 }, call);
  expect(signed.ok).toBe(true);
  await settle();
  expect(await delivery()).toMatchObject({ state: 'queued', failure: { code: 'ArchiveUnreachable' } });
}

const delivery = async () => {
  const opened = await desk.reports.handlers['reports.open']({ study }, call);
  return opened.ok ? opened.value.deliveries[0] : undefined;
};

describe('a disk that takes no more writes while a report is queued', () => {
  it('R3: ends no poll: the archive is asked again each minute, and the report goes when there is room', async () => {
    await queueReport();
    archive.failure = undefined;
    desk.database.pragma('query_only = ON');
    await expect(poller.ask()).resolves.toBeUndefined();
    await world.clock.advanceAsync(300_000);
    expect(polls).toBeGreaterThanOrEqual(4);
    expect(archive.stored.size).toBe(0);
    expect(poller.status.state).toBe('answered');
    desk.database.pragma('query_only = OFF');
    await world.clock.advanceAsync(150_000);
    expect(await delivery()).toMatchObject({ state: 'delivered' });
    expect([...archive.stored.values()].map(({ times }) => times)).toEqual([1]);
  });

  it('R3: answers a person who sends again with the reason, and sends when there is room', async () => {
    await queueReport();
    const deliveryId = (await delivery())?.deliveryId ?? '';
    desk.database.pragma('query_only = ON');
    const refused = await desk.reports.handlers['reports.retryDelivery']({ deliveryId }, call);
    expect(refused).toMatchObject({ ok: false, failure: { code: 'DiskReadOnly' } });
    desk.database.pragma('query_only = OFF');
    archive.failure = undefined;
    expect(await desk.reports.handlers['reports.retryDelivery']({ deliveryId }, call)).toMatchObject({ ok: true });
    await world.clock.advanceAsync(60_000);
    expect(await delivery()).toMatchObject({ state: 'delivered' });
  });
});

it('says of no study that it has no report while the disk does not answer', async () => {
  await queueReport();
  expect(desk.reports.progressOf(study)).toBe('waitingToSend');
  const { database } = desk;
  const statement = Object.getPrototypeOf(database.prepare('SELECT 1')) as { get: (...values: unknown[]) => unknown };
  const { get } = statement;
  statement.get = () => {
    throw Object.assign(new Error('disk I/O error'), { name: 'SqliteError', code: 'SQLITE_IOERR' });
  };
  expect(desk.reports.progressOf(study)).toBeUndefined();
  statement.get = get;
  expect(desk.reports.progressOf(study)).toBe('waitingToSend');
});
