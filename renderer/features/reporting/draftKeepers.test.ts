import { expect, test } from 'vitest';
import type { HostClient } from '#renderer/host/hostContext.ts';
import { fail } from '#shared/base/result.ts';
import { failureOf } from '#shared/contract/failures.ts';
import type { ReportSnapshot, ReportText } from '#shared/contract/reports.ts';
import { sectionNames } from '#shared/reports/report.ts';
import { forgetDrafts, keeperOf } from './draftKeepers.ts';

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
