import { expect, test } from 'vitest';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import type { StudyInstanceUID } from '#shared/dicom/uids.ts';
import { newStats, prioritiesOf } from './statArrivals.ts';

const row = (uid: string, priority: WorklistItem['priority'], more: Partial<WorklistItem> = {}): WorklistItem => ({
  study: { archiveId: 'one' as ArchiveId, studyInstanceUID: uid as StudyInstanceUID },
  archiveName: 'Turbat',
  modalities: ['CT'],
  priority,
  assigned: true,
  dueAt: 0,
  firstSeenAt: 0,
  priorCount: 0,
  readiness: { state: 'none', presentFrames: 0 },
  report: 'none',
  ...more,
});
const key = (uid: string) => `one/${uid}`;

test('a STAT that comes, or becomes one, is told once; those of the first list are not', () => {
  const first = [row('1', 'STAT'), row('2', 'ROUTINE')];
  const later = [
    row('1', 'STAT'),
    row('2', 'STAT'),
    row('3', 'STAT'),
    row('4', 'STAT', { report: 'delivered' }),
    row('5', 'STAT', { assigned: false }),
    row('6', 'URGENT'),
  ];
  const told = newStats(prioritiesOf(first), later).map((each) => each.replace(/^one\W/, 'one/'));
  expect(told).toEqual([key('2'), key('3')]);
  expect([newStats(undefined, first), newStats(prioritiesOf(later), later)]).toEqual([[], []]);
});
