import { expect, test } from 'vitest';
import type { ArchiveStatus, WorklistSnapshot } from '#shared/contract/worklist.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { emptyReason } from './emptyReason.ts';

const archive = (more: Partial<ArchiveStatus> = {}): ArchiveStatus => ({
  archiveId: 'one' as ArchiveId,
  name: 'Turbat',
  kind: 'dicomweb',
  state: 'answered',
  ...more,
});
const reason = (...archives: ArchiveStatus[]) => {
  const list: WorklistSnapshot = { items: [], archives, unsentReports: 0, parkedReports: 0 };
  return emptyReason(list, undefined, false, false);
};

test('an empty list says whether older studies are only left out by the days', () => {
  expect([
    reason(),
    reason(archive()),
    reason(archive(), archive({ holdsOlder: true })),
    reason(archive({ state: 'failed' })),
    reason(archive({ state: 'asking' })),
    emptyReason(undefined, undefined, false, false),
  ]).toEqual(['noArchive', 'noStudies', 'onlyOlder', 'noAnswer', 'asking', 'asking']);
});
