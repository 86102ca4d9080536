import { afterEach, beforeEach, expect, it } from 'vitest';
import { createAuditTrail } from '#electron/services/audit/index.ts';
import type { Records } from '#electron/services/records/index.ts';
import policy from '#resources/displays/policy.json' with { type: 'json' };
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { type BlindTarget, planTargets } from '#shared/displays/blindTargets.ts';
import type { DisplayFacts } from '#shared/displays/display.ts';
import { jndOfLuminance, luminanceOfJnd } from '#shared/displays/gsdf.ts';
import { measuredLevels } from '#shared/displays/luminance.ts';
import { openTestRecords } from '#tests/fixtures/openStore.ts';
import { createTestWorld, type TestWorld } from '#tests/fixtures/testWorld.ts';
import { createDisplays, type Displays } from './displays.ts';

const day = 86_400_000;
const archive = 'site-a' as ArchiveId;
const facts: DisplayFacts = {
  displayId: 'shell:77',
  label: 'Medical 21',
  widthPx: 2048,
  heightPx: 1536,
  scale: 1,
  rotation: 0,
  depthBits: 8,
  source: 'shell',
};
const pattern = { patches: true, darkSquare: true, brightSquare: true, ramps: true, lines: true };
const [from, to] = [jndOfLuminance(1.2), jndOfLuminance(420)];
const measured = measuredLevels.map((level) => luminanceOfJnd(from + ((to - from) * level) / 255));

let world: TestWorld;
let records: Records;
let displays: Displays;

beforeEach(async () => {
  world = await createTestWorld();
  await open();
});
afterEach(async () => {
  records.close();
  await world.remove();
});

async function open(): Promise<void> {
  records = await openTestRecords(world, world.directory);
  const audit = createAuditTrail(world, records);
  displays = createDisplays({ clock: world.clock, records, audit, policy, operator: () => 'Dr A' });
}

let turn = 0;
function random(): number {
  turn = (turn * 16_807 + 11) % 2_147_483_647;
  return turn / 2_147_483_647;
}

function check(kind: 'full' | 'daily', see: (target: BlindTarget) => BlindTarget['place'], seen = pattern) {
  const targets = planTargets(kind, policy.targets, random).map((target) => ({ ...target, answer: see(target) }));
  return displays.recordCheck({
    displayId: facts.displayId,
    kind,
    ambient: 'dim',
    aidsOff: true,
    pattern: seen,
    targets,
  });
}
const seeing = ({ place }: BlindTarget) => place;
const blind = () => null;

function one() {
  const read = displays.read();
  if (!read.ok) throw new Error(read.failure.code);
  return read.value.displays[0];
}

it('a new monitor is for review only; checked, measured and with its width it is diagnostic (K)', () => {
  displays.note({ displays: [facts] });
  expect(one()).toMatchObject({ grade: 'reviewOnly', reasons: expect.arrayContaining(['neverChecked']) as unknown });
  check('full', seeing);
  expect(one()).toMatchObject({ grade: 'remoteLimited', reasons: ['pitchUnknown', 'luminanceUnknown'] });
  displays.describe({ displayId: facts.displayId, widthMm: 424, name: 'Left' });
  displays.recordLuminance({ displayId: facts.displayId, levels: measured, ambient: 0 });
  const now = one();
  expect(now).toMatchObject({ grade: 'diagnostic', reasons: [], name: 'Left' });
  expect(now?.expiresAt).toBe(world.clock.now() + 31 * day);
  expect(now?.lastCheck).toMatchObject({ operator: 'Dr A', ambient: 'dim', passed: true, hidden: 20, found: 20 });
  expect(now?.luminance?.gsdfErrorPercent).toBeLessThan(1);
});

