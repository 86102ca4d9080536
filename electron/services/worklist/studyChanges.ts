import { z } from 'zod';
import type { ArchiveId, StudyRef } from '#shared/dicom/frameKey.ts';

/** Where it outlives this run. */
export interface ChangesNotebook {
  read(archiveId: ArchiveId): unknown;
  save(archiveId: ArchiveId, notes: unknown): void;
}

/**
 * `renamed`: the archive's search names another patient, and its lists have not been read since. `patient`: images that
 * were here were another patient's, or may have been. `content`: images were corrected. `bytes`: other bytes came under
 * a known name (V5).
 */
const kind = z.enum(['renamed', 'patient', 'content', 'bytes']);
export type StudyChange = z.infer<typeof kind>;

const notes = z.array(z.object({ study: z.string(), kinds: z.array(kind) })).catch([]);
const mostNotes = 500;

/** What has become of studies that are here, until a reader has seen them anew or signed with the warning (V5, V9, T22). */
export class StudyChanges {
  readonly #notebook: ChangesNotebook;
  readonly #byArchive = new Map<ArchiveId, Map<string, ReadonlySet<StudyChange>>>();

  constructor(notebook: ChangesNotebook = { read: () => undefined, save: () => undefined }) {
    this.#notebook = notebook;
  }

  has(study: StudyRef, ...kinds: readonly StudyChange[]): boolean {
    const noted = this.#of(study.archiveId).get(study.studyInstanceUID);
    return noted !== undefined && kinds.some((one) => noted.has(one));
  }

  /** Answers whether it is new. */
  note(study: StudyRef, change: StudyChange): boolean {
    if (this.has(study, change)) return false;
    this.#put(study, [...(this.#of(study.archiveId).get(study.studyInstanceUID) ?? []), change]);
    return true;
  }

  clear(study: StudyRef, ...kinds: readonly StudyChange[]): void {
    if (!this.has(study, ...kinds)) return;
    const noted = this.#of(study.archiveId).get(study.studyInstanceUID) ?? [];
    this.#put(
      study,
      [...noted].filter((one) => !kinds.includes(one)),
    );
  }

  #put({ archiveId, studyInstanceUID }: StudyRef, kinds: readonly StudyChange[]): void {
    const all = this.#of(archiveId);
    all.delete(studyInstanceUID);
    if (kinds.length > 0) all.set(studyInstanceUID, new Set(kinds));
    const [oldest] = all.keys();
    if (all.size > mostNotes && oldest !== undefined) all.delete(oldest);
    this.#notebook.save(
      archiveId,
      [...all].map(([study, noted]) => ({ study, kinds: [...noted] })),
    );
  }

  #of(archiveId: ArchiveId): Map<string, ReadonlySet<StudyChange>> {
    const known = this.#byArchive.get(archiveId);
    if (known) return known;
    const kept = notes.parse(this.#notebook.read(archiveId) ?? []);
    const all = new Map(kept.map(({ study, kinds }) => [study, new Set(kinds)]));
    this.#byArchive.set(archiveId, all);
    return all;
  }
}
