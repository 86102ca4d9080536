import { expect, test } from 'vitest';
import type { WorklistSnapshot } from '#shared/contract/worklist.ts';
import { headerCounts } from './headerCounts.ts';

const row = (archiveId: string, assigned: boolean, report: string, state: string) => ({
  study: { archiveId, studyInstanceUID: '1.2' },
  assigned,
  report,
  readiness: { state, presentFrames: 0 },
});

test('studies to report, those of them that are ready now, and what was imported, each for itself', () => {
  const list = {
    archives: [
      { archiveId: 'site', kind: 'dicomweb' },
      { archiveId: 'folder', kind: 'disc' },
    ],
    items: [
      row('site', true, 'none', 'complete'),
      row('site', true, 'draft', 'partial'),
      row('site', true, 'delivered', 'complete'),
      row('folder', false, 'none', 'complete'),
      row('folder', false, 'none', 'complete'),
    ],
  } as unknown as WorklistSnapshot;
  expect(headerCounts(list)).toEqual({ toReport: 2, readyNow: 1, fromDisc: 2 });
});