it('who sees none of the targets, or says that a square cannot be seen, does not pass (K)', () => {
  displays.note({ displays: [facts] });
  check('full', blind);
  expect(one()).toMatchObject({ grade: 'reviewOnly', reasons: expect.arrayContaining(['checkFailed']) as unknown });
  check('full', seeing, { ...pattern, darkSquare: false });
  expect(one()).toMatchObject({ grade: 'reviewOnly', reasons: expect.arrayContaining(['checkFailed']) as unknown });
});

it('a check expires after its month, and a clock set back does not extend it (K, R4)', async () => {
  displays.note({ displays: [facts] });
  const begun = world.clock.now();
  check('full', seeing);
  world.clock.jumpTo(begun + 20 * day);
  expect(one()).toMatchObject({ grade: 'remoteLimited', expiresAt: begun + 31 * day });
  world.clock.jumpTo(begun - 300 * day);
  expect(one()).toMatchObject({ grade: 'remoteLimited', expiresAt: begun - 300 * day + 11 * day });
  records.close();
  await open();
  world.clock.jumpTo(begun - 300 * day + 11 * day);
  expect(one()).toMatchObject({ grade: 'reviewOnly', reasons: expect.arrayContaining(['checkExpired']) as unknown });
});

it('every check stands in the trail, and none can be changed or removed (P4)', () => {
  displays.note({ displays: [facts] });
  check('full', seeing);
  check('daily', blind);
  displays.recordLuminance({ displayId: facts.displayId, levels: measured, ambient: 0 });
  displays.setPolicy({ archiveId: archive, act: 'blockFinal' });
  const trail = createAuditTrail(world, records);
  expect(trail.list().map(({ action }) => action)).toEqual([
    'display.checked',
    'display.checked',
    'display.measured',
    'display.policySet',
  ]);
  expect(trail.list()[1]?.details).toMatchObject({ kind: 'daily', passed: 0 });
  expect(() => records.database.exec('DELETE FROM display_event')).toThrow(/never deleted/);
  expect(() => records.database.exec("UPDATE display_event SET operator = 'x'")).toThrow(/never changed/);
  expect(() =>
    records.database.exec("INSERT OR REPLACE INTO display_event VALUES (1, 'a', 'full', 1, 1, 'x', '{}')"),
  ).toThrow(/only appended/);
});

it('what is said of an unknown monitor is refused, and a reading that falls is no curve', () => {
  expect(displays.describe({ displayId: 'nobody', name: 'x' })).toMatchObject({ failure: { code: 'NotFound' } });
  expect(check('full', seeing)).toMatchObject({ ok: false, failure: { code: 'NotFound' } });
  displays.note({ displays: [facts] });
  expect(
    displays.recordLuminance({ displayId: facts.displayId, levels: [...measured].reverse(), ambient: 0 }),
  ).toMatchObject({ failure: { code: 'InvalidInput', details: { reason: 'notRising' } } });
  expect(createAuditTrail(world, records).list()).toEqual([]);
});

/** Five images, each of them on every one of these monitors. */
const seenOn = (ids: readonly string[]) => (ids.length > 0 ? [{ displays: ids, images: 5 }] : []);

it('a site may refuse a final report that was read on no monitor good enough (K)', () => {
  displays.note({ displays: [facts, { ...facts, displayId: 'shell:78', label: 'Laptop' }] });
  check('full', seeing);
  const on = (ids: readonly string[], modality: string) => displays.atSigning(seenOn(ids), [modality], archive);
  expect(on(['shell:78'], 'CT')).toEqual({
    displays: [{ name: 'Laptop', grade: 'reviewOnly', short: true, images: 5 }],
    imagesOnShortOnly: 5,
    isRefused: false,
  });
  displays.setPolicy({ archiveId: archive, act: 'blockFinal' });
  expect(on(['shell:78'], 'CT').isRefused).toBe(true);
  expect(on(['never-seen'], 'CT').isRefused).toBe(true);
  expect(on([], 'CT').isRefused).toBe(true);
  expect(on(['shell:77', 'shell:78'], 'CT')).toMatchObject({
    displays: [{ grade: 'remoteLimited', short: false, checkedAt: world.clock.now() }, { short: true }],
    isRefused: false,
  });
  expect(on(['shell:77'], 'DX').isRefused).toBe(true);
  // One image glanced at on the laptop alone: the good monitor beside it has not shown it.
  const parted = [...seenOn(['shell:77', 'shell:78']), { displays: ['shell:78'], images: 1 }];
  expect(displays.atSigning(parted, ['CT'], archive)).toMatchObject({
    displays: [{ images: 5 }, { images: 6 }],
    imagesOnShortOnly: 1,
    isRefused: true,
  });
  expect(displays.atSigning(seenOn(['shell:78']), ['CT'], 'site-b' as ArchiveId).isRefused).toBe(false);
});

