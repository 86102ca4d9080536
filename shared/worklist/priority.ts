/** How soon a study is to be reported. */
export type Priority = 'STAT' | 'URGENT' | 'ROUTINE';

const rank: Readonly<Record<Priority, number>> = { STAT: 0, URGENT: 1, ROUTINE: 2 };

/** 0 is the most urgent. */
export function priorityRank(priority: Priority): number {
  return rank[priority];
}

/** Hours to due, by priority. */
export type DueHours = Readonly<Record<Priority, number>>;

/** When a report is due, epoch ms: its clock's start (see `dueStart`) + the target of the priority. */
export function dueTime(startAt: number, priority: Priority, dueHours: DueHours): number {
  return startAt + dueHours[priority] * 3_600_000;
}

/** A study older than this when it is first seen was not lying here unread: its own time says nothing about us. */
const freshMs = 3 * 86_400_000;

/**
 * When the clock of a report starts. A routine study's starts when it is first seen. For STAT and urgent it started at
 * the scanner: a bleed that lay two hours at the site is not new when the list shows it. A time after the first sight
 * is a clock that is wrong, one long before it an old study; both start at the first sight.
 *
 * @param acquiredAt the study's own date and time, epoch ms; undefined where it does not say both.
 */
export function dueStart(firstSeenAt: number, priority: Priority, acquiredAt: number | undefined): number {
  if (priority === 'ROUTINE' || acquiredAt === undefined || firstSeenAt - acquiredAt > freshMs) return firstSeenAt;
  return Math.min(firstSeenAt, acquiredAt);
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
