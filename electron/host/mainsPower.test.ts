import { expect, it } from 'vitest';
import type { Files } from '#electron/base/world.ts';
import { createTestClock, settle } from '#tests/fixtures/testClock.ts';
import { watchMainsPower } from './mainsPower.ts';

function computer(supplies: Record<string, Record<string, string>> | undefined) {
  const missing = () => Promise.reject(Object.assign(new Error('ENOENT'), { code: 'ENOENT' }));
  const files = {
    readdir: () => (supplies ? Promise.resolve(Object.keys(supplies)) : missing()),
    readFile: (path: string) => {
      const [name = '', field = ''] = path.split('/').slice(-2);
      const value = supplies?.[name]?.[field];
      return value === undefined ? missing() : Promise.resolve(`${value}\n`);
    },
  } as unknown as Files;
  return { clock: createTestClock(), files };
}
const battery = (status: string) => ({ type: 'Battery', status });
const mains = (online: string) => ({ type: 'Mains', online });

it.each([
  ['a desktop', {}, false],
  ['a laptop at the wall', { AC: mains('1'), BAT0: battery('Charging') }, false],
  ['a laptop away from it', { AC: mains('0'), BAT0: battery('Discharging') }, true],
  ['a laptop that charges by USB-C', { usb: { type: 'USB', online: '1' }, BAT0: battery('Discharging') }, false],
])('%s', async (_what, supplies, isOnBattery) => {
  const power = watchMainsPower(computer(supplies), 'linux');
  await settle();
  expect(power.isOnBattery).toBe(isOnBattery);
  power.stop();
});

it('notices when the plug is pulled, and asks nothing where it cannot know', async () => {
  const supplies = { AC: mains('1'), BAT0: battery('Full') };
  const world = computer(supplies);
  const power = watchMainsPower(world, 'linux');
  await settle();
  supplies.AC.online = '0';
  supplies.BAT0.status = 'Discharging';
  await world.clock.advanceAsync(60_000);
  expect(power.isOnBattery).toBe(true);
  power.stop();
  const elsewhere = computer(undefined);
  expect(watchMainsPower(elsewhere, 'win32').isOnBattery).toBeUndefined();
  expect(elsewhere.clock.waiting).toBe(0);
});
