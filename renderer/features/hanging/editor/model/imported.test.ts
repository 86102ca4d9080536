import { expect, test } from 'vitest';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { shippedProtocols } from '#shared/hanging/shippedProtocols.ts';
import { ownCopy } from './copies.ts';
import { standingOf, takenAs } from './imported.ts';

const chest = shippedProtocols.find(({ id }) => id === 'builtin.ct-chest') as Protocol;
const mine = ownCopy(chest, 'Lung first', 'user', new Set());
const ids = new Set([...shippedProtocols, mine].map(({ id }) => id));

test('what is here word for word is not offered again, whatever its version', () => {
  expect(standingOf({ ...mine, version: 7 }, shippedProtocols, [mine]).kind).toBe('same');
  const otherWindow = { ...mine, stages: mine.stages.slice(1) };
  expect(standingOf(otherWindow, shippedProtocols, [mine]).kind).toBe('otherVersion');
});

test('over what is here only as one more version, and else beside it', () => {
  const theirs = { ...mine, name: 'Theirs', version: 7 };
  const standing = standingOf(theirs, shippedProtocols, [{ ...mine, version: 3 }]);
  const asVersion = takenAs(theirs, standing, 'version', 'user', ids);
  expect([asVersion.protocol.id, asVersion.protocol.version, asVersion.isNew]).toEqual([mine.id, 3, false]);
  const asCopy = takenAs(theirs, standing, 'copy', 'group', ids);
  expect([asCopy.protocol.id, asCopy.protocol.level, asCopy.isNew]).toEqual(['group.theirs', 'group', true]);
});

test('a shipped one of a file is a copy that says what it was made from; it replaces nothing', () => {
  const changed = { ...chest, name: 'CT chest of a friend' };
  const { protocol } = takenAs(changed, standingOf(changed, shippedProtocols, []), 'copy', 'user', ids);
  expect(protocol).toMatchObject({ id: 'user.ct-chest-of-a-friend', level: 'user', basedOn: chest.id });
});

test('a new one keeps its name, unless that is one of ours', () => {
  const theirs: Protocol = { ...mine, id: 'user.khan.chest' };
  expect(takenAs(theirs, { kind: 'new' }, 'copy', 'site', ids).protocol).toMatchObject({
    id: 'user.khan.chest',
    level: 'site',
  });
  const posing: Protocol = { ...mine, id: 'builtin.of-tomorrow' };
  expect(takenAs(posing, { kind: 'new' }, 'copy', 'user', ids).protocol.id).toBe('user.lung-first-2');
  const hiding: Protocol = { ...mine, id: 'switch.ct-head', basedOn: 'builtin.ct-head' };
  expect(takenAs(hiding, { kind: 'new' }, 'copy', 'user', ids).protocol.id).toBe('user.lung-first-2');
});
