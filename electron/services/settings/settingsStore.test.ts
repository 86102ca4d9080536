import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Records } from '#electron/services/records/index.ts';
import { openTestRecords } from '#tests/fixtures/openStore.ts';
import { createTestWorld, type TestWorld } from '#tests/fixtures/testWorld.ts';
import { createSettings, defaultSettings } from './settingsStore.ts';

let world: TestWorld;
let records: Records;

async function open(): Promise<void> {
  records = await openTestRecords(world, world.directory);
}
beforeEach(async () => {
  world = await createTestWorld();
  await open();
});
afterEach(async () => {
  records.close();
  await world.remove();
});

it('begin with defaults: nobody to sign among patients, a practice reader in practice', () => {
  expect(createSettings(records, 'patients').read()).toEqual(defaultSettings('patients'));
  expect(createSettings(records, 'patients').read().reader.name).toBe('');
  expect(createSettings(records, 'practice').read().reader.name).toBe('Practice Reader');
});

it('keep what was changed, and only that, over a restart', async () => {
  const reader = { name: 'Dr A', qualification: 'FCPS', registrationNumber: 'PMDC 1', organisation: 'B' };
  expect(createSettings(records, 'patients').change({ reader, density: 'compact' })).toMatchObject({
    ok: true,
    value: { reader, density: 'compact', textSizePx: 14 },
  });
  records.close();
  await open();
  expect(createSettings(records, 'patients').read()).toEqual({
    ...defaultSettings('patients'),
    reader,
    density: 'compact',
  });
});

it('refuse a value out of its range, and let one that no longer fits fall back alone', () => {
  const settings = createSettings(records, 'patients');
  expect(settings.change({ textSizePx: 99 })).toMatchObject({ ok: false, failure: { code: 'InvalidInput' } });
  settings.change({ density: 'compact' });
  records.database.exec(`INSERT INTO setting VALUES ('textSizePx', '99')`);
  expect(settings.read()).toMatchObject({ textSizePx: 14, density: 'compact' });
});
