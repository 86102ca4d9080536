import type { World } from '#electron/base/world.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import type { KeptStudy } from '#shared/cache/evictionPolicy.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { Priority, Readiness, ReportProgress, WorklistItem, WorklistSnapshot } from '#shared/contract/worklist.ts';
import type { Keyword } from '#shared/dicom/attributes.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import type { ArchiveId, StudyRef } from '#shared/dicom/frameKey.ts';
import type { DueHours } from '#shared/worklist/priority.ts';
import { newestFirst } from '#shared/worklist/priors.ts';
import type { StudyCache } from '../cache/index.ts';
import type { PriorsToPrefetch, ReadinessBook, StudyToPrefetch } from '../prefetch/index.ts';
import type { StudyNotes } from '../records/index.ts';
import { AnswersBook } from './answersBook.ts';
import { ArchivePoller } from './archivePoller.ts';
import { ArchiveQuestions } from './archiveQuestions.ts';
import { type ArchiveSource, firstDayNow, firstListedDay, isAssigned, isListed } from './archiveSource.ts';
import { buildItem, type DueRule, priorityOf } from './buildItem.ts';
import { countsOf, KnownStudies, type KnownStudy } from './knownStudies.ts';
import { priorsToPrefetch, roleOf, studyToPrefetch } from './prefetchList.ts';
import type { ChangesNotebook } from './studyChanges.ts';

export interface WorklistOptions {
  readonly world: Pick<World, 'clock' | 'random'>;
  readonly cache: Pick<StudyCache, 'saveStudy' | 'listStudies' | 'removeStudy'>;
  readonly notes: StudyNotes;
  readonly readiness: ReadinessBook;
  /** Why nothing more of a study comes at present. */
  readonly flowFailureOf: (study: StudyRef) => Failure | undefined;
  /** When the rest of a study will be here, or why it is not fetched ahead. */
  readonly arrivalOf?:
    | ((study: StudyRef) => Pick<Readiness, 'rest' | 'remainingBytes' | 'expectedBytes' | 'readyBetween' | 'misses'>)
    | undefined;
  /** Undefined while the disk does not say. */
  readonly reportOf: (study: StudyRef) => ReportProgress | undefined;
  /** When the last version of a study's report arrived, epoch ms. */
  readonly deliveredAtOf?: ((study: StudyRef) => number | undefined) | undefined;
  readonly countUnsent: () => { readonly unsent: number; readonly parked: number };
  readonly dueHours: () => DueHours;
  /** What is on the desk: asked for by name in every round, whatever the list names (V8). */
  readonly isOpen?: ((study: StudyRef) => boolean) | undefined;
  /** Where marks outlive this run: another patient, corrected images, other bytes. */
  readonly changes?: ChangesNotebook | undefined;
  /** The search describes the patient of a study that is here otherwise: its lists are to be read again. */
  readonly onRenamed?: ((study: StudyRef) => void) | undefined;
  readonly onChanged: () => void;
  readonly onReadiness: (study: StudyRef) => void;
  /** It answers, and had not the time before. */
  readonly onArchiveBack: (archiveId: ArchiveId) => void;
}

/** The studies of every archive as one list, which is there with or without a link. */
export class Worklist {
  readonly #options: WorklistOptions;
  readonly #known = new KnownStudies();
  readonly #pollers = new Map<ArchiveId, ArchivePoller>();
  readonly #answers: AnswersBook;
  readonly #questions: ArchiveQuestions;
  #hasSources = false;

  constructor(options: WorklistOptions) {
    this.#options = options;
    this.#answers = new AnswersBook(options, this.#known);
    this.#questions = new ArchiveQuestions(options, this.#known, this.#answers);
  }

  /** Reads what is kept, so that the list is there before any archive has answered. */
  load(): void {
    this.#answers.load();
  }

  /** What was kept has been found again, after the index was lost. */
  reload(): void {
    this.#answers.reload();
    this.#options.onChanged();
  }

