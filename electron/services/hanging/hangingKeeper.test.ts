import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAuditTrail } from '#electron/services/audit/index.ts';
import type { Records } from '#electron/services/records/index.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { switchOf } from '#shared/hanging/protocolsInForce.ts';
import { shippedProtocols } from '#shared/hanging/shippedProtocols.ts';
import { flairOfScanner, hangEventOf, ownProtocol } from '#tests/fixtures/keptProtocol.ts';
import { openTestRecords } from '#tests/fixtures/openStore.ts';
import { createTestWorld, type TestWorld } from '#tests/fixtures/testWorld.ts';
import { mostHangEvents } from './hangEvents.ts';
import { createHangingKeeper, type HangingKeeper } from './index.ts';

const start = Date.UTC(2026, 0, 1);
const siteA = 'site-a' as ArchiveId;
let world: TestWorld;
let records: Records;
let keeper: HangingKeeper;

async function open(): Promise<void> {
  records = await openTestRecords(world, world.directory);
  const audit = createAuditTrail(world, records);
  keeper = createHangingKeeper({ world, records, audit, operator: () => 'Dr A' });
}
async function restart(): Promise<void> {
  records.close();
  await open();
}
beforeEach(async () => {
  world = await createTestWorld({ startMs: start });
  await open();
});
afterEach(async () => {
  records.close();
  await world.remove();
});

function answerOf<Value>(result: { readonly ok: true; readonly value: Value } | { readonly ok: false }): Value {
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.value;
}
const read = async () => answerOf(await keeper.read());

/** No page is left of the disk: what SQLite says when it is full. */
function fillDisk(): void {
  records.database.pragma(`max_page_count = ${String(records.database.pragma('page_count', { simple: true }))}`);
  records.database.exec('CREATE TEMP TABLE filler (x)');
}

