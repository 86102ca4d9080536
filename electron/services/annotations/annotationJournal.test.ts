import { afterEach, beforeEach, expect, it } from 'vitest';
import { createRouter } from '#electron/host/router.ts';
import type { Records } from '#electron/services/records/index.ts';
import { type AnnotationEntry, noAnnotations, withEntries } from '#shared/annotations/journal.ts';
import { annotations as procedures } from '#shared/contract/annotations.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import type { StudyInstanceUID } from '#shared/dicom/uids.ts';
import { lengthOfNumber, putEntry, uuidOf } from '#tests/fixtures/annotations.ts';
import { openTestRecords } from '#tests/fixtures/openStore.ts';
import { createTestWorld, type TestWorld } from '#tests/fixtures/testWorld.ts';
import { mostEntriesOfStudy } from './annotationJournal.ts';
import { createAnnotationJournal } from './index.ts';

const study = { archiveId: 'a' as ArchiveId, studyInstanceUID: '1.2' as StudyInstanceUID };
const other = { ...study, studyInstanceUID: '1.3' as StudyInstanceUID };
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

/** The whole journal of a study, part by part as the page reads it. */
function readAll(of = study) {
  const journal = createAnnotationJournal(world, records);
  const entries = [];
  for (let after = 0; ; ) {
    const part = journal.read(of, after);
    if (!part.ok) throw new Error(part.failure.code);
    entries.push(...part.value.entries);
    if (!part.value.more) return entries;
    after = part.value.last;
  }
}

it('keeps every line of a study over a restart, points to the last digit, and those of others apart', async () => {
  const journal = createAnnotationJournal(world, records);
  const entries = Array.from({ length: 5 }, (_, number) => putEntry(number));
  expect(journal.append(study, entries)).toMatchObject({ ok: true, value: { last: 5 } });
  expect(journal.append(other, [putEntry(9)])).toMatchObject({ ok: true });
  records.close();
  await open();
  expect(readAll()).toEqual(entries);
  expect(readAll(other)).toEqual([putEntry(9)]);
});

it('undo and redo are lines too: the fold is what is drawn, the journal is what happened', () => {
  const journal = createAnnotationJournal(world, records);
  const moved = lengthOfNumber(1, {
    points: [
      [1, 2, 3],
      [4, 5, 6],
    ],
  });
  journal.append(study, [
    putEntry(1),
    putEntry(2, moved),
    { entryId: uuidOf(90), cause: 'undo', change: { kind: 'put', annotation: lengthOfNumber(1) } },
    { entryId: uuidOf(91), cause: 'undo', change: { kind: 'remove', id: uuidOf(1) } },
    { entryId: uuidOf(92), cause: 'redo', change: { kind: 'put', annotation: lengthOfNumber(1) } },
  ]);
  const entries = readAll();
  expect(entries.map(({ cause }) => cause)).toEqual(['reader', 'reader', 'undo', 'undo', 'redo']);
  const set = withEntries(noAnnotations, entries);
  expect([...set.annotations.values()]).toEqual([lengthOfNumber(1)]);
});

it('a line that comes twice, its answer having been lost, is there once', () => {
  const journal = createAnnotationJournal(world, records);
  const first = journal.append(study, [putEntry(1), putEntry(2)]);
  expect(journal.append(study, [putEntry(2), putEntry(3)])).toMatchObject({ ok: true, value: { last: 3 } });
  expect(first).toMatchObject({ ok: true, value: { last: 2 } });
  expect(readAll()).toEqual([putEntry(1), putEntry(2), putEntry(3)]);
});

it('10,000 annotations come back in parts', () => {
  const journal = createAnnotationJournal(world, records);
  for (let from = 0; from < 10_000; from += 1_000) {
    const part = Array.from({ length: 1_000 }, (_, index) => putEntry(from + index));
    expect(journal.append(study, part).ok).toBe(true);
  }
  const read = readAll();
  expect(read).toHaveLength(10_000);
  expect(read[9_999]).toEqual(putEntry(9_999));
});

