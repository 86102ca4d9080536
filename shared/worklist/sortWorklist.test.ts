import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReadCounter } from '#tests/fixtures/countedWork.ts';
import { filterWorklist } from './filterWorklist.ts';
import { dueTime, type Priority, readPriority } from './priority.ts';
import { type SortableRow, sortWorklist } from './sortWorklist.ts';

function row(uid: string, more: Partial<SortableRow> = {}) {
  return {
    study: { archiveId: 'one', studyInstanceUID: uid },
    modalities: ['CT'],
    archiveName: 'City',
    priority: 'ROUTINE' as Priority,
    dueAt: 1000,
    readiness: { state: 'none', presentFrames: 0 },
    assigned: true,
    report: 'none',
    ...more,
  };
}
const uids = (rows: readonly SortableRow[]) => rows.map(({ study }) => study.studyInstanceUID);

describe('sortWorklist', () => {
  it('puts STAT first, then the report due first', () => {
    const rows = [row('1', { dueAt: 5 }), row('2', { priority: 'STAT', dueAt: 9 }), row('3', { dueAt: 2 })];
    expect(uids(sortWorklist(rows, { column: 'priority', direction: 'ascending' }))).toEqual(['2', '3', '1']);
  });

  it('keeps rows without the value last in both directions', () => {
    const rows = [row('1'), row('2', { studyDate: '20260101' }), row('3', { studyDate: '20260301' })];
    expect(uids(sortWorklist(rows, { column: 'studyDate', direction: 'ascending' }))).toEqual(['2', '3', '1']);
    expect(uids(sortWorklist(rows, { column: 'studyDate', direction: 'descending' }))).toEqual(['3', '2', '1']);
  });

  it('compares ages by their length, not their letters', () => {
    const rows = ['054Y', '011W', '018M', '020D'].map((patientAge, index) => row(String(index), { patientAge }));
    expect(uids(sortWorklist(rows, { column: 'age', direction: 'ascending' }))).toEqual(['3', '1', '2', '0']);
  });

  it('answers the same order whatever order it was given', () => {
    const priorities: Priority[] = ['STAT', 'URGENT', 'ROUTINE'];
    const pool = Array.from({ length: 12 }, (_, index) =>
      row(`1.${index}`, { priority: priorities[index % 3]!, dueAt: index % 4 }),
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(pool, { minLength: pool.length }), (shuffled) => {
        expect(sortWorklist(shuffled, { column: 'modality', direction: 'descending' })).toEqual(
          sortWorklist(pool, { column: 'modality', direction: 'descending' }),
        );
      }),
    );
  });
});

describe('filterWorklist', () => {
  const rows = [
    row('1', { patientName: { alphabetic: 'Müller Jörg', ideographic: '', phonetic: '' } }),
    row('2', { patientName: { alphabetic: 'صدیقی عائشہ', ideographic: '', phonetic: '' }, modalities: ['MR'] }),
    row('3', { studyDescription: 'CT chest/abdomen', priority: 'STAT', archiveName: 'Somalia General' }),
  ];
  const found = (text: string) => uids(filterWorklist(rows, { text }));

  it('finds names in any script, without their marks, by any word', () => {
    expect(found('jorg mul')).toEqual(['1']);
    expect(found('عائشة')).toEqual(['2']);
    expect(found('abdo')).toEqual(['3']);
    expect(found('ali')).toEqual([]);
    expect(found('')).toEqual(['1', '2', '3']);
  });

  it('requires every part that is given', () => {
    expect(uids(filterWorklist(rows, { modalities: ['CT'], sites: ['City'] }))).toEqual(['1']);
    expect(uids(filterWorklist(rows, { priorities: ['STAT'], onlyReady: true }))).toEqual([]);
  });

  it('folds each of 10,000 names once for a search, however often it is typed, and once for a sort', () => {
    const counter = new ReadCounter();
    const many = Array.from({ length: 10_000 }, (_, index) =>
      row(`1.${index}`, {
        patientName: counter.of({ alphabetic: `Patient ${index % 977}`, ideographic: '', phonetic: '' }),
      }),
    );
    const readsOf = (work: () => void) => {
      const before = counter.reads;
      work();
      return counter.reads - before;
    };
    // Each name has three forms.
    expect(readsOf(() => filterWorklist(many, { text: 'patient 5' }))).toBe(3 * many.length);
    let answer: readonly SortableRow[] = [];
    expect(
      readsOf(() => {
        answer = filterWorklist(many, { text: 'patient 51' });
      }),
    ).toBe(0);
    expect(answer.length).toBeGreaterThan(100);
    expect(readsOf(() => sortWorklist(answer, { column: 'patient', direction: 'ascending' }))).toBe(answer.length);
  });
});

describe('priority', () => {
  it('moves the due time with the priority', () => {
    const hours = { STAT: 1, URGENT: 4, ROUTINE: 24 };
    expect(dueTime(0, 'STAT', hours)).toBe(3_600_000);
    expect(dueTime(1000, 'ROUTINE', hours)).toBe(86_401_000);
  });

  it('reads the terms of the standard and no others', () => {
    expect(['STAT', 'high', 'LOW', 'ASAP', undefined].map(readPriority)).toEqual([
      'STAT',
      'URGENT',
      'ROUTINE',
      undefined,
      undefined,
    ]);
  });
});
