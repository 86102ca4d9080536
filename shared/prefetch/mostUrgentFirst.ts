import { compareText } from '../base/compareText.ts';
import { type StudyRef, studyKey } from '../dicom/frameKey.ts';
import { type Priority, priorityRank } from '../worklist/priority.ts';

interface Waiting {
  readonly priority: Priority;
  /** Epoch ms. */
  readonly dueAt: number;
}

/** A new array: STAT first, then by the time they are due, the more urgent of two, and their names so that no two tie. */
export function mostUrgentFirst<Study extends Waiting>(
  studies: readonly Study[],
  studyOf: (one: Study) => StudyRef,
): readonly Study[] {
  return [...studies].sort((one, other) => {
    const stat = Number(one.priority !== 'STAT') - Number(other.priority !== 'STAT');
    return (
      stat ||
      one.dueAt - other.dueAt ||
      priorityRank(one.priority) - priorityRank(other.priority) ||
      compareText(studyKey(studyOf(one)), studyKey(studyOf(other)))
    );
  });
}
