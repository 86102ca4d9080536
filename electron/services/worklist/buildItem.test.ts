import { expect, it } from 'vitest';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import type { StudyInstanceUID } from '#shared/dicom/uids.ts';
import { buildItem, dueAtOf } from './buildItem.ts';
import { KnownStudies } from './knownStudies.ts';

const hour = 3_600_000;
const seen = Date.UTC(2026, 9, 1, 12);
const rule = { hours: { STAT: 1, URGENT: 4, ROUTINE: 24 }, localOffsetMinutes: 300 };

function dueAfterSeen(time: string | undefined, offset?: string): number {
  const study = { archiveId: 'one' as ArchiveId, studyInstanceUID: '1.2.1' as StudyInstanceUID };
  const answer = {
    '00080020': { vr: 'DA', Value: ['20261001'] },
    ...(time !== undefined && { '00080030': { vr: 'TM', Value: [time] } }),
    ...(offset !== undefined && { '00080201': { vr: 'SH', Value: [offset] } }),
  } as const;
  const known = new KnownStudies().put(study, answer, { firstSeenAt: seen, priority: 'STAT' });
  if (!known) throw new Error('a new study is known');
  return (dueAtOf(known, rule) - seen) / hour;
}

it("reads the time of a STAT study at its own offset from UTC, else at this computer's", () => {
  expect(dueAfterSeen('150000')).toBe(-1);
  expect(dueAfterSeen('150000', '+0400')).toBe(0);
  expect(dueAfterSeen('180000', '+0000')).toBe(1);
  expect(dueAfterSeen(undefined)).toBe(1);
});

it('says that the archive holds a structured report, as long as it cannot be one that was sent from here', () => {
  const study = { archiveId: 'one' as ArchiveId, studyInstanceUID: '1.2.1' as StudyInstanceUID };
  const elsewhere = (modalities: string[], wasReportSent: boolean) => {
    const known = new KnownStudies().put(study, { '00080061': { vr: 'CS', Value: modalities } }, { firstSeenAt: seen });
    if (!known) throw new Error('a new study is known');
    const readiness = { state: 'none', presentFrames: 0 } as const;
    const context = { archiveName: '', assigned: true, priorCount: 0, readiness, report: 'none', due: rule } as const;
    return buildItem(known, { ...context, wasReportSent }).reportElsewhere;
  };
  expect([elsewhere(['CT', 'SR'], false), elsewhere(['CT\\SR'], false)]).toEqual([true, true]);
  expect([elsewhere(['CT', 'SR'], true), elsewhere(['CT'], false)]).toEqual([undefined, undefined]);
});
