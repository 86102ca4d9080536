import { compareText } from '../base/compareText.ts';
import { type ArchiveId, type StudyRef, studyKey } from '../dicom/frameKey.ts';
import { type ListedPatient, likelySamePatient } from './listedPatient.ts';

/** What is asked of a study to find it among the earlier studies of a patient. */
export interface DatedStudy {
  readonly study: StudyRef;
  readonly identity: ListedPatient;
  /** DA and TM text. */
  readonly studyDate: string | undefined;
  readonly studyTime: string | undefined;
}

/**
 * Earlier studies of the same patient in the same archive, newest first. A study without a date is no prior: it cannot
 * be said to be earlier. Ties are broken by UID, so that the answer does not depend on the order of the list.
 */
export function findPriors<Study extends DatedStudy>(current: Study, candidates: Iterable<Study>): readonly Study[] {
  const priors: Study[] = [];
  for (const candidate of candidates) {
    if (isPrior(candidate, current)) priors.push(candidate);
  }
  return priors.sort(newestFirst);
}

/** Studies that may be of one patient, so that thousands are not compared with thousands. */
export function groupByPatient<Study extends DatedStudy>(
  studies: Iterable<Study>,
): ReadonlyMap<string, readonly Study[]> {
  const groups = new Map<string, Study[]>();
  for (const study of studies) {
    const key = patientGroup(study.study.archiveId, study.identity.patientId);
    const group = groups.get(key);
    if (group) group.push(study);
    else groups.set(key, [study]);
  }
  return groups;
}

export function patientGroup(archiveId: ArchiveId, patientId: string | undefined): string {
  return `${archiveId}\n${patientId ?? ''}`;
}

function isPrior(candidate: DatedStudy, current: DatedStudy): boolean {
  if (candidate.study.archiveId !== current.study.archiveId) return false;
  if (studyKey(candidate.study) === studyKey(current.study)) return false;
  return likelySamePatient(candidate.identity, current.identity) && isEarlier(candidate, current);
}

function isEarlier(one: DatedStudy, other: DatedStudy): boolean {
  if (!one.studyDate || !other.studyDate) return false;
  if (one.studyDate !== other.studyDate) return one.studyDate < other.studyDate;
  return one.studyTime !== undefined && other.studyTime !== undefined && one.studyTime < other.studyTime;
}

/** Ties are broken by UID. */
export function newestFirst(one: DatedStudy, other: DatedStudy): number {
  return (
    compareText(other.studyDate ?? '', one.studyDate ?? '') ||
    compareText(other.studyTime ?? '', one.studyTime ?? '') ||
    compareText(one.study.studyInstanceUID, other.study.studyInstanceUID)
  );
}
