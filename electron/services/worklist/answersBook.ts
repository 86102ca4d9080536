import { setImmediate } from 'node:timers/promises';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { type DicomDataset, textOf } from '#shared/dicom/dicomJson.ts';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import { isUID, type StudyInstanceUID } from '#shared/dicom/uids.ts';
import type { StudyNote } from '../records/index.ts';
import { type ArchiveSource, isListed } from './archiveSource.ts';
import { attributesToKeep, countsIn, countsOf, type KnownStudies, type KnownStudy } from './knownStudies.ts';
import { type StudyChange, StudyChanges } from './studyChanges.ts';
import type { WorklistOptions } from './worklist.ts';

type AnswersBookOptions = Pick<
  WorklistOptions,
  'world' | 'cache' | 'notes' | 'readiness' | 'reportOf' | 'onReadiness' | 'changes' | 'onRenamed'
>;

/**
 * Takes in what archives answer: new studies, what they count, and what they name no longer or otherwise than before.
 * What is here of a study that was removed or given to another patient stays, and is marked (rule V9).
 */
export class AnswersBook {
  readonly #options: AnswersBookOptions;
  readonly #known: KnownStudies;
  /** As they were at the start: what the cache has lost keeps its first sight and its priority. */
  #noted: ReadonlyMap<string, StudyNote> = new Map();
  /** By `studyKey`: those that their archive named once, and did not in its last answer. */
  readonly #unnamed = new Set<string>();
  readonly #changes: StudyChanges;
  #stopped = false;

  constructor(options: AnswersBookOptions, known: KnownStudies) {
    this.#options = options;
    this.#known = known;
    this.#changes = new StudyChanges(options.changes);
  }

  /** Reads what is kept, so that the list is there before any archive has answered. */
  load(): void {
    const { cache, notes, readiness, world } = this.#options;
    this.#noted = notes.all();
    for (const { study, attributes } of cache.listStudies()) {
      const known = this.#known.put(study, attributes, this.#noteOf(study, world.clock.now()));
      if (known) readiness.load(study, countsOf(known));
    }
  }