it('a line that this version cannot read costs that line only', () => {
  const journal = createAnnotationJournal(world, records);
  journal.append(study, [putEntry(1)]);
  records.database.exec(
    `INSERT INTO annotation_entry (entry_id, archive_id, study_instance_uid, made_at, cause, change)
     VALUES ('of-the-future', 'a', '1.2', 1, 'reader', '{"kind":"weave"}')`,
  );
  journal.append(study, [putEntry(2)]);
  expect(readAll()).toEqual([putEntry(1), putEntry(2)]);
  expect(journal.read(study, 0)).toMatchObject({ ok: true, value: { leftOut: 1 } });
});

it('a study is full at 200,000 lines: nothing more is drawn on it, and what is there can still be taken away', () => {
  const journal = createAnnotationJournal(world, records);
  const fill = (lines: number) =>
    records.database.exec(
      `WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ${lines})
       INSERT INTO annotation_entry (entry_id, archive_id, study_instance_uid, made_at, cause, change)
       SELECT 'line ' || n, 'a', '1.2', 1, 'reader', '{}' FROM number`,
    );
  fill(mostEntriesOfStudy - 2);
  const [one, two, three] = [putEntry(1), putEntry(2), putEntry(3)];
  const removal: AnnotationEntry = {
    entryId: uuidOf(90),
    cause: 'reader',
    change: { kind: 'remove', id: uuidOf(1) },
  };
  const undoing: AnnotationEntry = { entryId: uuidOf(91), cause: 'undo', change: { kind: 'remove', id: uuidOf(2) } };
  expect(journal.append(study, [one, two]).ok).toBe(true);
  const full = { ok: false, failure: { code: 'AnnotationsFull' } };
  expect(journal.append(study, [three])).toMatchObject(full);
  // Lines that are there already, their answer having been lost, are no more lines.
  expect(journal.append(study, [one, two]).ok).toBe(true);
  expect(journal.append(study, [removal]).ok).toBe(true);
  expect(journal.append(study, [undoing]).ok).toBe(true);
  expect(journal.append(study, [three])).toMatchObject(full);
  expect(journal.append(other, [three]).ok).toBe(true);
});

it.each([
  [
    'a point that is nowhere',
    lengthOfNumber(1, {
      points: [
        [Number.NaN, 0, 0],
        [1, 0, 0],
      ],
    }),
  ],
  [
    'a point beyond all bounds',
    lengthOfNumber(1, {
      points: [
        [1e300, 0, 0],
        [1, 0, 0],
      ],
    }),
  ],
  [
    'a length of three points',
    lengthOfNumber(1, {
      points: [
        [0, 0, 0],
        [1, 0, 0],
        [2, 0, 0],
      ],
    }),
  ],
  ['a text as long as a book', lengthOfNumber(1, { text: 'a'.repeat(501) })],
  ['a freehand line without end', lengthOfNumber(1, { kind: 'freehand', points: Array(5_001).fill([0, 0, 0]) })],
  ['a value that is no number', lengthOfNumber(1, { values: [{ name: 'length', value: Number.NaN, unit: 'mm' }] })],
])('at the door: %s is refused, and nothing is written', async (_, annotation) => {
  const journal = createAnnotationJournal(world, records);
  const route = createRouter(
    procedures,
    {
      'annotations.read': ({ study: of, after }) => Promise.resolve(journal.read(of, after)),
      'annotations.append': ({ study: of, entries }) => Promise.resolve(journal.append(of, entries)),
    },
    { checkOutput: true, newId: () => 'id', logUnexpected: () => undefined },
  );
  const signal = new AbortController().signal;
  const answer = await route(
    'annotations.append',
    { profile: 'patients', study, entries: [putEntry(1, annotation)] },
    signal,
  );
  expect(answer).toMatchObject({ ok: false, failure: { code: 'InvalidInput' } });
  expect(readAll()).toEqual([]);
});
