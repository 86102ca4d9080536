import type { WorklistItem } from '#shared/contract/worklist.ts';
import { type DatedStudy, findPriors } from '#shared/worklist/priors.ts';

/** The earlier studies of a row's patient that the list knows, newest first. */
export function priorsOf(item: WorklistItem, items: readonly WorklistItem[]): readonly WorklistItem[] {
  if (item.priorCount === 0) return [];
  const sameId = items.filter((row) => row.patientId === item.patientId);
  return findPriors(datedStudyOf(item), sameId.map(datedStudyOf)).map(({ row }) => row);
}

/** A row as what finds priors asks of it. */
export function datedStudyOf(row: WorklistItem): DatedStudy & { readonly row: WorklistItem } {
  return {
    row,
    study: row.study,
    identity: {
      patientId: row.patientId,
      issuer: undefined,
      name: row.patientName,
      birthDate: row.patientBirthDate,
    },
    studyDate: row.studyDate,
    studyTime: row.studyTime,
  };
}
