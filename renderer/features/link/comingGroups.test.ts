import { expect, test } from 'vitest';
import { failureOf } from '#shared/contract/failures.ts';
import type { LineDescription, StudyTransfer } from '#shared/contract/link.ts';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import type { ArchiveId, StudyRef } from '#shared/dicom/frameKey.ts';
import { studyKey } from '#shared/dicom/frameKey.ts';
import type { StudyInstanceUID } from '#shared/dicom/uids.ts';
import { quietLine } from '#tests/fixtures/quietLine.ts';
import { comingGroups, comingReason, countUnfetchable } from './comingGroups.ts';

const now = 1_000_000;
const ref = (site: string, uid: string): StudyRef => ({
  archiveId: site as ArchiveId,
  studyInstanceUID: uid as StudyInstanceUID,
});
const transfer = (study: StudyRef, part: Partial<StudyTransfer> = {}): StudyTransfer => ({
  study,
  reason: 'due',
  isFetching: false,
  expectedBytes: 10,
  remainingBytes: 5,
  ...part,
});
const item = (study: StudyRef, part: Partial<WorklistItem> = {}): WorklistItem => ({
  study,
  archiveName: 'Turbat',
  modalities: ['CT'],
  priority: 'ROUTINE',
  assigned: true,
  dueAt: now + 1,
  firstSeenAt: 0,
  priorCount: 0,
  readiness: { state: 'partial', presentFrames: 131, expectedFrames: 150 },
  report: 'none',
  ...part,
});
const line = (site: string, state: LineDescription['state']) => quietLine(site, { state });
const told = (...each: Parameters<typeof comingGroups>) =>
  comingGroups(...each).map(({ archiveId, line: its, transfers }) => [
    archiveId,
    its?.state,
    transfers.map(({ study, reason, isFetching }) => `${study.studyInstanceUID} ${reason}${isFetching ? ' now' : ''}`),
  ]);

test('each site has its own order, and what is open stands first in its', () => {
  const transfers = [
    transfer(ref('one', '1'), { reason: 'stat' }),
    transfer(ref('two', '2')),
    transfer(ref('one', '3'), { reason: 'open' }),
    transfer(ref('one', '4')),
  ];
  expect(told({ lines: [line('two', 'away'), line('one', 'fetching')], transfers }, undefined)).toEqual([
    ['one', 'fetching', ['3 open', '1 stat', '4 due']],
    ['two', 'away', ['2 due']],
  ]);
});

test('the study on the desk is among what comes also where no plan has it, and gone when it is whole', () => {
  const study = ref('one', '9');
  const lines = [line('one', 'fetching')];
  const readiness = { state: 'partial', presentFrames: 30, expectedFrames: 40, remainingBytes: 4_000_000 } as const;
  const [group] = comingGroups({ lines, transfers: [] }, item(study, { readiness }));
  expect(group?.transfers).toEqual([
    { study, reason: 'open', isFetching: true, expectedBytes: 16_000_000, remainingBytes: 4_000_000 },
  ]);
  const whole = item(study, { readiness: { ...readiness, state: 'complete' } });
  expect(comingGroups({ lines, transfers: [] }, whole)).toEqual([]);
  const listed = [transfer(study, { reason: 'open' })];
  expect(told({ lines, transfers: listed }, item(study, { readiness }))).toEqual([['one', 'fetching', ['9 open']]]);
});

test('N11: what cannot be fetched is counted, and nothing else is', () => {
  const readiness = { state: 'partial', presentFrames: 0, failure: failureOf('ArchiveSignInNeeded') } as const;
  const items = [
    item(ref('one', '1'), { readiness }),
    item(ref('one', '2'), { readiness, assigned: false }),
    item(ref('one', '3'), { readiness, report: 'delivered' }),
    item(ref('one', '4'), { readiness }),
    item(ref('one', '5')),
  ];
  expect(countUnfetchable(items, [transfer(ref('one', '4'))])).toBe(1);
});

test('a reason says how urgent, whether late, and whose prior', () => {
  const [stat, urgent, due, prior] = ['1', '2', '3', '4'].map((uid) => ref('one', uid)) as [
    StudyRef,
    StudyRef,
    StudyRef,
    StudyRef,
  ];
  const list = (late: number) =>
    new Map(
      [
        item(stat, { priority: 'STAT', dueAt: now - late }),
        item(urgent, { priority: 'URGENT', dueAt: now - late }),
        item(due, { dueAt: now - late, patientId: 'P', studyDescription: 'CT chest' }),
        item(prior, { patientId: 'P', report: 'delivered' }),
      ].map((one) => [studyKey(one.study), one] as const),
    );
  const reasons = (late: number) => [
    comingReason({ study: stat, reason: 'stat' }, list(late), now),
    comingReason({ study: urgent, reason: 'due' }, list(late), now),
    comingReason({ study: due, reason: 'due' }, list(late), now),
    comingReason({ study: prior, reason: 'prior' }, list(late), now),
    comingReason({ study: ref('one', '7'), reason: 'prior' }, list(late), now),
  ];
  const priors = [{ key: 'priorOf', of: 'CT chest' }, { key: 'prior' }];
  expect(reasons(-1)).toEqual([{ key: 'stat' }, { key: 'urgent' }, { key: 'due' }, ...priors]);
  expect(reasons(1)).toEqual([{ key: 'statLate' }, { key: 'urgentLate' }, { key: 'dueLate' }, ...priors]);
});
