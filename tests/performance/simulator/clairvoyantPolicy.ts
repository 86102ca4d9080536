import { priorityRank } from '#shared/worklist/priority.ts';
import { jobsInTime } from './clairvoyant.ts';
import type { Line } from './line.ts';
import { bytesWhenOpened } from './measure.ts';
import { type Policy, planInOrder, type WaitingStudy } from './policies.ts';
import type { Shift, ShiftStudy } from './shift.ts';

interface KnownJob {
  readonly bytes: number;
  readonly from: number;
  readonly to: number;
  readonly waiting: WaitingStudy | undefined;
}

/** A STAT is whole so long before it is due (M8). */
const statMarginSeconds = 600;

/**
 * Knows the line, every study that will come and when each is opened. Its duties are those of the app: what somebody
 * has open is first, until it can be scrolled through if it cannot be whole while it is read, and every STAT comes before
 * every URGENT and that before the rest, those first of each that can be whole in time. Without them it would leave the person who waits without a study, to
 * have two others ready: `mostJobsInTime` counts what that would give.
 */
export function clairvoyantPolicy(shift: Shift, line: Line): Policy {
  const sizes = new Map(shift.studies.map((study) => [study, bytesWhenOpened(study, study.opensAt ?? 0)]));
  return {
    name: 'clairvoyant, same duties',
    plan: (situation) => {
      const { now, open, waiting } = situation;
      const openBytes = open.reduce((sum, { remainingBytes }) => sum + remainingBytes, 0);
      const free = openBytes > 0 ? Math.min(line.arrivalOf(openBytes, now), line.endsAt) : now;
      const stats = waiting.filter(({ shift: { priority } }) => priority === 'STAT');
      const statJobs = stats.map((one) => ({
        bytes: one.stock.remainingBytes,
        from: free,
        to: Math.max(free, one.shift.dueAt - statMarginSeconds),
        one,
      }));
      const statsInTime = new Set([...jobsInTime(statJobs, line)].map(({ one }) => one));
      const afterStats = line.arrivalOf(
        stats.reduce((sum, { stock }) => sum + stock.remainingBytes, 0),
        free,
      );
      const jobs = openings(shift, waiting, new Set(stats), Math.min(afterStats, line.endsAt), sizes);
      const chosen = new Map([...jobsInTime(jobs, line)].map((job) => [job.waiting, job]));
      const rank = (one: WaitingStudy) => {
        if (one.shift.priority === 'STAT') return [statsInTime.has(one) ? 0 : 1, one.shift.dueAt] as const;
        const job = chosen.get(one);
        const band = 2 * priorityRank(one.shift.priority);
        return job ? ([band, job.to] as const) : ([band + 1, one.stock.remainingBytes] as const);
      };
      const ordered = [...waiting].sort((one, other) => {
        const [[first, at], [second, otherAt]] = [rank(one), rank(other)];
        return first - second || at - otherAt;
      });
      const closesAt = Math.max(now, ...shift.studies.map((study) => closingAfter(study, now)));
      // The rest of an open STAT waits for none but STATs that can still be in time.
      const ahead =
        situation.openStats.size > 0
          ? statsInTime.size
          : stats.length + ordered.filter((one) => chosen.has(one)).length;
      return planInOrder(situation, ordered, free > closesAt ? ahead : 0);
    },
  };
}

/** What will be opened, of what has come and of what will. */
function openings(
  shift: Shift,
  waiting: readonly WaitingStudy[],
  without: ReadonlySet<WaitingStudy>,
  now: number,
  sizes: ReadonlyMap<ShiftStudy, number>,
): readonly KnownJob[] {
  const here = new Map(waiting.map((one) => [one.shift, one]));
  return shift.studies.flatMap((study): readonly KnownJob[] => {
    const { opensAt, arrivesAt } = study;
    const one = here.get(study);
    if (opensAt === undefined || opensAt <= now || (one && without.has(one))) return [];
    if (one)
      return one.stock.remainingBytes > 0
        ? [{ bytes: one.stock.remainingBytes, from: now, to: opensAt, waiting: one }]
        : [];
    return arrivesAt > now ? [{ bytes: sizes.get(study) ?? 0, from: arrivesAt, to: opensAt, waiting: undefined }] : [];
  });
}

/** When a study that is open now is closed; otherwise long ago. */
function closingAfter({ opensAt = Number.POSITIVE_INFINITY, closesAt = 0 }: ShiftStudy, now: number): number {
  return opensAt <= now ? closesAt : 0;
}