  /** Archives that stay as they were keep what they answered; new and changed ones are asked at once. */
  async setSources(sources: readonly ArchiveSource[]): Promise<void> {
    this.#hasSources = true;
    const gone = [...this.#pollers.values()].filter(({ source }) => !sources.includes(source));
    for (const { source } of gone) {
      this.#pollers.delete(source.archiveId);
      this.#questions.forget(source.archiveId);
    }
    const { clock, random } = this.#options.world;
    for (const source of sources) {
      if (this.#pollers.has(source.archiveId)) continue;
      const poller = new ArchivePoller(source, {
        clock,
        random,
        ask: (asked, signal) => this.#questions.askRound(asked, signal, () => this.#rowsCame(asked)),
        onStatus: () => this.#options.onChanged(),
        onBack: ({ archiveId }) => this.#options.onArchiveBack(archiveId),
      });
      this.#pollers.set(source.archiveId, poller);
      void poller.ask();
    }
    await Promise.all(gone.map((poller) => poller.stop()));
    this.#options.onChanged();
  }

  list(): WorklistSnapshot {
    const { unsent, parked } = this.#options.countUnsent();
    const due = this.#dueRule();
    return {
      items: this.#listed().map(({ known, assigned }) => this.#item(known, assigned, due)),
      archives: [...this.#pollers.values()].map(({ status }) => ({
        ...status,
        ...this.#questions.shortcomingsOf(status.archiveId),
      })),
      unsentReports: unsent,
      parkedReports: parked,
    };
  }

