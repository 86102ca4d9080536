/** How soon a study is to be reported. */
export type Priority = 'STAT' | 'URGENT' | 'ROUTINE';

const rank: Readonly<Record<Priority, number>> = { STAT: 0, URGENT: 1, ROUTINE: 2 };

/** 0 is the most urgent. */
export function priorityRank(priority: Priority): number {
  return rank[priority];
}

/** Hours from first seen to due, by priority. */
export type DueHours = Readonly<Record<Priority, number>>;

/** When a report is due, epoch ms: first seen + the target of the priority. A changed priority moves it. */
export function dueTime(firstSeenAt: number, priority: Priority, dueHours: DueHours): number {
  return firstSeenAt + dueHours[priority] * 3_600_000;
}

/**
 * Reads Requested Procedure Priority (0040,1003), whose terms are STAT, HIGH, ROUTINE, MEDIUM and LOW (PS3.3 C.4.11).
 * Undefined for anything else: an unknown word must not make a study urgent, nor hide that nobody said.
 */
export function readPriority(text: string | undefined): Priority | undefined {
  switch (text?.trim().toUpperCase()) {
    case 'STAT':
      return 'STAT';
    case 'HIGH':
      return 'URGENT';
    case 'ROUTINE':
    case 'MEDIUM':
    case 'LOW':
      return 'ROUTINE';
    default:
      return undefined;
  }
}
