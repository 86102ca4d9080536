import type { Failure } from '#shared/contract/failures.ts';
import type { Readiness } from '#shared/contract/worklist.ts';
import {
  type ArchiveLook,
  agreedAt,
  isListShort,
  type OwnReports,
  ownUnlisted,
  type StudyCounts,
  withoutOwn,
} from '#shared/worklist/archiveLook.ts';
import type { NamesDiffer } from '#shared/worklist/instanceNames.ts';

/** What is known of one study: what is here of it, what its lists name, and what the archive counts. */
export interface StudyOnBook {
  present: number;
  /** What the lists that were read name; `own`: of these, reports that were sent from here. */
  listed: { readonly series: number; readonly instances: number; readonly own: number };
  /** Reports that were sent from here into this study. */
  own: OwnReports | undefined;
  /** Of these, objects that carry no image. */
  others: number;
  /** Unknown until the metadata of every series has been read. */
  expected: number | undefined;
  /** The archive's count of instances when the metadata was read, and as it says now. */
  acknowledgedInstances: number | undefined;
  counts: StudyCounts;
  look: ArchiveLook | undefined;
  /** How the archive's list of names differed from what was read, when it was last compared. */
  names: NamesDiffer | undefined;
  /** So many instances were there when somebody was shown the study, or signed its report. */
  seenInstances: number | undefined;
  /** Of these, objects that carry no image; unknown of what was seen before they were counted. */
  seenOthers: number | undefined;
  isSigned: boolean;
  readonly failedFrames: Set<string>;
  /** Here, and nobody has made an image of them yet. */
  readonly uncheckedFrames: Set<string>;
  failure: Failure | undefined;
}

export const nothingHere: Readiness = { state: 'none', presentFrames: 0 };

/** The archive counts other than when the lists were read (V8), and not for what was sent from here. */
export function hasGrown({ acknowledgedInstances, counts, listed, own, names }: StudyOnBook): boolean {
  const { instances } = counts;
  // One image in another's place leaves the counts as they were.
  if (acknowledgedInstances !== undefined && (names?.added ?? 0) > 0) return true;
  if (acknowledgedInstances === undefined || instances === undefined) return false;
  return acknowledgedInstances !== instances && acknowledgedInstances !== withoutOwn(counts, listed, own).instances;
}

/** The lists were read and name less than the archive counts (V6). */
export function isShort(study: StudyOnBook): boolean {
  const { expected, counts, listed, own } = study;
  return expected !== undefined && !hasGrown(study) && isListShort(withoutOwn(counts, listed, own), listed);
}

/** What is said of a study. `flowFailure`: why nothing comes at present. */
export function describeReadiness(study: StudyOnBook, flowFailure: Failure | undefined): Readiness {
  const state = stateOf(study);
  const { expected, listed, own } = study;
  const isDone = state === 'complete' || state === 'noImages';
  const failure = isDone ? undefined : (flowFailure ?? study.failure);
  const newImages = newImagesOf(study);
  const gone = study.names?.gone ?? 0;
  const { instances: counted = 0 } = withoutOwn(study.counts, listed, own);
  const others = study.others + ownUnlisted(study.counts.instances, listed, own);
  const agreed = isDone ? agreedAt(study.look && withoutOwn(study.look, listed, own), listed) : undefined;
  return {
    state,
    presentFrames: checkedFrames(study),
    ...(expected === undefined ? {} : { expectedFrames: expected }),
    ...(failure ? { failure } : {}),
    ...(newImages > 0 && { newImages }),
    ...(isShort(study) && counted > listed.instances && { shortList: { counted, listed: listed.instances } }),
    ...(expected !== undefined && others > 0 && { otherObjects: others }),
    ...(gone > 0 && { goneImages: gone }),
    ...(agreed !== undefined && gone === 0 && { agreedAt: agreed }),
  };
}

function stateOf(study: StudyOnBook): Readiness['state'] {
  const expected = study.expected;
  const { failedFrames } = study;
  const present = checkedFrames(study);
  if (expected === undefined) return study.failure && present === 0 ? 'failed' : present > 0 ? 'partial' : 'none';
  if (hasGrown(study)) return present > 0 ? 'changed' : 'none';
  // What no list names cannot be here: all that is listed is not all there is.
  if (isShort(study)) return present > 0 ? 'partial' : 'none';
  // Nothing to show is not "ready": the images may be elsewhere, or still on their way to the archive.
  if (expected === 0 && present === 0) return 'noImages';
  if (present >= expected) return 'complete';
  if (failedFrames.size > 0 && present + failedFrames.size >= expected) return 'failed';
  return present > 0 ? 'partial' : 'none';
}

function checkedFrames({ present, uncheckedFrames }: StudyOnBook): number {
  return Math.max(0, present - uncheckedFrames.size);
}

/**
 * Images that have come, or are there to come, since somebody saw the study; else since its lists were read. What the
 * lists name and is no image is not counted, nor what was sent from here. Nor is what the archive counts and does not
 * list: nobody knows what it is.
 */
function newImagesOf(study: StudyOnBook): number {
  const { counts, listed, own, acknowledgedInstances, seenInstances } = study;
  const counted = withoutOwn(counts, listed, own).instances ?? 0;
  if (acknowledgedInstances === undefined) {
    return seenInstances === undefined ? 0 : Math.max(0, Math.max(counted, listed.instances) - seenInstances);
  }
  // Until the lists have been read again nobody knows what has been added; a report on its way from here may be it.
  const more = counted - Math.max(listed.instances, acknowledgedInstances) - (own?.underWay ?? 0);
  const added = Math.max(0, more, study.names?.added ?? 0);
  if (seenInstances === undefined) return added;
  const othersThen = study.seenOthers ?? Math.max(0, study.others - listed.own);
  return Math.max(0, listed.instances - study.others - (seenInstances - othersThen) + added);
}

/** What was listed by name has been read since: of what is gone, what was kept all the same stays said (V9). */
export function namesAfterReading({ gone, listed }: NamesDiffer, now: StudyOnBook['listed']): NamesDiffer {
  return { added: 0, gone: Math.min(gone, Math.max(0, now.instances - now.own - listed)), listed };
}
