import type { World } from '#electron/base/world.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import type { KeptStudy } from '#shared/cache/evictionPolicy.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { isLineFailure } from '#shared/contract/lineFailure.ts';
import type { Priority, Readiness, ReportProgress, WorklistItem, WorklistSnapshot } from '#shared/contract/worklist.ts';
import type { Keyword } from '#shared/dicom/attributes.ts';
import { type DicomDataset, textOf } from '#shared/dicom/dicomJson.ts';
import { type ArchiveId, type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import type { DueHours } from '#shared/worklist/priority.ts';
import type { RequestOptions } from '../archive/index.ts';
import type { StudyCache } from '../cache/index.ts';
import type { ReadinessBook, StudyToPrefetch } from '../prefetch/index.ts';
import type { StudyNotes } from '../records/index.ts';
import { AnswersBook } from './answersBook.ts';
import { ArchivePoller, type Polled } from './archivePoller.ts';
import { type ArchiveSource, firstListedDay, isAssigned, isListed, studyQuery } from './archiveSource.ts';
import { studiesToAskByName } from './askByName.ts';
import { BeyondDays } from './beyondDays.ts';
import { buildItem, type DueRule, priorityOf } from './buildItem.ts';
import { countsOf, KnownStudies, type KnownStudy } from './knownStudies.ts';
import { roleOf, studyToPrefetch } from './prefetchList.ts';

export interface WorklistOptions {
  readonly world: Pick<World, 'clock' | 'random'>;
  readonly cache: Pick<StudyCache, 'saveStudy' | 'listStudies' | 'removeStudy'>;
  readonly notes: StudyNotes;
  readonly readiness: ReadinessBook;
  /** Why nothing more of a study comes at present. */
  readonly flowFailureOf: (study: StudyRef) => Failure | undefined;
  /** When the rest of a study will be here, or why it is not fetched ahead. */
  readonly arrivalOf?:
    | ((study: StudyRef) => Pick<Readiness, 'rest' | 'remainingBytes' | 'readyBetween' | 'misses'>)
    | undefined;
  /** Undefined while the disk does not say. */
  readonly reportOf: (study: StudyRef) => ReportProgress | undefined;
  /** When the last version of a study's report arrived, epoch ms. */
  readonly deliveredAtOf?: ((study: StudyRef) => number | undefined) | undefined;
  readonly countUnsent: () => { readonly unsent: number; readonly parked: number };
  readonly dueHours: () => DueHours;
  /** What is on the desk: asked for by name in every round, whatever the list names (V8). */
  readonly isOpen?: ((study: StudyRef) => boolean) | undefined;
  readonly onChanged: () => void;
  readonly onReadiness: (study: StudyRef) => void;
  /** It answers, and had not the time before. */
  readonly onArchiveBack: (archiveId: ArchiveId) => void;
}

/** Rows that cannot be read are counted where the whole list is asked for. */
const saidByPoll = () => {};

/** The studies of every archive as one list, which is there with or without a link. */
export class Worklist {
  readonly #options: WorklistOptions;
  readonly #known = new KnownStudies();
  readonly #beyond: BeyondDays;
  readonly #pollers = new Map<ArchiveId, ArchivePoller>();
  readonly #answers: AnswersBook;
  #hasSources = false;
  /** Rows of each archive's last answer that could not be read. */
  readonly #unreadable = new Map<ArchiveId, number>();

  constructor(options: WorklistOptions) {
    this.#options = options;
    this.#beyond = new BeyondDays(options.world.clock);
    this.#answers = new AnswersBook(options, this.#known);
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
      this.#beyond.forget(source.archiveId);
    }
    const { clock, random } = this.#options.world;
    for (const source of sources) {
      if (this.#pollers.has(source.archiveId)) continue;
      const ask = (asked: ArchiveSource, signal: AbortSignal) => this.#ask(asked, signal);
      const poller = new ArchivePoller(source, {
        clock,
        random,
        ask,
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
      archives: [...this.#pollers.values()].map(({ status }) => {
        const unreadableStudies = this.#unreadable.get(status.archiveId);
        const older = this.#beyond.holdsOlder(status.archiveId) && { holdsOlder: true };
        return { ...status, ...older, ...(unreadableStudies ? { unreadableStudies } : {}) };
      }),
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
    let isFresh = true;
    const onOlder = () => {
      isFresh = false;
    };
    const found = await source.client.searchStudies({ patientId }, { lane, onUnreadable: saidByPoll, onOlder });
    if (!found.ok) return found;
    // Archives ignore filters that they do not know: only that patient's studies are taken (rule A7).
    await this.#answers.takeIn(
      source,
      found.value.filter((one) => textOf(one, 'PatientID') === patientId),
      isFresh,
    );
    return succeed(undefined);
  }

  noteDiffers({ archiveId, studyInstanceUID }: StudyRef): void {
    this.#answers.noteDiffers({ archiveId, studyInstanceUID });
  }

  /** Somebody is shown the study as it is now. */
  noteSeen(study: StudyRef): void {
    this.#answers.noteSeen(study);
    this.#options.readiness.noteSeen(study);
  }

  /** Asks an archive what it has of one study now: one that the list does not know, one that is opened or signed (V8). */
  async lookUpStudy(study: StudyRef): Promise<Result<void, Failure>> {
    const source = this.#pollers.get(study.archiveId)?.source;
    if (!source) return fail(failureOf('ArchiveNotConfigured'));
    const asked = await this.#askByName(source, study, { lane: 'interactive' });
    if (!asked.ok) return asked;
    return this.#known.get(study) ? succeed(undefined) : fail(failureOf('NotFound'));
  }

  async stop(): Promise<void> {
    this.#answers.stop();
    await Promise.all([...this.#pollers.values()].map((poller) => poller.stop()));
  }

  async #ask(source: ArchiveSource, signal: AbortSignal): Promise<Result<Polled, Failure>> {
    const firstDay = this.#firstDay(source);
    const isOver = () => signal.aborted;
    this.#unreadable.delete(source.archiveId);
    const onUnreadable = (rows: number) =>
      void this.#unreadable.set(source.archiveId, rows + (this.#unreadable.get(source.archiveId) ?? 0));
    const options = { lane: 'background', signal, onUnreadable } as const;
    const found = await source.client.searchStudies(studyQuery(firstDay), options);
    if (!found.ok) return found;
    if (isOver()) return succeed({});
    const named = await this.#answers.takeIn(source, found.value);
    // The rows that there are need not wait for the next question.
    if (this.#pollers.get(source.archiveId)?.status.state !== 'answered') this.#options.onChanged();
    const beyond = await this.#beyond.ask(source, firstDay, signal);
    if (isOver()) return succeed({});
    const undated = await this.#answers.takeIn(source, beyond.undated, beyond.isFresh);
    const isUnsure = ({ studyDate }: KnownStudy) => studyDate === undefined && !beyond.isWhole;
    const unsure = this.#known
      .ofArchive(source.archiveId)
      .filter(isUnsure)
      .map(({ study }) => studyKey(study));
    const isNamed = (study: StudyRef) => named.has(studyKey(study)) || (beyond.isFresh && undated.has(studyKey(study)));
    const byName = new Set<string>();
    let lost = beyond.failure && isLineFailure(beyond.failure) ? beyond.failure : undefined;
    for (const study of this.#toAskByName(source, isNamed)) {
      const asked = await this.#askByName(source, study, { lane: 'background', signal });
      if (isOver()) return succeed({});
      // What could not be asked is not believed gone either.
      if (!asked.ok || asked.value) byName.add(studyKey(study));
      if (!asked.ok) {
        lost ??= isLineFailure(asked.failure) ? asked.failure : undefined;
        break;
      }
    }
    // What could not be read may be any study that is not named: then none is believed gone.
    if (!this.#unreadable.has(source.archiveId))
      await this.#answers.dropGone(source, new Set([...named, ...undated, ...unsure, ...byName]), firstDay);
    return succeed({ lost });
  }

  /** One study by its own UID: what is answered is of that study, or it is not there (V8). Answers whether it is. */
  async #askByName(source: ArchiveSource, study: StudyRef, options: RequestOptions): Promise<Result<boolean, Failure>> {
    const { studyInstanceUID } = study;
    const found = await source.client.searchStudies({ studyInstanceUID }, { ...options, onUnreadable: saidByPoll });
    if (!found.ok) return found;
    const named = found.value.filter((one) => textOf(one, 'StudyInstanceUID') === studyInstanceUID);
    if (named.length === 0) this.#answers.noteMissing(study);
    else await this.#answers.takeIn(source, named);
    return succeed(named.length > 0);
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

  #listed() {
    const rows: { known: KnownStudy; source: ArchiveSource; assigned: boolean }[] = [];
    const firstDays = new Map<ArchiveId, string | undefined>();
    for (const { source } of this.#pollers.values()) firstDays.set(source.archiveId, this.#firstDay(source));
    for (const known of this.#known.values()) {
      const source = this.#pollers.get(known.study.archiveId)?.source;
      if (!source || !isListed(known, firstDays.get(source.archiveId))) continue;
      rows.push({ known, source, assigned: isAssigned(known, source, this.#known.isPriorOfAnother(known)) });
    }
    return rows;
  }

  #firstDay(source: ArchiveSource): string | undefined {
    const { clock } = this.#options.world;
    return firstListedDay(source, clock.now(), clock.offsetMinutes(clock.now()));
  }

  #dueRule(): DueRule {
    const { clock } = this.#options.world;
    return { hours: this.#options.dueHours(), localOffsetMinutes: clock.offsetMinutes(clock.now()) };
  }

  #isAssigned(known: KnownStudy): boolean {
    const source = this.#pollers.get(known.study.archiveId)?.source;
    if (!source || !isListed(known, this.#firstDay(source))) return false;
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
    return buildItem(known, {
      archiveName: this.#pollers.get(known.study.archiveId)?.source.name ?? '',
      assigned,
      onlyWhenOpened: this.#pollers.get(known.study.archiveId)?.source.assignment.prefetch === false,
      priorCount: this.#known.priorsOf(known).length,
      readiness: this.#readinessOf(known.study),
      report: this.#options.reportOf(known.study) ?? 'none',
      due,
    });
  }

  #readinessOf(study: StudyRef): Readiness {
    const change = this.#answers.changeOf(study);
    const readiness = this.#options.readiness.of(study, this.#options.flowFailureOf(study));
    // What has become of it at the archive is said also of a study that is whole here (V9).
    const said = change && readiness.presentFrames > 0 ? { ...readiness, failure: change } : readiness;
    if (readiness.state === 'complete' || readiness.state === 'noImages') return said;
    return { ...said, ...this.#options.arrivalOf?.(study) };
  }
}
