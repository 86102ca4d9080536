import type { Failure } from '#shared/contract/failures.ts';
import type { Readiness } from '#shared/contract/worklist.ts';
import { type FrameKey, frameId, type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import type { StudyCache } from '../cache/index.ts';

/** What an archive says a study has, in the answer of its search. */
export interface StudyCounts {
  readonly series: number | undefined;
  readonly instances: number | undefined;
}

interface Entry {
  present: number;
  /** Unknown until the metadata of every series has been read. */
  expected: number | undefined;
  /** The archive's count of instances when the metadata was read, and as it says now. */
  acknowledgedInstances: number | undefined;
  archiveInstances: number | undefined;
  readonly failedFrames: Set<string>;
  /** Asked for, and found to carry no image: nothing of them will ever come. */
  readonly emptyFrames: Set<string>;
  failure: Failure | undefined;
}

/**
 * How much of each study is here and proven. "Complete" is complete as the archive counted when its metadata was read;
 * a count that has changed since is said (rules V6 to V8), and what is here stays readable.
 */
export class ReadinessBook {
  readonly #cache: Pick<StudyCache, 'countFrames'>;
  readonly #entries = new Map<string, Entry>();

  constructor(cache: Pick<StudyCache, 'countFrames'>) {
    this.#cache = cache;
  }

  /** Reads from the cache what is kept of a study. `kept`: what the archive counted when its metadata was read. */
  load(study: StudyRef, kept: StudyCounts): void {
    const counts = this.#cache.countFrames(study);
    const whole = counts.length > 0 && (kept.series === undefined || counts.length >= kept.series);
    this.#entries.set(studyKey(study), {
      present: sum(counts.map(({ presentFrames }) => presentFrames)),
      expected: whole ? sum(counts.map(({ expectedFrames }) => expectedFrames)) : undefined,
      acknowledgedInstances: whole ? kept.instances : undefined,
      archiveInstances: kept.instances,
      failedFrames: new Set(),
      emptyFrames: new Set(),
      failure: undefined,
    });
  }

  has(study: StudyRef): boolean {
    return this.#entries.has(studyKey(study));
  }

  forget(study: StudyRef): void {
    this.#entries.delete(studyKey(study));
  }

  /** True when the archive's count is another than before. */
  noteArchiveCounts(study: StudyRef, counts: StudyCounts): boolean {
    const entry = this.#entry(study);
    const changed = entry.archiveInstances !== counts.instances;
    entry.archiveInstances = counts.instances;
    return changed;
  }

  /** The metadata of every series has been read and kept, except those that `failure` tells of. */
  noteMetadata(study: StudyRef, failure: Failure | undefined): void {
    const entry = this.#entry(study);
    const counts = this.#cache.countFrames(study);
    entry.present = sum(counts.map(({ presentFrames }) => presentFrames));
    entry.expected = failure ? undefined : sum(counts.map(({ expectedFrames }) => expectedFrames));
    entry.acknowledgedInstances = failure ? undefined : entry.archiveInstances;
    entry.failedFrames.clear();
    entry.emptyFrames.clear();
    entry.failure = failure;
  }

  noteStored(key: FrameKey): void {
    const entry = this.#entry(key);
    entry.present += 1;
    entry.failedFrames.delete(frameId(key));
    entry.emptyFrames.delete(frameId(key));
    if (entry.failedFrames.size === 0) entry.failure = undefined;
  }

  /** A frame that was here no longer proves itself. */
  noteLost(study: StudyRef): void {
    const entry = this.#entry(study);
    entry.present = sum(this.#cache.countFrames(study).map(({ presentFrames }) => presentFrames));
  }

  noteFrameFailed(key: FrameKey, failure: Failure): void {
    const entry = this.#entry(key);
    if (failure.code === 'NoPixelData') {
      entry.emptyFrames.add(frameId(key));
      return;
    }
    entry.failedFrames.add(frameId(key));
    entry.failure = failure;
  }

  noteMetadataFailed(study: StudyRef, failure: Failure): void {
    this.#entry(study).failure = failure;
  }

  /** What the archive counted when the study's metadata was read; undefined when it has not been. */
  acknowledged(study: StudyRef): number | undefined {
    return this.#entries.get(studyKey(study))?.acknowledgedInstances;
  }

  hasMetadata(study: StudyRef): boolean {
    return this.#entries.get(studyKey(study))?.expected !== undefined;
  }

  /** `flowFailure`: why nothing comes at present; only said of a study that still lacks something. */
  of(study: StudyRef, flowFailure?: Failure): Readiness {
    const entry = this.#entries.get(studyKey(study));
    if (!entry) return flowFailure ? { ...nothing, failure: flowFailure } : nothing;
    const state = stateOf(entry);
    const expected = framesToCome(entry);
    const failure = state === 'complete' || state === 'noImages' ? undefined : (flowFailure ?? entry.failure);
    return {
      state,
      presentFrames: entry.present,
      ...(expected === undefined ? {} : { expectedFrames: expected }),
      ...(failure ? { failure } : {}),
    };
  }

  #entry(study: StudyRef): Entry {
    const id = studyKey(study);
    const known = this.#entries.get(id);
    if (known) return known;
    this.load(study, { series: undefined, instances: undefined });
    return this.#entries.get(id) as Entry;
  }
}

const nothing: Readiness = { state: 'none', presentFrames: 0 };

/** The frames that there are to have: an object without pixels that claims to be an image is none of them. */
function framesToCome({ expected, emptyFrames }: Entry): number | undefined {
  return expected === undefined ? undefined : Math.max(0, expected - emptyFrames.size);
}

function stateOf(entry: Entry): Readiness['state'] {
  const expected = framesToCome(entry);
  const { present, acknowledgedInstances, archiveInstances, failedFrames } = entry;
  if (expected === undefined) return entry.failure && present === 0 ? 'failed' : present > 0 ? 'partial' : 'none';
  const grew =
    acknowledgedInstances !== undefined && archiveInstances !== undefined && acknowledgedInstances !== archiveInstances;
  if (grew) return present > 0 ? 'changed' : 'none';
  // Nothing to show is not "ready": the images may be elsewhere, or still on their way to the archive.
  if (expected === 0 && present === 0) return 'noImages';
  if (present >= expected) return 'complete';
  if (failedFrames.size > 0 && present + failedFrames.size >= expected) return 'failed';
  return present > 0 ? 'partial' : 'none';
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
