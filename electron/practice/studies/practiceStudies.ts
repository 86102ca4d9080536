import { chestCt, chestCtPrior } from './chestCt.ts';
import type { DrawingTime, PlannedStudy } from './plannedStudy.ts';

/** Every patient of the practice archive. To add one, write a file beside these and name it here. */
export function planPracticeStudies(time: DrawingTime): readonly PlannedStudy[] {
  return [chestCt(time), chestCtPrior(time)];
}
