import { z } from 'zod';
import type { ArchiveId, StudyRef } from '#shared/dicom/frameKey.ts';

/** Where it outlives this run. Answers whether it has been written down. */
export interface HeavyNotebook {
  read(archiveId: ArchiveId): unknown;
  save(archiveId: ArchiveId, notes: unknown): boolean;
}

const note = z.object({
  study: z.string(),
  /** It is being taken in: who reads this at a start died over it, or beside it. */
  isReading: z.boolean(),
  deaths: z.number(),
  isTooLarge: z.boolean(),
});
type Note = z.infer<typeof note>;
const notes = z.array(note).catch([]);

/** Once may have been the power. */
const deathsToRest = 2;
const mostNotes = 200;

/**
 * Studies that describe themselves at such length that taking it in may end this program. That is written down before and
 * crossed out after: what it died over twice, and what was too large, is asked for again by a person alone.
 */
export class HeavyStudies {
  readonly #notebook: HeavyNotebook;
  readonly #byArchive = new Map<ArchiveId, Map<string, Note>>();
  #alone: Promise<unknown> = Promise.resolve();

  constructor(notebook: HeavyNotebook) {
    this.#notebook = notebook;
  }

  /** Whether only a part of what the study says of itself may be here. */
  isNoted(study: StudyRef): boolean {
    return this.#of(study.archiveId).has(study.studyInstanceUID);
  }

  /** Whether it is read only when a person asks. */
  rests(study: StudyRef): boolean {
    const known = this.#of(study.archiveId).get(study.studyInstanceUID);
    return known !== undefined && (known.isTooLarge || known.deaths >= deathsToRest);
  }

  /** It is about to be taken in. False where that could not be written down. */
  begin(study: StudyRef): boolean {
    const deaths = this.#of(study.archiveId).get(study.studyInstanceUID)?.deaths ?? 0;
    return this.#note(study, { isReading: true, deaths, isTooLarge: false });
  }

  end(study: StudyRef, isTooLarge: boolean): void {
    if (isTooLarge) this.#note(study, { isReading: false, deaths: 0, isTooLarge: true });
    else if (this.#of(study.archiveId).delete(study.studyInstanceUID)) this.#save(study.archiveId);
  }

  /** It was begun and given up: what is here of it is a part, and it may be asked for again. */
  leave(study: StudyRef): void {
    const known = this.#of(study.archiveId).get(study.studyInstanceUID);
    if (known?.isReading) this.#note(study, { ...known, isReading: false });
  }

  /** Studies beside which the program died are read one at a time, so that it is known which of them it was. */
  async alone<Value>(study: StudyRef, work: () => Promise<Value>): Promise<Value> {
    const known = this.#of(study.archiveId).get(study.studyInstanceUID);
    if (!known || known.deaths === 0) return work();
    const before = this.#alone;
    const done = before.then(work);
    this.#alone = done.catch(() => undefined);
    return done;
  }

  #note({ archiveId, studyInstanceUID }: StudyRef, said: Omit<Note, 'study'>): boolean {
    const all = this.#of(archiveId);
    all.delete(studyInstanceUID);
    all.set(studyInstanceUID, { study: studyInstanceUID, ...said });
    const [oldest] = all.keys();
    if (all.size > mostNotes && oldest !== undefined) all.delete(oldest);
    return this.#save(archiveId);
  }

  #of(archiveId: ArchiveId): Map<string, Note> {
    const known = this.#byArchive.get(archiveId);
    if (known) return known;
    const kept = notes.parse(this.#notebook.read(archiveId) ?? []);
    const all = new Map(
      kept.map((one) => [one.study, one.isReading ? { ...one, isReading: false, deaths: one.deaths + 1 } : one]),
    );
    this.#byArchive.set(archiveId, all);
    if (kept.some(({ isReading }) => isReading)) this.#save(archiveId);
    return all;
  }

  #save(archiveId: ArchiveId): boolean {
    return this.#notebook.save(archiveId, [...this.#of(archiveId).values()]);
  }
}