describe('protocols', () => {
  it('are kept whole, version by version, over a restart; the newest holds', async () => {
    expect(answerOf(keeper.save(ownProtocol({ version: 7 })))).toEqual({ protocol: ownProtocol({ version: 1 }) });
    const second = ownProtocol({ name: 'Lung, then soft tissue' });
    expect(answerOf(keeper.save(second))).toEqual({ protocol: { ...second, version: 2 } });
    await restart();
    expect((await read()).protocols).toEqual([{ ...second, version: 2 }]);
    expect(answerOf(keeper.versions('user.ct-chest')).protocols.map(({ version, name }) => [version, name])).toEqual([
      [2, 'Lung, then soft tissue'],
      [1, 'CT chest, lung first'],
    ]);
    expect(answerOf(keeper.versions('user.other')).protocols).toEqual([]);
  });

  it('two windows that change one protocol: both are kept, the later holds, and it is told what it stands before', async () => {
    keeper.save(ownProtocol());
    const one = ownProtocol({ version: 1, name: 'From one window' });
    const other = ownProtocol({ version: 1, name: 'From the other' });
    expect(answerOf(keeper.save(one))).toEqual({ protocol: { ...one, version: 2 } });
    expect(answerOf(keeper.save(other))).toEqual({ protocol: { ...other, version: 3 }, over: 2 });
    expect((await read()).protocols).toEqual([{ ...other, version: 3 }]);
    expect(answerOf(keeper.versions('user.ct-chest')).protocols[1]).toEqual({ ...one, version: 2 });
  });

  it('a new one never becomes a version of another that has its id', async () => {
    keeper.save(ownProtocol());
    const made = ownProtocol({ name: 'Another' });
    expect(answerOf(keeper.save(made, true)).protocol).toEqual({ ...made, id: 'user.ct-chest-2' });
    expect(answerOf(keeper.save(made, true)).protocol.id).toBe('user.ct-chest-3');
    const long = `user.${'a'.repeat(59)}`;
    keeper.save(ownProtocol({ id: long }));
    const next = answerOf(keeper.save(ownProtocol({ id: long }), true)).protocol;
    expect(next.id).toBe(`user.${'a'.repeat(57)}-2`);
    expect((await read()).protocols.map(({ id, version }) => [id, version])).toHaveLength(5);
  });

  it('what a study is hung by is what ships and what is kept over it, as it is now', () => {
    const shipped = keeper.protocolsInForce();
    expect(shipped.length).toBeGreaterThan(0);
    keeper.save(ownProtocol());
    expect(keeper.protocolsInForce()).toEqual([...shipped, ownProtocol()]);
    keeper.save(ownProtocol({ enabled: false }));
    expect(keeper.protocolsInForce().at(-1)).toMatchObject({ enabled: false, version: 2 });
  });

  it('one that is disabled stays, and so do its versions', async () => {
    keeper.save(ownProtocol());
    keeper.save(ownProtocol({ enabled: false }));
    expect((await read()).protocols).toMatchObject([{ enabled: false, version: 2 }]);
  });

  it.each([
    ['the id of a shipped one', ownProtocol({ id: 'builtin.ct-chest' })],
    ['the level of shipped ones', ownProtocol({ level: 'builtin' })],
  ])('nothing is kept under %s', async (_name, protocol) => {
    expect(keeper.save(protocol)).toEqual({
      ok: false,
      failure: { code: 'InvalidInput', details: { reason: 'shipped' } },
    });
    expect((await read()).protocols).toEqual([]);
  });

  it('under an id that stands in no list nothing is kept but whether a shipped one is used', async () => {
    const [shipped] = shippedProtocols as readonly [Protocol];
    const off = switchOf(shipped, false);
    const hidden = { ok: false, failure: { code: 'InvalidInput', details: { reason: 'hidden' } } };
    expect(keeper.save({ ...off, name: 'Nice head' })).toEqual(hidden);
    expect(keeper.save(ownProtocol({ id: 'switch.nice-head' }))).toEqual(hidden);
    expect(keeper.protocolsInForce()).toEqual(shippedProtocols);
    expect(answerOf(keeper.save(off)).protocol).toEqual(off);
    expect(keeper.protocolsInForce()[0]).toEqual({ ...shipped, enabled: false });
  });

  it('a shipped protocol that was turned off stays off where the disk has spoilt that, and can be turned on again', async () => {
    const [shipped] = shippedProtocols as readonly [Protocol];
    const { id } = answerOf(keeper.save(switchOf(shipped, false))).protocol;
    records.database.prepare('INSERT INTO hanging_protocol VALUES (?, 2, 5, ?)').run(id, '{"sch');
    await restart();
    expect(keeper.protocolsInForce()[0]).toEqual({ ...shipped, enabled: false });
    expect((await read()).unreadable).toEqual([id]);
    keeper.save(switchOf(shipped, true));
    expect(keeper.protocolsInForce()[0]).toEqual(shipped);
    expect((await read()).unreadable).toEqual([]);
  });

  it('a row that the disk has spoilt is named and not used, its earlier version neither; the rest is read', async () => {
    keeper.save(ownProtocol());
    keeper.save(ownProtocol({ id: 'user.mr-knee' }));
    keeper.save(ownProtocol({ id: 'user.older-program' }));
    const spoil = records.database.prepare('INSERT INTO hanging_protocol VALUES (?, 2, 5, ?)');
    spoil.run('user.ct-chest', '{"schemaVersion":1,"id":"user.ct-ch');
    // Of a program to come, and one that says that it is another.
    spoil.run('user.older-program', JSON.stringify({ ...ownProtocol(), schemaVersion: 2, version: 2 }));
    spoil.run('user.mr-knee', JSON.stringify({ ...ownProtocol(), version: 2 }));
    expect(await read()).toMatchObject({
      protocols: [],
      unreadable: ['user.ct-chest', 'user.mr-knee', 'user.older-program'],
    });
    // What is kept after it holds again, and the spoilt row stays where it is.
    expect(answerOf(keeper.save(ownProtocol())).protocol.version).toBe(3);
    expect(await read()).toMatchObject({
      protocols: [{ id: 'user.ct-chest' }],
      unreadable: ['user.mr-knee', 'user.older-program'],
    });
    expect(answerOf(keeper.versions('user.ct-chest')).protocols.map(({ version }) => version)).toEqual([3, 1]);
  });

  it('a clock that jumps back changes nothing of which version is the newest', async () => {
    keeper.save(ownProtocol());
    world.clock.jumpTo(start - 400 * 86_400_000);
    keeper.save(ownProtocol({ name: 'Later, by an earlier clock' }));
    expect((await read()).protocols).toMatchObject([{ version: 2, name: 'Later, by an earlier clock' }]);
  });

  it('there is an end to how many there may be, and what is there can still be changed', async () => {
    for (let number = 0; number < 500; number += 1) keeper.save(ownProtocol({ id: `user.number-${number}` }));
    expect(keeper.save(ownProtocol({ id: 'user.one-too-many' }))).toMatchObject({
      failure: { code: 'InvalidInput', details: { reason: 'tooMany' } },
    });
    expect(answerOf(keeper.save(ownProtocol({ id: 'user.number-7' }))).protocol.version).toBe(2);
    expect((await read()).protocols).toHaveLength(500);
  });
});