  /** Studies that were kept have been found again. What archives have said meanwhile is newer, and stays. */
  reload(): void {
    const { cache, readiness, world } = this.#options;
    for (const { study, attributes } of cache.listStudies()) {
      if (!this.#known.get(study)) this.#known.put(study, attributes, this.#noteOf(study, world.clock.now()));
      const now = this.#known.get(study);
      readiness.load(study, countsIn(attributes));
      if (now) readiness.noteCounts(study, countsOf(now));
    }
  }

  /** What has become of a study at its archive, for whoever looks at the copy that is here. */
  changeOf(study: StudyRef): Failure | undefined {
    if (this.#changes.has(study, 'renamed', 'patient')) return failureOf('IdentityChanged');
    if (this.#unnamed.has(studyKey(study))) return failureOf('StudyRemoved');
    return this.#changes.has(study, 'content', 'bytes') ? failureOf('StudyChanged') : undefined;
  }

  /** The archive names another patient, and nobody has read since of which images: nothing of it is called whole. */
  isUnsettled(study: StudyRef): boolean {
    return this.#changes.has(study, 'renamed');
  }

  isUnnamed(study: StudyRef): boolean {
    return this.#unnamed.has(studyKey(study));
  }

  /**
   * A study is opened: where its lists have been read since and it is whole, every image that is shown is of the patient
   * it has now. What was on the screen before that is not taken back, so a study that stays open keeps its mark.
   */
  noteOpened(study: StudyRef): void {
    if (this.#changes.has(study, 'renamed') || this.#options.readiness.of(study).state !== 'complete') return;
    this.#changes.clear(study, 'patient', 'content');
  }

  /** Its lists have been read: what they named otherwise than before has been dropped. */
  noteRead(study: StudyRef): void {
    if (!this.#changes.has(study, 'renamed')) return;
    this.#changes.note(study, 'patient');
    this.#changes.clear(study, 'renamed');
  }

  /** The reader signed, and was told before. */
  noteSigned(study: StudyRef): void {
    this.#changes.clear(study, 'renamed', 'patient', 'content', 'bytes');
    this.#options.onReadiness(study);
  }

  /** Images that were here are another patient's now, or were corrected (T22). */
  noteReplaced(study: StudyRef, change: Extract<StudyChange, 'patient' | 'content'>): void {
    this.#changes.note(study, change);
    this.#options.onReadiness(study);
  }

  /** Its archive sends other bytes than before under a name (V5). */
  noteDiffers(study: StudyRef): void {
    this.#changes.note(study, 'bytes');
    this.#options.onReadiness(study);
  }

  /** Asked for by its UID, and not there. */
  noteMissing(study: StudyRef): void {
    if (!this.#known.get(study) || this.#unnamed.has(studyKey(study))) return;
    this.#unnamed.add(studyKey(study));
    this.#options.onReadiness(study);
  }

  /**
   * Answers the studies that were named, by `studyKey`. `isFresh`: asked just now, so that its counts are a look (V7).
   * What was answered before says nothing of a study that is known.
   */
  async takeIn(source: ArchiveSource, answers: readonly DicomDataset[], isFresh = true): Promise<ReadonlySet<string>> {
    const now = this.#options.world.clock.now();
    const named = new Map<string, StudyRef>();
    const changed: KnownStudy[] = [];
    for (const [index, answer] of answers.entries()) {
      const uid = textOf(answer, 'StudyInstanceUID');
      if (uid === undefined || !isUID(uid)) continue;
      const study = { archiveId: source.archiveId, studyInstanceUID: uid as StudyInstanceUID };
      if (named.has(studyKey(study))) continue;
      named.set(studyKey(study), study);
      const known = this.#takeInOne(study, answer, now, isFresh);
      if (known) changed.push(known);
      // Thousands of rows are taken in without holding up a frame that somebody waits for.
      if (index % 200 === 199) await setImmediate();
    }
    this.#options.notes.noteSeen([...named.values()], now);
    for (const [index, known] of changed.entries()) {
      if (this.#stopped) break;
      this.keep(known);
      if (index % 50 === 49) await setImmediate();
    }
    return new Set(named.keys());
  }

  /** A study that the archive no longer names leaves the list, unless something of it is here or was written about it. */
  async dropGone(source: ArchiveSource, named: ReadonlySet<string>, firstDay: string | undefined): Promise<void> {
    const { cache, readiness, reportOf, onReadiness } = this.#options;
    for (const known of this.#known.ofArchive(source.archiveId)) {
      if (!isListed(known, firstDay)) continue;
      const id = studyKey(known.study);
      if (named.has(id)) {
        this.#unnamed.delete(id);
        continue;
      }
      if (!this.#unnamed.has(id)) onReadiness(known.study);
      this.#unnamed.add(id);
      if (reportOf(known.study) !== 'none') continue;
      if (readiness.of(known.study).presentFrames > 0) continue;
      this.#known.remove(known.study);
      readiness.forget(known.study);
      await cache.removeStudy(known.study, () => reportOf(known.study) === 'none');
    }
  }

  /** A row that cannot be kept is still in the list; it is kept with the next answer. */
  keep(known: KnownStudy): void {
    const acknowledged = this.#options.readiness.acknowledged(known.study);
    this.#options.cache.saveStudy(known.study, attributesToKeep(known, acknowledged));
  }

  stop(): void {
    this.#stopped = true;
  }

  #takeInOne(study: StudyRef, answer: DicomDataset, now: number, isFresh: boolean): KnownStudy | undefined {
    const { readiness, onReadiness } = this.#options;
    const before = this.#known.get(study);
    if (before && !isFresh) return undefined;
    const changed = this.#known.put(study, answer, this.#noteOf(study, now));
    const change = before && changed && this.#isInUse(study) ? patientChange(before, changed) : undefined;
    if (change === 'another' && this.#changes.note(study, 'renamed')) onReadiness(study);
    // The lists say which images it is about. Until they have been read they are asked for in every round.
    if (change || this.#changes.has(study, 'renamed')) this.#options.onRenamed?.(study);
    if (this.#unnamed.delete(studyKey(study))) onReadiness(study);
    // Only what this very answer counts of it is a look: what it leaves out was counted at another time.
    if (!isFresh) readiness.noteCounts(study, countsIn(answer));
    else if (readiness.noteArchiveCounts(study, countsIn(answer))) onReadiness(study);
    return changed;
  }

  #isInUse(study: StudyRef): boolean {
    return this.#options.readiness.of(study).presentFrames > 0 || this.#options.reportOf(study) !== 'none';
  }

  #noteOf(study: StudyRef, now: number) {
    const note = this.#noted.get(studyKey(study));
    return { firstSeenAt: note?.firstSeenAt ?? now, priority: note?.priority };
  }
}

/**
 * `another`: another ID where one was known, or another name or birth date where none is said. `corrected`: the patient of
 * the same ID, described otherwise. A value that is new says nothing.
 */
function patientChange(before: KnownStudy, after: KnownStudy): 'another' | 'corrected' | undefined {
  const isSaid = (text: string | undefined) => text !== undefined && text !== '';
  const differs = (one: string | undefined, other: string | undefined) => isSaid(one) && isSaid(other) && one !== other;
  const [was, is] = [before.identity, after.identity];
  const issuerOf = ({ attributes }: KnownStudy) => textOf(attributes, 'IssuerOfPatientID');
  if (differs(was.patientId, is.patientId) || differs(issuerOf(before), issuerOf(after))) return 'another';
  const isDescribedOtherwise =
    differs(was.birthDate, is.birthDate) || differs(was.name?.alphabetic, is.name?.alphabetic);
  if (!isDescribedOtherwise) return undefined;
  return isSaid(was.patientId) && isSaid(is.patientId) ? 'corrected' : 'another';
}
