/**
 * Owns `records.db`, the one precious file: settings, archives with their sealed secrets, wrapped series keys, notes on
 * studies, audit, and the tables of reports and outbox. Every commit is on the disk before it returns. Must not know
 * what a report means, how keys are locked away, or what an archive answers.
 *
 * To add tables: write `migrations/0002-reports.ts` exporting a `Migration` (next number, STRICT tables, snake_case,
 * UIDs and accession numbers as TEXT, instants as epoch ms INTEGER, JSON with CHECK (json_valid(…)); SQL as text, since
 * plain Node and the bundle can both import that), add it to the list in `migrations.ts`, put a test named for it
 * beside it. Rows that must not change get triggers on UPDATE, DELETE and on INSERT over an existing key, or
 * INSERT OR REPLACE goes round them. Use `records.database` with `transact` from base/database; parse rows with zod.
 */
export type { ArchiveNotes } from './archiveNotes.ts';
export type { KeptRoute, ShownRoute } from './archiveRoutes.ts';
export type { ArchiveStore } from './archiveStore.ts';
export { openRecords, type Records } from './openRecords.ts';
export type { StudyNote, StudyNotes } from './studyNotes.ts';
