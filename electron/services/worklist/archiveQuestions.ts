import { type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { isLineFailure } from '#shared/contract/lineFailure.ts';
import { textOf } from '#shared/dicom/dicomJson.ts';
import { type ArchiveId, type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import type { RequestOptions } from '../archive/index.ts';
import type { AnswersBook } from './answersBook.ts';
import type { Polled } from './archivePoller.ts';
import { type ArchiveSource, firstDayNow, studyQuery } from './archiveSource.ts';
import { studiesToAskByName } from './askByName.ts';
import { BeyondDays } from './beyondDays.ts';
import type { KnownStudies, KnownStudy } from './knownStudies.ts';
import type { WorklistOptions } from './worklist.ts';

type QuestionsOptions = Pick<WorklistOptions, 'world' | 'isOpen' | 'reportOf' | 'deliveredAtOf' | 'readiness'>;

/** Rows that cannot be read are counted where the whole list is asked for. */
const saidByPoll = () => {};

/** What the list asks archives, and into which answer each of their rows goes. */
export class ArchiveQuestions {
  readonly #options: QuestionsOptions;
  readonly #known: KnownStudies;
  readonly #answers: AnswersBook;
  readonly #beyond: BeyondDays;
  /** Rows of each archive's last answer that could not be read. */
  readonly #unreadable = new Map<ArchiveId, number>();

  constructor(options: QuestionsOptions, known: KnownStudies, answers: AnswersBook) {
    this.#options = options;
    this.#known = known;
    this.#answers = answers;
    this.#beyond = new BeyondDays(options.world.clock);
  }

  /** What the list does not show of an archive. */
  shortcomingsOf(archiveId: ArchiveId): { readonly holdsOlder?: true; readonly unreadableStudies?: number } {
    const unreadableStudies = this.#unreadable.get(archiveId);
    return {
      ...(this.#beyond.holdsOlder(archiveId) && { holdsOlder: true }),
      ...(unreadableStudies ? { unreadableStudies } : {}),
    };
  }

  /** The archive is asked by another rule from now on, or not any more. */
  forget(archiveId: ArchiveId): void {
    this.#beyond.forget(archiveId);
  }

  /** A round: the days of the list, what has no date, and by name what neither named. `onRows`: its first rows are in. */
  async askRound(source: ArchiveSource, signal: AbortSignal, onRows: () => void): Promise<Result<Polled, Failure>> {
    const isOver = () => signal.aborted;
    const firstDay = firstDayNow(source, this.#options.world.clock);
    this.#unreadable.delete(source.archiveId);
    const onUnreadable = (rows: number) =>
      void this.#unreadable.set(source.archiveId, rows + (this.#unreadable.get(source.archiveId) ?? 0));
    const options = { lane: 'background', signal, onUnreadable } as const;
    const found = await source.client.searchStudies(studyQuery(firstDay), options);
    if (!found.ok) return found;
    if (isOver()) return succeed({});
    const named = await this.#answers.takeIn(source, found.value);
    onRows();
    const beyond = await this.#beyond.ask(source, firstDay, signal);
    if (isOver()) return succeed({});
    const undated = await this.#answers.takeIn(source, beyond.undated, beyond.isFresh);
    const isUnsure = ({ studyDate }: KnownStudy) => studyDate === undefined && !beyond.isWhole;
    const unsure = this.#known
      .ofArchive(source.archiveId)
      .filter(isUnsure)
      .map(({ study }) => studyKey(study));
    const isNamed = (study: StudyRef) => named.has(studyKey(study)) || (beyond.isFresh && undated.has(studyKey(study)));
    const { byName, failure } = await this.#askUnnamed(source, isNamed, signal);
    if (isOver()) return succeed({});
    // What could not be read may be any study that is not named: then none is believed gone.
    if (!this.#unreadable.has(source.archiveId))
      await this.#answers.dropGone(source, new Set([...named, ...undated, ...unsure, ...byName]), firstDay);
    return succeed({ lost: [beyond.failure, failure].find((one) => one && isLineFailure(one)) });
  }

  /** One study by its own UID: what is answered is of that study, or it is not there (V8). Answers whether it is. */
  async askByName(source: ArchiveSource, study: StudyRef, options: RequestOptions): Promise<Result<boolean, Failure>> {
    const { studyInstanceUID } = study;
    const found = await source.client.searchStudies({ studyInstanceUID }, { ...options, onUnreadable: saidByPoll });
    if (!found.ok) return found;
    const named = found.value.filter((one) => textOf(one, 'StudyInstanceUID') === studyInstanceUID);
    if (named.length === 0) this.#answers.noteMissing(study);
    else await this.#answers.takeIn(source, named);
    return succeed(named.length > 0);
  }

  /** Every study of a patient, whatever its date. */
  async askOfPatient(
    source: ArchiveSource,
    patientId: string,
    lane: 'interactive' | 'background',
  ): Promise<Result<void, Failure>> {
    let isFresh = true;
    const onOlder = () => {
      isFresh = false;
    };
    const found = await source.client.searchStudies({ patientId }, { lane, onUnreadable: saidByPoll, onOlder });
    if (!found.ok) return found;
    // Archives ignore filters that they do not know: only that patient's studies are taken (rule A7).
    const theirs = found.value.filter((one) => textOf(one, 'PatientID') === patientId);
    await this.#answers.takeIn(source, theirs, isFresh);
    return succeed(undefined);
  }

  /** Those that are there, or that could not be asked for and are not believed gone either; by `studyKey`. */
  async #askUnnamed(
    source: ArchiveSource,
    isNamed: (study: StudyRef) => boolean,
    signal: AbortSignal,
  ): Promise<{ readonly byName: ReadonlySet<string>; readonly failure?: Failure }> {
    const byName = new Set<string>();
    for (const study of this.#toAskByName(source, isNamed)) {
      const asked = await this.askByName(source, study, { lane: 'background', signal });
      if (signal.aborted) return { byName };
      if (!asked.ok || asked.value) byName.add(studyKey(study));
      if (!asked.ok) return { byName, failure: asked.failure };
    }
    return { byName };
  }

  #toAskByName(source: ArchiveSource, isNamed: (study: StudyRef) => boolean): readonly StudyRef[] {
    const { world, isOpen, reportOf, deliveredAtOf, readiness } = this.#options;
    return studiesToAskByName(this.#known.ofArchive(source.archiveId), {
      isNamed,
      isOpen: (study) => isOpen?.(study) ?? false,
      wasReadSince: (study, instant) => {
        const report = reportOf(study);
        if (report === undefined || report === 'none') return false;
        return report !== 'delivered' || (deliveredAtOf?.(study) ?? 0) >= instant;
      },
      askedAt: (study) => readiness.lastLook(study)?.at ?? 0,
      now: world.clock.now(),
    });
  }
}
