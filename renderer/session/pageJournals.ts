import { createStore, type StoreApi } from 'zustand/vanilla';
import { subjectOf } from '#shared/annotations/journal.ts';
import type { ProfileKind } from '#shared/contract/vault.ts';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import { type AppendEntries, JournalWriter } from './journalWriter.ts';

// Of the page, not of a room: what the host has not taken yet outlives the study on the desk, and lies over it again when it
// is opened. One for each study of each profile, so that nothing of one can be written into the other (T22).
const writers = new Map<string, JournalWriter>();
const unsaved = createStore<{ readonly drawings: number }>(() => ({ drawings: 0 }));

/** How many drawings are on no disk, whichever studies they lie on: a sign says so, and leaving asks. */
export const unsavedDrawings: StoreApi<{ readonly drawings: number }> = unsaved;

/** The one hand that writes the journal of a study. `append`: the way to the host, for the first who asks. */
export function journalWriterOf(profile: ProfileKind, study: StudyRef, append: AppendEntries): JournalWriter {
  const key = `${profile} ${studyKey(study)}`;
  const known = writers.get(key);
  if (known) return known;
  const writer = new JournalWriter(append);
  writer.subscribe(count);
  writers.set(key, writer);
  return writer;
}

/** Tries at once everything that waits: the host is back, or the page goes out of sight. */
export function hurryJournals(): void {
  for (const writer of writers.values()) writer.hurry();
}

function count(): void {
  let drawings = 0;
  for (const { notSaved } of writers.values())
    drawings += new Set(notSaved.map(({ change }) => subjectOf(change))).size;
  if (drawings !== unsaved.getState().drawings) unsaved.setState({ drawings });
}
