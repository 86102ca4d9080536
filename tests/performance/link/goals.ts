import { median } from '../figures.ts';

/** A figure that was measured, beside what it should be and what others reach today. */
export interface GoalLine {
  /** M1 to M12 of the design of the link, or the line of its own for satellites. */
  readonly row: string;
  readonly name: string;
  readonly unit: Unit;
  /** One for each run; the median is judged. */
  readonly values: readonly number[];
  /** Left out: a figure to compare with, not to be judged. */
  readonly goal?: Goal;
  /** The best known before, in words. */
  readonly today?: string;
  readonly note?: string;
}

export interface Goal {
  readonly sense: 'atMost' | 'atLeast' | 'between';
  readonly limit: number;
  /** The upper end of `between`. */
  readonly upTo?: number;
}

export type Unit = 'percent' | 'seconds' | 'milliseconds' | 'ratio' | 'count' | 'megabytes' | 'gigabytesPerSecond';

/** A row that this computer cannot measure, and why, in one line. */
export interface NotRun {
  readonly row: string;
  readonly name: string;
  readonly because: string;
}

export type RowResult = GoalLine | NotRun;

export const isMeasured = (result: RowResult): result is GoalLine => 'values' in result;

export type Verdict = 'met' | 'missed' | 'not judged' | 'not run';

/** The median decides; a goal without a value is missed. */
export function judge(result: RowResult): Verdict {
  if (!isMeasured(result)) return 'not run';
  if (!result.goal) return 'not judged';
  const { sense, limit, upTo = limit } = result.goal;
  const value = median(result.values);
  if (sense === 'atMost') return value <= limit ? 'met' : 'missed';
  if (sense === 'atLeast') return value >= limit ? 'met' : 'missed';
  return value >= limit && value <= upTo ? 'met' : 'missed';
}

/** The run that is furthest on the wrong side; where no goal says which side, the highest. */
export function worst({ values, goal }: GoalLine): number {
  return goal?.sense === 'atLeast' ? Math.min(...values) : Math.max(...values);
}
