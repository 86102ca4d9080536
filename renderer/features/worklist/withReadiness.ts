import type { Readiness, WorklistSnapshot } from '#shared/contract/worklist.ts';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';

/** The list with newer readiness. Rows that did not change stay the same objects, so that they are not drawn again. */
export function withReadiness(
  list: WorklistSnapshot,
  changed: readonly { readonly study: StudyRef; readonly readiness: Readiness }[],
): WorklistSnapshot {
  const newer = new Map(changed.map(({ study, readiness }) => [studyKey(study), readiness]));
  const items = list.items.map((item) => {
    const readiness = newer.get(studyKey(item.study));
    return readiness === undefined ? item : { ...item, readiness };
  });
  return { ...list, items };
}
