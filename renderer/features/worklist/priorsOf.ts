import type { WorklistItem } from '#shared/contract/worklist.ts';
import { findPriors } from '#shared/worklist/priors.ts';

/** The earlier studies of a row's patient that the list knows, newest first. */
export function priorsOf(item: WorklistItem, items: readonly WorklistItem[]): readonly WorklistItem[] {
  if (item.priorCount === 0) return [];
  const dated = (row: WorklistItem) => ({
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
  });
  const sameId = items.filter((row) => row.patientId === item.patientId);
  return findPriors(dated(item), sameId.map(dated)).map(({ row }) => row);
}
