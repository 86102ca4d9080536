import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Host } from '#electron/host/host.ts';
import { framesOf } from '#electron/services/prefetch/index.ts';
import type { HostEvent } from '#shared/contract/events.ts';
import type { StudySnapshot } from '#shared/contract/studies.ts';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import { textOf } from '#shared/dicom/dicomJson.ts';
import { type FrameKey, studyKey } from '#shared/dicom/frameKey.ts';
import type { SOPInstanceUID } from '#shared/dicom/uids.ts';
import { emptySections } from '#shared/reports/report.ts';
import { allComplete, ask, startHost, valueIn, waitForList } from './hostInTest.ts';

let folder: string;
let host: Host;
const events: { readonly event: HostEvent; readonly at: number }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'durbeen-practice-'));
  host = valueIn(await startHost(folder));
  host.onEvent((event) => events.push({ event, at: performance.now() }));
});
afterAll(async () => {
  await host.stop();
  await rm(folder, { recursive: true, force: true });
});

function keysOf(study: StudySnapshot): FrameKey[] {
  return study.series.flatMap(({ seriesInstanceUID, instances }) =>
    instances.flatMap((instance) =>
      Array.from({ length: framesOf(instance) }, (_, index) => ({
        ...study.item.study,
        seriesInstanceUID,
        sopInstanceUID: textOf(instance, 'SOPInstanceUID') as SOPInstanceUID,
        frameNumber: index + 1,
      })),
    ),
  );
}

async function readDigests(items: readonly WorklistItem[]): Promise<Map<string, string>> {
  const digests = new Map<string, string>();
  for (const { study } of items) {
    const opened = valueIn(await ask(host, 'studies.open', { study }));
    for (const key of keysOf(opened)) {
      const frame = valueIn(await host.readFrame(key, { urgency: 'near' }));
      digests.set(`${key.sopInstanceUID}/${key.frameNumber}`, frame.digest);
    }
    valueIn(await ask(host, 'studies.close', { study }));
  }
  return digests;
}

const noArchive = () => Promise.reject(new Error('switched off'));

describe('a host on the practice profile', () => {
  let items: readonly WorklistItem[];
  let digests: Map<string, string>;

  it('answers at once while the patients are drawn, and says how far that is', async () => {
    const described = valueIn(await ask(host, 'host.describe', {}));
    expect(described).toMatchObject({ profile: 'practice', lock: { state: 'notSetUp', keychain: false } });
    expect(described.practiceProgress).toBeLessThan(1);
    expect(valueIn(await ask(host, 'worklist.list', {})).archives).toMatchObject([{ kind: 'practice' }]);
  });

  it('fetches every practice study by itself until all are complete', async () => {
    items = await waitForList(host, (rows) => rows.length >= 2 && allComplete(rows));
    expect(items.some(({ priorCount }) => priorCount > 0)).toBe(true);
    expect(new Set(items.map(({ priority }) => priority))).toEqual(new Set(['STAT', 'URGENT', 'ROUTINE']));
    expect(items.every(({ readiness }) => readiness.presentFrames === readiness.expectedFrames)).toBe(true);
    expect(valueIn(await ask(host, 'host.describe', {})).practiceProgress).toBeUndefined();
  });

  it('N20: tells of readiness at most twice a second', () => {
    const times = events.filter(({ event }) => event.event === 'readiness.changed').map(({ at }) => at);
    const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    expect(times.length).toBeGreaterThan(1);
    expect(Math.min(...gaps)).toBeGreaterThan(450);
  });

  it('V8: a report that was delivered into its study is no new image there', async () => {
    const { study, numberOfInstances = 0 } = items.find(({ priority }) => priority === 'ROUTINE') ?? items[0]!;
    const { reportId, revision } = valueIn(await ask(host, 'reports.open', { study }));
    const text = { ...emptySections, impression: 'Normal.' };
    const saved = valueIn(await ask(host, 'reports.saveDraft', { reportId, revision, text }));
    valueIn(await ask(host, 'reports.preview', { reportId, revision: saved.revision }));
    valueIn(await ask(host, 'reports.sign', { reportId, revision: saved.revision }));
    const rowIn = (rows: readonly WorklistItem[]) => rows.find((row) => studyKey(row.study) === studyKey(study));
    await waitForList(host, (rows) => rowIn(rows)?.report === 'delivered');
    const row = rowIn(valueIn(await ask(host, 'worklist.refresh', {})).items);
    expect(row?.numberOfInstances).toBe(numberOfInstances + 1);
    expect(row?.readiness).toMatchObject({ state: 'complete', otherObjects: 1 });
    expect(row?.readiness).not.toHaveProperty('newImages');
    expect(row).not.toHaveProperty('reportElsewhere');
  });

  it('has one copy on a profile', async () => {
    expect(await startHost(folder)).toMatchObject({ ok: false, failure: { code: 'ProfileInUse' } });
  });

  it('O8, C2: after a restart with the archive off, every study opens and every frame is the same', async () => {
    digests = await readDigests(items);
    await host.stop();
    host = valueIn(await startHost(folder, { startPractice: noArchive }));
    const again = await waitForList(host, (rows) => rows.length === items.length && allComplete(rows), 20_000);
    expect(await readDigests(again)).toEqual(digests);
    const { archives } = valueIn(await ask(host, 'worklist.refresh', {}));
    expect(archives).toMatchObject([{ state: 'failed', failure: { code: 'ArchiveUnreachable' } }]);
    const opened = valueIn(await ask(host, 'studies.open', { study: again[0]!.study }));
    expect(opened.series.length).toBeGreaterThan(0);
  });

  it('keeps the first sight, the due time and the chosen priority over restarts', async () => {
    const [first] = items;
    valueIn(await ask(host, 'worklist.setPriority', { study: first!.study, priority: 'STAT' }));
    await host.stop();
    host = valueIn(await startHost(folder, { startPractice: noArchive }));
    const { items: rows } = valueIn(await ask(host, 'worklist.list', {}));
    const row = rows.find(({ study }) => study.studyInstanceUID === first!.study.studyInstanceUID);
    expect(row).toMatchObject({ priority: 'STAT', firstSeenAt: first!.firstSeenAt });
  });

  it('P8: writes no patient name in the clear', async () => {
    const names = items.flatMap(({ patientName, patientId }) => [patientName?.alphabetic.split(' ')[0], patientId]);
    const canaries = names.filter((name) => name !== undefined && name.length > 4) as string[];
    expect(canaries.length).toBeGreaterThan(2);
    const files = await readdir(join(folder, 'data'), { recursive: true, withFileTypes: true });
    for (const file of files.filter((entry) => entry.isFile())) {
      const bytes = await readFile(join(file.parentPath, file.name));
      for (const canary of canaries) expect(bytes.includes(canary), `${file.name} holds a name`).toBe(false);
    }
  });
});
