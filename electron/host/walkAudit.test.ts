import { afterEach, beforeEach, expect, it } from 'vitest';
import { createAuditTrail } from '#electron/services/audit/index.ts';
import { openRecords, type Records } from '#electron/services/records/index.ts';
import { testKeys } from '#tests/fixtures/dataKeys.ts';
import { createTestWorld, type TestWorld } from '#tests/fixtures/testWorld.ts';
import { walkAudit } from './walkAudit.ts';

let world: TestWorld;
let records: Records;
let said: string[];

beforeEach(async () => {
  world = await createTestWorld();
  const opened = await openRecords(world, world.directory, testKeys());
  if (!opened.ok) throw new Error(opened.failure.code);
  records = opened.value;
  said = [];
});
afterEach(async () => {
  records.close();
  await world.remove();
});

function start() {
  const audit = createAuditTrail(world, records);
  for (let entry = 0; entry < 1_200; entry += 1) audit.record('study.opened', { entry });
  const say = (event: string, details: Readonly<Record<string, unknown>> = {}) =>
    void said.push([event, ...Object.values(details)].join(' '));
  return walkAudit({ clock: world.clock, audit, log: { info: say, error: say } });
}

it('L16: a trail is walked to its end, in more than one go', async () => {
  start();
  await world.clock.advanceAsync(61_000);
  expect(said).toEqual([]);
  await world.clock.advanceAsync(5_000);
  expect(said).toEqual(['audit.chainHolds']);
});

it('L16: an entry that was changed far back is found, and the log says which', async () => {
  start();
  records.database.exec('DROP TRIGGER audit_keeps_values');
  records.database.exec("UPDATE audit SET action = 'study.closed' WHERE sequence = 1100");
  await world.clock.advanceAsync(70_000);
  expect(said).toEqual(['audit.chainBroken 1100']);
});

it('ends when the profile is closed', async () => {
  const end = start();
  await world.clock.advanceAsync(60_500);
  end();
  await world.clock.advanceAsync(70_000);
  expect(said).toEqual([]);
});
