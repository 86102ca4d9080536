import { expect, test } from 'vitest';
import type { Protocol, StudyRule } from '#shared/hanging/protocol.ts';
import { switchOf } from '#shared/hanging/protocolsInForce.ts';
import { shippedProtocols } from '#shared/hanging/shippedProtocols.ts';
import { ownCopy } from './copies.ts';
import { foundProtocols, listProtocols } from './protocolList.ts';

const chest = shippedProtocols.find(({ id }) => id === 'builtin.ct-chest') as Protocol;
const mine = ownCopy(chest, 'Lung first', 'user', new Set());
const rowOf = (kept: readonly Protocol[], id: string, shipped = shippedProtocols) =>
  listProtocols(shipped, kept, [])
    .flatMap(({ rows }) => rows)
    .find(({ protocol }) => protocol.id === id);

test('every shipped protocol stands in one group, each kind of examination in its own', () => {
  const groups = listProtocols(shippedProtocols, [], []);
  expect(groups.flatMap(({ rows }) => rows)).toHaveLength(shippedProtocols.length);
  const groupOf = (id: string) => groups.find(({ rows }) => rows.some(({ protocol }) => protocol.id === id))?.group;
  expect(groupOf('builtin.ct-chest')).toBe('ct');
  expect(groupOf('builtin.mg-screen')).toBe('mg');
  expect(groupOf('builtin.us-general')).toBe('us');
  expect(groupOf('builtin.cr-chest-pa')).toBe('xray');
});

test('of a copy it is said what it is used instead of, and of that that something else is', () => {
  expect(rowOf([mine], mine.id)).toMatchObject({ isShipped: false, base: { id: chest.id }, isBaseNewer: false });
  expect(rowOf([mine], chest.id)).toMatchObject({ isShipped: true, usedInstead: { id: mine.id } });
  expect(rowOf([{ ...mine, enabled: false }], chest.id)?.usedInstead).toBeUndefined();
});

test('a shipped protocol that has changed since is newer than the copy', () => {
  const newer = shippedProtocols.map((each) => (each === chest ? { ...chest, version: chest.version + 1 } : each));
  expect(rowOf([mine], mine.id, newer)?.isBaseNewer).toBe(true);
});

test('one that is turned off stays in its row, and the switch is none', () => {
  const rows = listProtocols(shippedProtocols, [switchOf(chest, false)], []).flatMap((group) => group.rows);
  expect(rows).toHaveLength(shippedProtocols.length);
  expect(rows.find(({ protocol }) => protocol.id === chest.id)?.protocol.enabled).toBe(false);
});

test('one whose switch cannot be read is seen to be off', () => {
  const { id } = switchOf(chest, false);
  const rows = listProtocols(shippedProtocols, [], [], [id]).flatMap((group) => group.rows);
  expect(rows.find(({ protocol }) => protocol.id === chest.id)?.protocol.enabled).toBe(false);
});

test('hangs are counted over kinds and parts', () => {
  const count = { protocolId: chest.id, modality: 'CT', bodyPart: 'CHEST', changes: {}, medianDecidedMs: 2 };
  const counts = [
    { ...count, hangs: 7, untouched: 6 },
    { ...count, bodyPart: 'ABDOMEN', hangs: 3, untouched: 1 },
  ];
  const rows = listProtocols(shippedProtocols, [], counts).flatMap((group) => group.rows);
  expect(rows.find(({ protocol }) => protocol.id === chest.id)).toMatchObject({ hangs: 10, untouched: 7 });
});

test('the search finds by every typed word, in any order, and leaves out empty groups', () => {
  const groups = listProtocols(shippedProtocols, [mine], []);
  const wordsOf = ({ protocol, bodyParts }: { protocol: Protocol; bodyParts: readonly string[] }) =>
    `${protocol.name} ${bodyParts.join(' ')}`;
  expect(
    foundProtocols(groups, ' first LUNG', wordsOf).map(({ rows }) => rows.map(({ protocol }) => protocol.id)),
  ).toEqual([[mine.id]]);
  expect(foundProtocols(groups, 'zebra', wordsOf)).toEqual([]);
  expect(foundProtocols(groups, '', wordsOf)).toBe(groups);
});

test('their own come first, the others from head to foot, and what is for any part last', () => {
  const ct = listProtocols(shippedProtocols, [mine], []).find(({ group }) => group === 'ct')?.rows ?? [];
  const placeOf = (id: string) => ct.findIndex(({ protocol }) => protocol.id === id);
  const places = [mine.id, 'builtin.ct-head', 'builtin.ct-chest', 'builtin.ct-abdomen', 'builtin.ct-any'].map(placeOf);
  expect(places[0]).toBe(0);
  expect(places).toEqual([...places].sort((one, other) => one - other));
});

test('of two of one level for the same studies it is said which one comes first', () => {
  const more = { facet: 'hasContrast', op: 'eq', value: true, weight: 5 } as const;
  const second = { ...mine, id: 'user.second', match: { ...mine.match, study: [...mine.match.study, more] } };
  expect(rowOf([mine, second], mine.id)?.comesAfter.map(({ id }) => id)).toEqual(['user.second']);
  expect(rowOf([mine, second], second.id)?.comesAfter).toEqual([]);
  expect(rowOf([mine, { ...second, enabled: false }], mine.id)?.comesAfter).toEqual([]);
  const ofHead: StudyRule = { facet: 'bodyPart', op: 'in', value: ['HEAD'], weight: 90 };
  const head = { ...second, match: { study: [ofHead] } };
  expect(rowOf([mine, head], mine.id)?.comesAfter).toEqual([]);
});
