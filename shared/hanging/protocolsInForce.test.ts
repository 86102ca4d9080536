import { expect, test } from 'vitest';
import type { Protocol } from './protocol.ts';
import { isOnlySwitch, isSwitch, protocolsInForce, switchedBy, switchOf } from './protocolsInForce.ts';

const shipped: Protocol = {
  schemaVersion: 1,
  id: 'builtin.ct-chest',
  name: 'CT chest',
  level: 'builtin',
  version: 4,
  enabled: true,
  tags: [],
  match: { study: [] },
  priors: [],
  selectors: {},
  stages: [
    { name: 'One', screens: [{ role: 'primary', grid: { rows: 1, cols: 1 }, viewports: [{ id: 'a', layers: [] }] }] },
  ],
};
const head: Protocol = { ...shipped, id: 'builtin.ct-head', name: 'CT head' };
const mine: Protocol = { ...shipped, id: 'user.ct-chest', level: 'user', basedOn: shipped.id };

test('a shipped protocol is turned off and on by a row of its own, which hangs nothing', () => {
  const off = switchOf(shipped, false);
  expect([off.id, off.basedOn, off.basedOnVersion, isSwitch(off)]).toEqual([
    'switch.ct-chest',
    'builtin.ct-chest',
    4,
    true,
  ]);
  expect(protocolsInForce([shipped, head], [off, mine])).toEqual([{ ...shipped, enabled: false }, head, mine]);
  expect(protocolsInForce([shipped, head], [switchOf(shipped, true)])).toEqual([shipped, head]);
});

test('a shipped protocol whose switch cannot be read stays off, and one of which nothing is kept stays on', () => {
  const off = protocolsInForce([shipped, head], [], ['switch.ct-chest', 'user.mine', '6f1c2d4e']);
  expect(off).toEqual([{ ...shipped, enabled: false }, head]);
  expect(['switch.ct-head', 'switch.mine', 'user.mine'].map((id) => switchedBy(id, [shipped, head])?.name)).toEqual([
    'CT head',
    undefined,
    undefined,
  ]);
});

test('what only calls itself a switch is hidden from nobody and switches nothing', () => {
  const posing: Protocol = { ...shipped, id: 'switch.ct-chest', level: 'user', name: 'Nice', enabled: false };
  expect(isSwitch(posing)).toBe(false);
  expect(isSwitch({ ...posing, basedOn: head.id })).toBe(false);
  expect(protocolsInForce([shipped, head], [posing])).toEqual([shipped, head, posing]);
});

test('a switch holds nothing but whether; with anything of its own it is none', () => {
  const off = switchOf(shipped, false);
  expect([off, { ...off, version: 7 }, switchOf(shipped, true)].map((each) => isOnlySwitch(each, [shipped]))).toEqual([
    true,
    true,
    true,
  ]);
  const posing = [{ ...off, name: 'Nice head' }, { ...off, basedOn: head.id }, { ...off, id: 'user.off' }, mine];
  expect(posing.map((each) => isOnlySwitch(each, [shipped]))).toEqual([false, false, false, false]);
});

test('what is kept under the id of a shipped one stands in its place', () => {
  const site: Protocol = { ...head, level: 'site', name: 'Head here' };
  expect(protocolsInForce([shipped, head], [site])).toEqual([shipped, site]);
});
