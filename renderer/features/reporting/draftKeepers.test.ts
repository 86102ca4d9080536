import { expect, test } from 'vitest';
import type { HostClient } from '#renderer/host/hostContext.ts';
import { fail, succeed } from '#shared/base/result.ts';
import { failureOf } from '#shared/contract/failures.ts';
import type { ReportSnapshot, ReportText } from '#shared/contract/reports.ts';
import { sectionNames } from '#shared/reports/report.ts';
import { forgetDrafts, keeperOf, unsavedReports } from './draftKeepers.ts';

const empty = Object.fromEntries(sectionNames.map((name) => [name, ''])) as unknown as ReportText;
const snapshot = (study: string) =>
  ({
    study: { archiveId: 'a', studyInstanceUID: study },
    reportId: `report-${study}`,
    revision: 1,
    versions: [],
    draft: empty,
  }) as unknown as ReportSnapshot;

test('when the lock closes only what the host has not yet taken stays; when another profile opens, nothing', async () => {
  let saves = 0;
  const client = {
    'reports.saveDraft': () => {
      saves += 1;
      return Promise.resolve(fail(failureOf('HostGone')));
    },
  } as unknown as HostClient;
  const [kept, owing] = ['1.2.1', '1.2.2'].map((study) => keeperOf(client, snapshot(study), empty));
  owing!.change(sectionNames[0]!, 'typed and not yet kept');
  forgetDrafts({ keepUnsaved: true });
  expect(keeperOf(client, snapshot('1.2.2'), empty)).toBe(owing);
  expect(keeperOf(client, snapshot('1.2.1'), empty)).not.toBe(kept);
  forgetDrafts({ keepUnsaved: false });
  const fresh = keeperOf(client, snapshot('1.2.2'), empty);
  expect([fresh === owing, fresh.view().text]).toEqual([false, empty]);
  await owing!.flush();
  expect(saves).toBe(0);
});

test('P3: what the disk does not take is counted until it does, also after its study has been left', async () => {
  let isFull = true;
  const client = {
    'reports.saveDraft': () =>
      Promise.resolve(isFull ? fail(failureOf('DiskFull')) : succeed({ revision: 2, savedAt: 1 })),
  } as unknown as HostClient;
  const keeper = keeperOf(client, snapshot('1.2.9'), empty);
  expect(unsavedReports.getState()).toEqual({ owed: 0, failing: 0 });
  keeper.change(sectionNames[0]!, 'typed');
  expect(unsavedReports.getState()).toEqual({ owed: 1, failing: 0 });
  await keeper.flush();
  expect(unsavedReports.getState()).toEqual({ owed: 1, failing: 1 });
  isFull = false;
  await keeper.flush();
  expect(unsavedReports.getState()).toEqual({ owed: 0, failing: 0 });
});
