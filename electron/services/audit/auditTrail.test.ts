import { afterEach, beforeEach, expect, it } from 'vitest';
import { transact } from '#electron/base/database/transaction.ts';
import { openRecords, type Records } from '#electron/services/records/index.ts';
import { fail } from '#shared/base/result.ts';
import { testKeys } from '#tests/fixtures/dataKeys.ts';
import { createTestWorld, type TestWorld } from '#tests/fixtures/testWorld.ts';
import { type AuditTrail, createAuditTrail } from './auditTrail.ts';

let world: TestWorld;
let records: Records;
let audit: AuditTrail;
const start = Date.UTC(2026, 0, 1);

beforeEach(async () => {
  world = await createTestWorld({ startMs: start, offsetMinutes: 300 });
  const opened = await openRecords(world, world.directory, testKeys());
  if (!opened.ok) throw new Error(opened.failure.code);
  records = opened.value;
  audit = createAuditTrail(world, records);
});
afterEach(async () => {
  records.close();
  await world.remove();
});

/** As someone with the key and a database tool would. */
function withoutTriggers(sql: string): void {
  for (const name of ['audit_keeps_rows', 'audit_keeps_values', 'audit_only_appends']) {
    records.database.exec(`DROP TRIGGER IF EXISTS ${name}`);
  }
  records.database.exec(sql);
}

it('L7: entries carry instant, offset and details, in order', () => {
  audit.record('report.signed', { reportId: 'a', version: 1 });
  world.clock.advance(1500);
  audit.record('study.opened');
  expect(audit.list()).toEqual([
    {
      sequence: 1,
      at: start,
      wallAt: start,
      offsetMinutes: 300,
      clockSuspect: false,
      action: 'report.signed',
      details: { reportId: 'a', version: 1 },
    },
    {
      sequence: 2,
      at: start + 1500,
      wallAt: start + 1500,
      offsetMinutes: 300,
      clockSuspect: false,
      action: 'study.opened',
      details: {},
    },
  ]);
  expect(audit.list(1).map((entry) => entry.sequence)).toEqual([2]);
});

it.each([
  ['a changed detail', "UPDATE audit SET details = '{}' WHERE sequence = 3"],
  ['a changed time', 'UPDATE audit SET at = at + 1 WHERE sequence = 3'],
  ['a missing entry', 'DELETE FROM audit WHERE sequence = 3'],
  [
    'two exchanged',
    'UPDATE audit SET sequence = -1 WHERE 0; UPDATE audit SET action = (SELECT action FROM audit WHERE sequence = 4) WHERE sequence = 3',
  ],
])('L16: %s breaks the chain where it was done', (_name, sql) => {
  for (let entry = 0; entry < 5; entry += 1) audit.record(entry % 2 ? 'study.opened' : 'study.closed', { entry });
  expect(audit.verify()).toEqual({ intact: true });
  withoutTriggers(sql);
  expect(audit.verify()).toEqual({ intact: false, brokenAt: 3 });
});

it('R4: a clock that jumps back three days is flagged, and the order holds; forward jumps are taken', () => {
  audit.record('study.opened');
  world.clock.jumpTo(start - 3 * 86_400_000);
  expect(audit.clockSuspect()).toBe(true);
  audit.record('study.closed');
  world.clock.jumpTo(start + 400 * 86_400_000);
  expect(audit.clockSuspect()).toBe(false);
  audit.record('study.opened');
  expect(audit.list().map((entry) => [entry.at - start, entry.clockSuspect])).toEqual([
    [0, false],
    [0, true],
    [400 * 86_400_000, false],
  ]);
  expect(audit.list()[1]?.wallAt).toBe(start - 3 * 86_400_000);
  expect(audit.verify()).toEqual({ intact: true });
});

it('stands or falls with the transaction it records', () => {
  transact(records.database, () => {
    audit.record('report.signed');
    return fail('refused');
  });
  expect(audit.list()).toEqual([]);
});

it('takes codes only: a sentence is where a name slips in', () => {
  expect(() => audit.record('Opened the study of A')).toThrow('code');
});