const measureAndCheck = (displayId: string) => {
  const targets = planTargets('full', policy.targets, random).map((target) => ({ ...target, answer: target.place }));
  displays.recordCheck({ displayId, kind: 'full', ambient: 'dim', aidsOff: true, pattern, targets });
  displays.describe({ displayId, widthMm: 424 });
  displays.recordLuminance({ displayId, levels: measured, ambient: 0 });
};
const all = () => {
  const read = displays.read();
  if (!read.ok) throw new Error(read.failure.code);
  return new Map(read.value.displays.map((each) => [each.facts.displayId, each]));
};

it('of two equal monitors the worse grade counts for both: after a move one may stand under the name of the other (K1)', () => {
  const [left, right] = [facts, { ...facts, displayId: 'shell:78' }] as const;
  displays.note({ displays: [left, right] });
  measureAndCheck('shell:77');
  expect(all().get('shell:77')).toMatchObject({
    grade: 'reviewOnly',
    reasons: ['identityUnsure', 'neverChecked', 'pitchUnknown', 'luminanceUnknown'],
  });
  // The left one is unplugged: the right one, never checked, now stands under its name.
  world.clock.jumpTo(world.clock.now() + 3_600_000);
  displays.note({ displays: [left] });
  expect(all().get('shell:77')?.grade).toBe('reviewOnly');
  displays.note({ displays: [left, right] });
  measureAndCheck('shell:78');
  expect(all().get('shell:77')).toMatchObject({ grade: 'diagnostic', reasons: [] });
  expect(all().get('shell:78')).toMatchObject({ grade: 'diagnostic', reasons: [] });
  // One is sold: what is found on the other later is its own.
  world.clock.jumpTo(world.clock.now() + 40 * day);
  displays.note({ displays: [left] });
  measureAndCheck('shell:77');
  expect(all().get('shell:77')).toMatchObject({ grade: 'diagnostic', reasons: [] });
});

it('a site whose wish cannot be read any more is taken at its strictest, and the others as they said (K)', () => {
  const [other, unnamed] = ['site-b' as ArchiveId, 'site-c' as ArchiveId];
  displays.note({ displays: [facts] });
  const refused = (site: ArchiveId) => displays.atSigning(seenOn(['shell:77']), ['CT'], site).isRefused;
  const keep = (text: string) =>
    records.database
      .prepare("INSERT OR REPLACE INTO setting (name, value) VALUES ('kept:displayPolicies', ?)")
      .run(text);
  keep(
    JSON.stringify([
      { archiveId: archive, act: 'askTheChief' },
      { archiveId: other, act: 'warn' },
    ]),
  );
  expect([archive, other, unnamed].map(refused)).toEqual([true, false, false]);
  displays.setPolicy({ archiveId: archive, act: 'warn' });
  expect([archive, other, unnamed].map(refused)).toEqual([false, false, false]);
  keep(JSON.stringify([{ act: 'blockFinal' }, { archiveId: other, act: 'warn' }]));
  expect([archive, other, unnamed].map(refused)).toEqual([true, false, true]);
  displays.setPolicy({ archiveId: archive, act: 'warn' });
  expect([archive, other, unnamed].map(refused)).toEqual([false, false, true]);
  expect(displays.read()).toMatchObject({ value: { unsaidAct: 'blockFinal' } });
  keep('{"act": "warn"}');
  expect([archive, other, unnamed].map(refused)).toEqual([true, true, true]);
});