describe('corrections', () => {
  it('hold for their scanner over a restart, with who said them and when, and reach whoever classifies', async () => {
    const { correction } = answerOf(keeper.correct(flairOfScanner()));
    expect(correction).toMatchObject({ ...flairOfScanner(), saidBy: 'Dr A', saidAt: start });
    await restart();
    expect((await read()).corrections).toEqual([correction]);
    expect(keeper.correctionsOf(siteA)).toEqual({
      ofScanners: [
        {
          series: { station: 'MR1', protocol: 'BRAIN', description: 'dark ax' },
          values: { weighting: 'FLAIR' },
        },
      ],
      ofSeries: [],
    });
    expect(keeper.correctionsOf('site-b' as ArchiveId)).toEqual({ ofScanners: [], ofSeries: [] });
  });

  it('a second word on the same series leaves what the first said, but for what it says anew', async () => {
    const first = answerOf(keeper.correct(flairOfScanner({ values: { weighting: 'FLAIR', plane: 'COR' } })));
    const of = { description: 'dark ax', protocol: 'BRAIN', station: 'MR1', kind: 'scanner' } as const;
    const second = answerOf(keeper.correct(flairOfScanner({ of, values: { plane: 'AX', phase: null } })));
    expect(second.correction.values).toEqual({ weighting: 'FLAIR', plane: 'AX', phase: null });
    expect(second.correction.id).not.toBe(first.correction.id);
    expect((await read()).corrections).toEqual([second.correction]);
    expect(keeper.correctionsOf(siteA).ofScanners).toHaveLength(1);
  });

  it('revoked, it holds no more and stays in its row; a second time there is nothing to revoke', async () => {
    const { correction } = answerOf(keeper.correct(flairOfScanner()));
    expect(keeper.correctionsOf(siteA).ofScanners).toHaveLength(1);
    world.clock.advance(1000);
    expect(keeper.revoke(correction.id).ok).toBe(true);
    expect((await read()).corrections).toEqual([]);
    expect(keeper.correctionsOf(siteA).ofScanners).toEqual([]);
    expect(records.database.prepare('SELECT correction_id, revoked_at FROM series_correction').all()).toEqual([
      { correction_id: correction.id, revoked_at: start + 1000 },
    ]);
    expect(keeper.revoke(correction.id)).toMatchObject({ failure: { code: 'NotFound' } });
  });

  const series = { kind: 'series', seriesInstanceUID: '1.2.840.5' } as const;
  it.each([
    ['sideOfScanner', flairOfScanner({ values: { laterality: 'L' } })],
    ['sideOfScanner', flairOfScanner({ values: { laterality: null, weighting: 'T1' } })],
    ['namelessSeries', flairOfScanner({ of: { kind: 'scanner', station: 'MR1', protocol: '', description: '' } })],
    ['namelessSeries', flairOfScanner({ of: { kind: 'scanner', station: 'MR1', protocol: '', description: ' ' } })],
    ['namelessSeries', flairOfScanner({ of: { kind: 'scanner', station: ' ', protocol: 'BRAIN', description: '' } })],
    ['nothingSaid', flairOfScanner({ values: {} })],
    ['notUid', flairOfScanner({ of: { kind: 'series', seriesInstanceUID: 'Khan' } })],
    ['unknownFacet', flairOfScanner({ values: { patientName: 'A' } })],
    ['unknownFacet', flairOfScanner({ values: { constructor: 'A' } })],
    ['unfitValue', flairOfScanner({ values: { weighting: 'flair' } })],
    ['unfitValue', flairOfScanner({ of: series, values: { laterality: 'left' } })],
  ])('%s is refused, and nothing is kept', (reason, correction) => {
    expect(keeper.correct(correction)).toEqual({ ok: false, failure: { code: 'InvalidInput', details: { reason } } });
    expect(records.database.prepare('SELECT * FROM series_correction').all()).toEqual([]);
  });

  it('a side is said of one series, and of no other', () => {
    keeper.correct(flairOfScanner({ of: series, values: { laterality: 'L' } }));
    expect(keeper.correctionsOf(siteA)).toEqual({
      ofScanners: [],
      ofSeries: [{ seriesInstanceUID: '1.2.840.5', values: { laterality: 'L' } }],
    });
  });

  it('stand in the audit trail with ids and codes, and without names', () => {
    const { correction } = answerOf(keeper.correct(flairOfScanner({ values: { weighting: 'FLAIR', plane: 'AX' } })));
    keeper.revoke(correction.id);
    const entries = createAuditTrail(world, records).list();
    expect(entries.map(({ action, details }) => [action, details])).toEqual([
      [
        'series.corrected',
        { correctionId: correction.id, archiveId: 'site-a', of: 'scanner', facets: 'plane weighting' },
      ],
      ['series.correctionRevoked', { correctionId: correction.id }],
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/dark|BRAIN|MR1|Dr A/);
  });

  it('a row that the disk has spoilt, or that says what may not be said, is named and not used', async () => {
    const { correction } = answerOf(keeper.correct(flairOfScanner()));
    const spoil = records.database.prepare(
      `INSERT INTO series_correction (correction_id, archive_id, of_series, said, said_by, said_at)
       VALUES (?, 'site-a', ?, ?, 'Dr A', 1)`,
    );
    const scanner = JSON.stringify({ kind: 'scanner', station: 'MR2', protocol: 'A', description: 'B' });
    spoil.run('torn', '{"kind":"ser', '{"weighting":"T1"}');
    spoil.run('of-a-side', scanner, '{"laterality":"L"}');
    expect(await read()).toMatchObject({ corrections: [correction], unreadable: ['torn', 'of-a-side'] });
    expect(keeper.correctionsOf(siteA).ofScanners).toHaveLength(1);
    expect(keeper.revoke('of-a-side').ok).toBe(true);
    expect((await read()).unreadable).toEqual(['torn']);
  });
});

describe('what became of hangings', () => {
  it('is noted once, however often it is noted again', async () => {
    keeper.noteHang(hangEventOf('h1'));
    keeper.noteHang(hangEventOf('h1', { changes: { series: 1 } }));
    keeper.noteHang(hangEventOf('h1', { changes: { series: 2, boxes: 1 }, hungMs: 80 }));
    expect(answerOf(await keeper.counts()).counts).toEqual([
      {
        protocolId: 'builtin.mr-brain',
        modality: 'MR',
        bodyPart: 'HEAD',
        hangs: 1,
        untouched: 0,
        changes: { series: 2, boxes: 1 },
        medianDecidedMs: 2,
      },
    ]);
  });

  it('is counted by protocol, Modality and part of the body, the most hung first', async () => {
    for (const [index, decidedMs] of [1, 9, 3, 5].entries())
      keeper.noteHang(hangEventOf(`brain ${index}`, { decidedMs }));
    keeper.noteHang(hangEventOf('touched', { decidedMs: 100, changes: { protocol: 1, window: 0 } }));
    keeper.noteHang(hangEventOf('other', { bodyPart: 'KNEE', changes: { window: 0 } }));
    records.database.exec(`INSERT INTO hang_event (event_id, at, event) VALUES ('torn', 1, '{"prot')`);
    expect(answerOf(await keeper.counts()).counts).toMatchObject([
      { bodyPart: 'HEAD', hangs: 5, untouched: 4, changes: { protocol: 1 }, medianDecidedMs: 5 },
      { bodyPart: 'KNEE', hangs: 1, untouched: 1, changes: {}, medianDecidedMs: 2 },
    ]);
    keeper.noteHang(hangEventOf('sixth', { decidedMs: 6 }));
    expect(answerOf(await keeper.counts()).counts[0]?.medianDecidedMs).toBe(5.5);
  });

  it('is kept of the newest 10,000, whatever the clock says', async () => {
    records.database.exec(
      `WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ${mostHangEvents})
       INSERT INTO hang_event (event_id, at, event) SELECT 'old ' || n, 5, '${JSON.stringify(hangEventOf('old'))}' FROM number`,
    );
    world.clock.jumpTo(start - 900 * 86_400_000);
    expect(keeper.noteHang(hangEventOf('new one')).ok).toBe(true);
    expect(keeper.noteHang(hangEventOf('old 2', { changes: { series: 1 } })).ok).toBe(true);
    const ids = records.database.prepare('SELECT event_id FROM hang_event ORDER BY sequence').pluck().all();
    expect(ids).toHaveLength(mostHangEvents);
    expect([ids[0], ids.at(-1)]).toEqual(['old 2', 'new one']);
    expect(answerOf(await keeper.counts()).counts).toMatchObject([
      { hangs: mostHangEvents, untouched: mostHangEvents - 1 },
    ]);
  });
});

it('a full disk is said, and leaves what was there as it was', async () => {
  const { correction } = answerOf(keeper.correct(flairOfScanner()));
  keeper.save(ownProtocol());
  const before = await read();
  fillDisk();
  const large = ownProtocol({ description: 'x'.repeat(2000), id: 'user.large' });
  const many = { ...large, stages: Array.from({ length: 24 }, () => large.stages[0]!), name: 'y'.repeat(200) };
  const saves = Array.from({ length: 10 }, () => keeper.save(many, true));
  expect(saves.filter(({ ok }) => !ok)[0]).toMatchObject({ failure: { code: 'DiskFull' } });
  const corrections = Array.from({ length: 40 }, (_, number) =>
    keeper.correct(
      flairOfScanner({
        of: { kind: 'scanner', station: 'MR1', protocol: 'P'.repeat(390), description: `${number} ${'d'.repeat(380)}` },
      }),
    ),
  );
  expect(corrections.find(({ ok }) => !ok)).toMatchObject({ failure: { code: 'DiskFull' } });
  expect((await read()).corrections[0]).toEqual(correction);
  expect((await read()).corrections).toHaveLength(1 + corrections.filter(({ ok }) => ok).length);
  expect((await read()).protocols).toContainEqual(before.protocols[0]);
  expect((await read()).unreadable).toEqual([]);
});

it('a profile that is closed while it is asked says that it is locked', async () => {
  for (let number = 0; number < 40; number += 1) keeper.save(ownProtocol({ id: `user.number-${number}` }));
  for (let number = 0; number < 600; number += 1) keeper.noteHang(hangEventOf(`h${number}`));
  await restart();
  const asked = [keeper.read(), keeper.counts()];
  records.close();
  for (const answer of await Promise.all(asked)) expect(answer).toMatchObject({ failure: { code: 'StoreLocked' } });
  await open();
  expect((await read()).protocols).toHaveLength(40);
});