  /** Asks every archive; answers when all have answered or failed. */
  async refresh(): Promise<WorklistSnapshot> {
    await Promise.all([...this.#pollers.values()].map((poller) => poller.ask()));
    return this.list();
  }

  readReadiness(studies: readonly StudyRef[]): { study: StudyRef; readiness: Readiness }[] {
    return studies.map((study) => ({ study, readiness: this.#readinessOf(study) }));
  }

  setPriority(study: StudyRef, priority: Priority): Result<Record<string, never>, Failure> {
    const known = this.#known.get(study);
    if (!known) return fail(failureOf('NotFound'));
    const saved = this.#options.notes.setPriority(study, priority, known.firstSeenAt);
    if (!saved.ok) return saved;
    this.#known.setPriority(study, priority);
    this.#options.onChanged();
    return succeed({});
  }

  itemOf(study: StudyRef): WorklistItem | undefined {
    const known = this.#known.get(study);
    return known && this.#item(known, this.#isAssigned(known), this.#dueRule());
  }

  priorityOf(study: StudyRef): Priority | undefined {
    const known = this.#known.get(study);
    return known && priorityOf(known);
  }

  attributesOf(study: StudyRef): DicomDataset | undefined {
    return this.#known.get(study)?.attributes;
  }

  priorsOf(study: StudyRef): readonly WorklistItem[] {
    const known = this.#known.get(study);
    if (!known) return [];
    const due = this.#dueRule();
    return this.#known.priorsOf(known).map((prior) => this.#item(prior, this.#isAssigned(prior), due));
  }

  /** What is known of a study and of its priors: the same objects until something of it changes. */
  linesOf(study: StudyRef): readonly unknown[] {
    const known = this.#known.get(study);
    return known ? [known, ...this.#known.priorsOf(known)] : [];
  }

  /** Every study that is known and has this Modality, in the list or not, newest first. */
  listOfModality(modality: string): readonly StudyRef[] {
    return [...this.#known.values()]
      .filter(({ fields }) => fields.modalities.includes(modality))
      .sort(newestFirst)
      .map(({ study }) => study);
  }

  /** What the reader is to report and the archive's rule wants fetched, with the priors worth fetching. */
  listToPrefetch(): readonly StudyToPrefetch[] {
    const due = this.#dueRule();
    const isSigned = (report: ReportProgress | undefined) => report === 'waitingToSend' || report === 'delivered';
    return (
      this.#listed()
        // Of a disc everything is taken in, before it is taken out.
        .filter(({ assigned, source }) => (assigned || source.kind === 'disc') && source.assignment.prefetch)
        .filter(({ known }) => !isSigned(this.#options.reportOf(known.study)))
        .map(({ known }) => studyToPrefetch(known, this.#known, due))
    );
  }

  /** Signed, and its archive counts more since: whether that is images only its lists tell, and then an addendum is due (V8). */
  reportedThatGrew(): readonly StudyRef[] {
    const { readiness, reportOf } = this.#options;
    return this.#listed()
      .filter(({ known, assigned, source }) => {
        if (!assigned || !source.assignment.prefetch || readiness.of(known.study).state !== 'changed') return false;
        const report = reportOf(known.study);
        return report !== undefined && report !== 'none';
      })
      .map(({ known }) => known.study);
  }

  /** Of one that somebody has opened, whoever is to report it; undefined where the archive's rule wants nothing ahead. */
  priorsToPrefetch(study: StudyRef): PriorsToPrefetch | undefined {
    const known = this.#known.get(study);
    const fetchesAhead = this.#pollers.get(study.archiveId)?.source.assignment.prefetch === true;
    return known && fetchesAhead ? priorsToPrefetch(known, this.#known) : undefined;
  }

  /** What speaks for and against keeping what is here of a study, when room is needed. */
  standingOf(study: StudyRef): Omit<KeptStudy, 'study' | 'bytes' | 'isOpen'> {
    const source = this.#pollers.get(study.archiveId)?.source;
    const known = this.#known.get(study);
    const report = this.#options.reportOf(study);
    // Who is not known yet may be anybody's, and a disc may be out of the drawer: nothing of it is let go of unread.
    const isAnybodys = !this.#hasSources || (source !== undefined && (!known || source.kind === 'disc'));
    return {
      isAssigned: isAnybodys || (known !== undefined && this.#wasEverAssigned(known)),
      isGone: this.#hasSources && (!source || this.#answers.isUnnamed(study)),
      report: report === undefined ? 'unknown' : report === 'none' || report === 'delivered' ? report : 'begun',
      role: known && roleOf(known, this.#known),
      deliveredAt: report === 'delivered' ? this.#options.deliveredAtOf?.(study) : undefined,
      firstSeenAt: known?.firstSeenAt ?? 0,
    };
  }

  /** What was here of a study has been let go of. Its row stays while an archive can bring it back. */
  noteEvicted(study: StudyRef): void {
    const known = this.#known.get(study);
    this.#options.readiness.forget(study);
    if (known && this.#pollers.has(study.archiveId)) {
      this.#options.readiness.noteCounts(study, countsOf(known));
      this.#answers.keep(known);
    } else {
      this.#known.remove(study);
    }
    this.#options.onReadiness(study);
  }

  /** A study's metadata has been read: the row learns from it what the search did not say. */
  noteMetadata(study: StudyRef, instance: DicomDataset | undefined): void {
    this.#answers.noteRead(study);
    const known = (instance && this.#known.enrich(study, instance)) ?? this.#known.get(study);
    if (!known) return;
    this.#answers.keep(known);
    this.#options.onChanged();
  }

  /** The header of one of a study's images has been read, because the archive could not say these attributes. */
  noteHeader(study: StudyRef, header: DicomDataset, keywords: readonly Keyword[]): void {
    const known = this.#known.learn(study, header, keywords);
    if (!known) return;
    this.#answers.keep(known);
    this.#options.onChanged();
  }

  /** Asks the archive for the other studies of a study's patient, whatever their date. */
  async lookUpPriors(study: StudyRef, lane: 'interactive' | 'background'): Promise<Result<void, Failure>> {
    const source = this.#pollers.get(study.archiveId)?.source;
    const patientId = this.#known.get(study)?.identity.patientId;
    if (!source || patientId === undefined || source.kind !== 'dicomweb') return succeed(undefined);
    return this.#questions.askOfPatient(source, patientId, lane);
  }

  noteDiffers({ archiveId, studyInstanceUID }: StudyRef): void {
    this.#answers.noteDiffers({ archiveId, studyInstanceUID });
  }

  /** What has become of a study at its archive; for its row, and for whoever signs (V5, V9, T22). */
  changeOf(study: StudyRef): Failure | undefined {
    return this.#answers.changeOf(study);
  }

  /** Images that were here are another patient's now, or were corrected. */
  noteReplaced(study: StudyRef, change: 'patient' | 'content'): void {
    this.#answers.noteReplaced(study, change);
  }

  noteSigned(study: StudyRef): void {
    this.#answers.noteSigned(study);
  }

  /** Somebody is shown the study as it is now; `isOpening`: nothing of it was on the screen before. */
  noteSeen(study: StudyRef, isOpening = true): void {
    if (isOpening) this.#answers.noteOpened(study);
    this.#options.readiness.noteSeen(study);
    this.#options.onReadiness(study);
  }

  /** Asks an archive what it has of one study now: one that the list does not know, one that is opened or signed (V8). */
  async lookUpStudy(study: StudyRef): Promise<Result<void, Failure>> {
    const source = this.#pollers.get(study.archiveId)?.source;
    if (!source) return fail(failureOf('ArchiveNotConfigured'));
    const asked = await this.#questions.askByName(source, study, { lane: 'interactive' });
    if (!asked.ok) return asked;
    return this.#known.get(study) ? succeed(undefined) : fail(failureOf('NotFound'));
  }

  async stop(): Promise<void> {
    this.#answers.stop();
    await Promise.all([...this.#pollers.values()].map((poller) => poller.stop()));
  }

  /** The rows that there are need not wait for the archive's next question. */
  #rowsCame({ archiveId }: ArchiveSource): void {
    if (this.#pollers.get(archiveId)?.status.state !== 'answered') this.#options.onChanged();
  }

  #listed() {
    const rows: { known: KnownStudy; source: ArchiveSource; assigned: boolean }[] = [];
    const firstDays = new Map<ArchiveId, string | undefined>();
    for (const { source } of this.#pollers.values())
      firstDays.set(source.archiveId, firstDayNow(source, this.#options.world.clock));
    for (const known of this.#known.values()) {
      const source = this.#pollers.get(known.study.archiveId)?.source;
      if (!source || !isListed(known, firstDays.get(source.archiveId))) continue;
      rows.push({ known, source, assigned: isAssigned(known, source, this.#known.isPriorOfAnother(known)) });
    }
    return rows;
  }

  #dueRule(): DueRule {
    const { clock } = this.#options.world;
    return { hours: this.#options.dueHours(), localOffsetMinutes: clock.offsetMinutes(clock.now()) };
  }

  #isAssigned(known: KnownStudy): boolean {
    const source = this.#pollers.get(known.study.archiveId)?.source;
    if (!source || !isListed(known, firstDayNow(source, this.#options.world.clock))) return false;
    return isAssigned(known, source, this.#known.isPriorOfAnother(known));
  }

  /**
   * Also what was this reader's when it was first seen: days that pass read nothing, and a clock that was set forward
   * makes a whole list old at once.
   */
  #wasEverAssigned(known: KnownStudy): boolean {
    if (this.#isAssigned(known)) return true;
    const source = this.#pollers.get(known.study.archiveId)?.source;
    if (!source) return false;
    const { firstSeenAt } = known;
    const firstDay = firstListedDay(source, firstSeenAt, this.#options.world.clock.offsetMinutes(firstSeenAt));
    return isListed(known, firstDay) && isAssigned(known, source, this.#known.isPriorOfAnother(known));
  }

  #item(known: KnownStudy, assigned: boolean, due: DueRule): WorklistItem {
    const report = this.#options.reportOf(known.study);
    const isUnsigned = report === 'none' || report === 'draft';
    return buildItem(known, {
      archiveName: this.#pollers.get(known.study.archiveId)?.source.name ?? '',
      assigned,
      onlyWhenOpened: this.#pollers.get(known.study.archiveId)?.source.assignment.prefetch === false,
      priorCount: this.#known.priorsOf(known).length,
      readiness: this.#readinessOf(known.study),
      report: report ?? 'none',
      // A draft may be that of an addendum.
      wasReportSent: !isUnsigned || (report === 'draft' && this.#options.deliveredAtOf?.(known.study) !== undefined),
      due,
    });
  }

  #readinessOf(study: StudyRef): Readiness {
    const change = this.#answers.changeOf(study);
    const counted = this.#options.readiness.of(study, this.#options.flowFailureOf(study));
    const isUnsettled = counted.state === 'complete' && this.#answers.isUnsettled(study);
    const readiness: Readiness = isUnsettled ? { ...counted, state: 'changed', agreedAt: undefined } : counted;
    // What has become of it at the archive is said also of a study that is whole here (V9).
    const said = change && readiness.presentFrames > 0 ? { ...readiness, failure: change } : readiness;
    if (readiness.state === 'complete' || readiness.state === 'noImages') return said;
    return { ...said, ...this.#options.arrivalOf?.(study) };
  }
}