it('a width that was entered stands in the trail, for the grade follows from it (P4)', () => {
  displays.note({ displays: [facts] });
  displays.describe({ displayId: facts.displayId, widthMm: 424 });
  displays.describe({ displayId: facts.displayId, name: 'Left' });
  displays.describe({ displayId: facts.displayId, widthMm: null });
  const trail = createAuditTrail(world, records).list();
  expect(trail.map(({ action, details }) => [action, details['widthMm']])).toEqual([
    ['display.described', 424],
    ['display.described', 0],
  ]);
});

it('a disk that takes nothing keeps no grade from being read, and none from the last look before signing', () => {
  displays.note({ displays: [facts] });
  check('full', seeing);
  world.clock.jumpTo(world.clock.now() + day);
  records.database.pragma('query_only = 1');
  expect(one()).toMatchObject({ grade: 'remoteLimited' });
  expect(displays.atSigning(seenOn(['shell:77']), ['CT'], archive).displays).toMatchObject([
    { grade: 'remoteLimited' },
  ]);
  expect(check('daily', seeing)).toMatchObject({ ok: false, failure: { code: 'DiskReadOnly' } });
});

it('a clock that was far ahead and put right is named where it has made a check old (R4)', () => {
  displays.note({ displays: [facts] });
  const now = world.clock.now();
  check('full', seeing);
  world.clock.jumpTo(now + 3_650 * day);
  expect(one()?.clockSetBackDays).toBeUndefined();
  world.clock.jumpTo(now);
  expect(one()).toMatchObject({ grade: 'reviewOnly', reasons: expect.arrayContaining(['checkExpired']) as unknown });
  expect(one()?.clockSetBackDays).toBe(3_650);
  check('full', seeing);
  expect(one()).toMatchObject({ grade: 'remoteLimited' });
  expect(one()?.clockSetBackDays).toBeUndefined();
});

it('F: greys are corrected only where the monitor was measured, and a new measurement ends it', () => {
  const { displayId } = facts;
  displays.note({ displays: [facts] });
  expect(displays.setCurve({ displayId, on: true })).toMatchObject({
    failure: { code: 'InvalidInput', details: { reason: 'notMeasured' } },
  });
  displays.recordLuminance({ displayId, levels: measured, ambient: 0 });
  expect(one()?.curveOn).toBe(false);
  expect(displays.setCurve({ displayId: 'nobody', on: true })).toMatchObject({ failure: { code: 'NotFound' } });
  displays.setCurve({ displayId, on: true });
  expect(one()?.curveOn).toBe(true);
  displays.recordLuminance({ displayId, levels: measured, ambient: 0.5 });
  expect(one()?.curveOn).toBe(false);
  expect(
    createAuditTrail(world, records)
      .list()
      .map(({ action }) => action),
  ).toEqual(['display.measured', 'display.curveSet', 'display.measured']);
});

it('a monitor that is not here any more is forgotten, and its checks are there when it is plugged in again', () => {
  displays.note({ displays: [facts, { ...facts, displayId: 'shell:78' }] });
  check('full', ({ place }) => place);
  const left = displays.forget({ displayId: facts.displayId });
  expect(left.ok && left.value.displays.map((each) => each.facts.displayId)).toEqual(['shell:78']);
  expect(displays.forget({ displayId: facts.displayId })).toMatchObject({ ok: false, failure: { code: 'NotFound' } });
  const again = displays.note({ displays: [facts] });
  const back = again.ok && again.value.displays.find((each) => each.facts.displayId === facts.displayId);
  expect(back).toMatchObject({ lastFull: { passed: true, operator: 'Dr A' } });
});
