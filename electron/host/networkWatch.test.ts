import { expect, test } from 'vitest';
import { type InterfaceAddress, systemComputer } from '#electron/base/world.ts';
import { createTestClock } from '#tests/fixtures/testClock.ts';
import { NetworkWatch } from './networkWatch.ts';

const address = (
  name: string,
  ip: string,
  network: string,
  more: Partial<InterfaceAddress> = {},
): InterfaceAddress => ({
  name,
  family: 'IPv4',
  address: ip,
  network,
  isInternal: false,
  ...more,
});
const loopback = address('lo', '127.0.0.1', '127.0.0.0/8', { isInternal: true });
const home = address('wlp3s0', '192.168.1.23', '192.168.1.0/24');

function stage(first: readonly InterfaceAddress[]) {
  const clock = createTestClock();
  const seen = { addresses: first, changes: 0 };
  const watch = new NetworkWatch({
    clock,
    computer: { addresses: () => seen.addresses },
    onChanged: () => {
      seen.changes += 1;
    },
  });
  return { clock, seen, watch };
}

test('N10: another address is noticed within two seconds, the cable out is not a network to dial over', () => {
  const { clock, seen, watch } = stage([loopback, home]);
  clock.advance(10_000);
  expect(seen.changes).toBe(0);
  const before = watch.current([]);
  seen.addresses = [loopback];
  clock.advance(2_000);
  expect([seen.changes, watch.current([])]).toEqual([0, undefined]);
  seen.addresses = [loopback, home];
  clock.advance(2_000);
  expect(seen.changes).toBe(1);
  expect(watch.current([])).toEqual(before);
  seen.addresses = [loopback, { ...home, address: '192.168.1.77' }];
  clock.advance(2_000);
  expect(seen.changes).toBe(2);
  expect(watch.current([])).toEqual(before);
  watch.stop();
  seen.addresses = [loopback, home];
  clock.advance(10_000);
  expect(seen.changes).toBe(2);
});

test.each([
  ['Local Area Connection', 'wired'],
  ['Local Area Connection 2', 'wired'],
  ['Wireless Network Connection', 'wifi'],
  ['Wi-Fi', 'wifi'],
  ['Ethernet', 'wired'],
  ['lo0', undefined],
  ['vEthernet (WSL)', undefined],
])('N10: what Windows and macOS call %s is %s', (name, kind) => {
  const { watch } = stage([loopback, { ...home, name }]);
  expect(watch.current([])?.kind).toBe(kind);
  watch.stop();
});

test('O10: a network is known again by its kind and addresses, is labelled by the name its computer gives, and is marked by its id', () => {
  const { watch } = stage([loopback, home]);
  const known = watch.current([]);
  expect(known).toMatchObject({ kind: 'wifi', addresses: '192.168.1.x', isMetered: false });
  expect(known?.networkId).toMatch(/^[0-9a-f]{32}$/);
  expect(watch.current([known!.networkId])?.isMetered).toBe(true);
  const phone = stage([address('wwan0', '10.20.1.2', '10.20.0.0/16')]).watch.current([]);
  const wired = stage([home, address('enp0s31f6', '192.168.1.24', '192.168.1.0/24')]).watch.current([]);
  expect(new Set([known?.networkId, phone?.networkId, wired?.networkId]).size).toBe(3);
  expect(wired?.label).toMatch(/^enp0s31f6/);
});

test('bridges of virtual machines, link-local addresses and changing private IPv6 addresses change nothing', () => {
  const { clock, seen } = stage([loopback, home, address('eth0', '', '2001:db8:1:2::/64', { family: 'IPv6' })]);
  seen.addresses = [
    ...seen.addresses.map((one) => (one.family === 'IPv6' ? { ...one, address: '2001:db8:1:2:aa::1' } : one)),
    address('docker0', '172.17.0.1', '172.17.0.0/16'),
    address('eth0', '', 'fe80:0:0:0::/64', { family: 'IPv6' }),
  ];
  clock.advance(4_000);
  expect(seen.changes).toBe(0);
});

test('the system names the network of each of its addresses', () => {
  const found = systemComputer.addresses();
  const own = found.find(({ address: one }) => one === '127.0.0.1');
  expect(own).toMatchObject({ network: '127.0.0.0/8', isInternal: true });
  for (const { network } of found) expect(network).toMatch(/^[0-9a-f.:]+\/\d{1,3}$/);
});
