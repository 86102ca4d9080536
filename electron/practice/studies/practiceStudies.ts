import { brainMr } from './brainMr.ts';
import { carotidUltrasound } from './carotidUltrasound.ts';
import { chestCt, chestCtPrior } from './chestCt.ts';
import { chestRadiograph, chestRadiographPrior } from './chestRadiograph.ts';
import { headCt } from './headCt.ts';
import { kneeRadiograph } from './kneeRadiograph.ts';
import { mammogram } from './mammogram.ts';
import { petCt } from './petCt.ts';
import type { DrawingTime, PlannedStudy } from './plannedStudy.ts';

/** Every patient of the practice archive. To add one, write a file beside these and name it here. */
export function planPracticeStudies(time: DrawingTime): readonly PlannedStudy[] {
  return [
    chestCt(time),
    chestCtPrior(time),
    headCt(time),
    brainMr(time),
    chestRadiograph(time),
    chestRadiographPrior(time),
    kneeRadiograph(time),
    carotidUltrasound(time),
    petCt(time),
    mammogram(time),
  ];
}
