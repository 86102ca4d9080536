import { expect, test } from 'vitest';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import { type ArchiveId, studyKey } from '#shared/dicom/frameKey.ts';
import type { StudyInstanceUID } from '#shared/dicom/uids.ts';
import {
  choicesOf,
  isFiltered,
  nextOnly,
  nextOrder,
  orderBy,
  rowOfKeys,
  rowsInView,
  startingView,
  stepFrom,
  toggled,
  urgentPriorities,
} from './worklistView.ts';

const row = (uid: string, more: Partial<WorklistItem> = {}): WorklistItem => ({
  study: { archiveId: 'quetta' as ArchiveId, studyInstanceUID: uid as StudyInstanceUID },
  archiveName: 'Quetta DHQ',
  modalities: ['CT'],
  priority: 'ROUTINE',
  assigned: true,
  dueAt: 0,
  firstSeenAt: 0,
  priorCount: 0,
  readiness: { state: 'complete', presentFrames: 1, expectedFrames: 1 },
  report: 'none',
  ...more,
});
const name = (alphabetic: string, ideographic = '') => ({ alphabetic, ideographic, phonetic: '' });
const rows = [
  row('1.1', { patientName: name('Ali Muhammad', 'محمد علی'), dueAt: 50 }),
  row('1.2', { patientName: name('Sharma Rajesh', 'राजेश शर्मा'), priority: 'STAT', dueAt: 90, modalities: ['MR'] }),
  row('1.3', { patientName: name('KHAN AYESHA'), priority: 'URGENT', report: 'delivered', archiveName: 'Gilgit' }),
];
const shown = (view: Partial<typeof startingView>) =>
  rowsInView(rows, { ...startingView, ...view }).map(({ study }) => study.studyInstanceUID);

test('the list opens with STAT first and everything in it', () => {
  expect(shown({})).toEqual(['1.2', '1.3', '1.1']);
  expect(isFiltered(startingView.filter)).toBe(false);
});

test('find works in every script, and filters join', () => {
  const find = (text: string) => shown({ filter: { ...startingView.filter, text } });
  expect([find('علي'), find('राजेश'), find('ayesha'), find('ali quetta'), find('nobody')]).toEqual([
    ['1.1'],
    ['1.2'],
    ['1.3'],
    ['1.1'],
    [],
  ]);
  const filter = { ...startingView.filter, priorities: urgentPriorities, onlyUnreported: true };
  expect([shown({ filter }), isFiltered(filter)]).toEqual([['1.2'], true]);
});

test('keys act on the row that is selected, and on the first of those found when that is not among them', () => {
  const keyOf = (uid: string) => studyKey(row(uid).study);
  const found = rowsInView(rows, { ...startingView, filter: { ...startingView.filter, text: 'ali' } });
  const opens = (list: typeof rows | typeof found, selected: string | undefined) =>
    rowOfKeys(list, selected)?.study.studyInstanceUID;
  expect([opens(rows, keyOf('1.3')), opens(rows, undefined)]).toEqual(['1.3', '1.1']);
  // Another patient was selected before the words were typed: that one is not opened.
  expect([opens(found, keyOf('1.2')), opens([], keyOf('1.2'))]).toEqual(['1.1', undefined]);
});

test('S walks the useful orders and comes round; a heading turns its own column', () => {
  const columns: string[] = [];
  let order = startingView.order;
  for (let step = 0; step < 5; step += 1) {
    order = nextOrder(order);
    columns.push(order.column);
  }
  expect(columns).toEqual(['due', 'studyDate', 'patient', 'readiness', 'priority']);
  expect(nextOrder({ column: 'site', direction: 'descending' }).column).toBe('priority');
  expect([orderBy(startingView.order, 'due'), orderBy({ column: 'due', direction: 'ascending' }, 'due')]).toEqual([
    { column: 'due', direction: 'ascending' },
    { column: 'due', direction: 'descending' },
  ]);
});

test('choices toggle, walk one by one, and come from the rows', () => {
  expect([toggled(['CT'], 'MR'), toggled(['CT', 'MR'], 'CT'), toggled(undefined, 'CT')]).toEqual([
    ['CT', 'MR'],
    ['MR'],
    ['CT'],
  ]);
  expect([nextOnly([], ['CT', 'MR']), nextOnly(['CT'], ['CT', 'MR']), nextOnly(['MR'], ['CT', 'MR'])]).toEqual([
    ['CT'],
    ['MR'],
    [],
  ]);
  expect(choicesOf(rows)).toEqual({ modalities: ['CT', 'MR'], sites: ['Gilgit', 'Quetta DHQ'] });
});

test('steps stay within the list; a selection that is gone starts at the top', () => {
  const keys = ['a', 'b', 'c'];
  expect([
    stepFrom(keys, 'a', 1),
    stepFrom(keys, 'c', 1),
    stepFrom(keys, 'b', -9),
    stepFrom(keys, undefined, 1),
    stepFrom(keys, 'z', 1),
    stepFrom([], 'a', 1),
  ]).toEqual(['b', 'c', 'a', 'a', 'a', undefined]);
});

test('by urgency an earlier study never stands before the study of today; by name it may', () => {
  const prior = row('1.0', { patientName: name('Ali Muhammad'), assigned: false, studyDate: '20250514' });
  const today = row('1.9', { patientName: name('Ali Muhammad'), studyDate: '20261121' });
  const order = (column: 'priority' | 'due' | 'patient') =>
    rowsInView([prior, today], { ...startingView, order: { column, direction: 'ascending' } }).map(
      ({ study }) => study.studyInstanceUID,
    );
  expect([order('priority'), order('due'), order('patient')]).toEqual([
    ['1.9', '1.0'],
    ['1.9', '1.0'],
    ['1.0', '1.9'],
  ]);
});

test('the sites of several archives are the archives; of one, its institutions', () => {
  const institutions = [
    row('1.1', { institutionName: 'Turbat' }),
    row('1.2', { institutionName: ' Gilgit ' }),
    row('1.3'),
  ];
  expect(choicesOf(institutions).sites).toEqual(['Gilgit', 'Quetta DHQ', 'Turbat']);
  expect(choicesOf([...institutions, row('1.4', { archiveName: 'Chitral' })]).sites).toEqual(['Chitral', 'Quetta DHQ']);
  const ofSite = (site: string) =>
    rowsInView(institutions, { ...startingView, filter: { sites: [site] } }).map(({ study }) => study.studyInstanceUID);
  expect([ofSite('Gilgit'), ofSite('Quetta DHQ').length, ofSite('Elsewhere')]).toEqual([['1.2'], 3, []]);
});
