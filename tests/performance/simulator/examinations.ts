import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import type { SeriesInstanceUID, SOPInstanceUID, StudyInstanceUID } from '#shared/dicom/uids.ts';
import type { InstanceToPlan, SeriesToPlan, StudyToPlan } from '#shared/prefetch/frameRequest.ts';
import type { ComparableStudy } from '#shared/worklist/relevantPriors.ts';
import type { Random } from './random.ts';

/** A kind of examination: its share of the arrivals, how long it is read, and what it is made of. */
export interface Examination extends ComparableStudy {
  readonly kind: string;
  readonly share: number;
  readonly readingSeconds: number;
  readonly statShare: number;
  readonly series: (random: Random) => readonly DrawnSeries[];
}

interface DrawnSeries {
  readonly instances: number;
  readonly framesEach: number;
  readonly frameBytes: number;
}

const whole = (value: number) => Math.max(1, Math.round(value));
const stack = (instances: number, frameBytes: number): DrawnSeries => ({
  instances: whole(instances),
  framesEach: 1,
  frameBytes: whole(frameBytes),
});

/** Bytes as JPEG-LS at the ratios of link.md, section 4; ultrasound as it was stored. Sixty make about 2.5 GB. */
export const examinations: readonly Examination[] = [
  {
    kind: 'chest film',
    modalities: ['DX'],
    bodyPart: 'CHEST',
    studyDescription: 'Chest PA',
    share: 0.48,
    readingSeconds: 150,
    statShare: 0.06,
    series: (random) => [stack(random.chance(0.4) ? 2 : 1, random.around(5.5e6, 0.3))],
  },
  {
    kind: 'obstetric US',
    modalities: ['US'],
    bodyPart: 'UTERUS',
    studyDescription: 'Obstetric ultrasound',
    share: 0.2,
    readingSeconds: 330,
    statShare: 0.05,
    series: (random) => [
      stack(random.between(15, 40), 90_000),
      { instances: whole(random.between(4, 12)), framesEach: whole(random.around(60, 0.3)), frameBytes: 45_000 },
    ],
  },
  {
    kind: 'CT',
    modalities: ['CT'],
    bodyPart: 'ABDOMEN',
    studyDescription: 'CT abdomen',
    share: 0.2,
    readingSeconds: 660,
    statShare: 0.35,
    series: (random) => [
      stack(2, 100_000),
      stack(random.around(60, 0.2), random.around(150_000, 0.15)),
      stack(random.around(450, 0.35), random.around(205_000, 0.15)),
    ],
  },
  {
    kind: 'MR',
    modalities: ['MR'],
    bodyPart: 'BRAIN',
    studyDescription: 'MR brain',
    share: 0.12,
    readingSeconds: 780,
    statShare: 0.1,
    series: (random) =>
      Array.from({ length: whole(random.between(5, 9)) }, () =>
        stack(random.around(40, 0.4), random.around(150_000, 0.3)),
      ),
  },
];

const archiveId = 'simulated' as ArchiveId;

/** The frames of an examination, all of them missing. */
export function drawPlan(examination: Examination, uid: string, random: Random): StudyToPlan {
  return makePlan(uid, examination.series(random));
}

export function makePlan(uid: string, series: readonly DrawnSeries[]): StudyToPlan {
  return {
    study: { archiveId, studyInstanceUID: uid as StudyInstanceUID },
    series: series.map((one, index) => makeSeries(`${uid}.${index + 1}`, one)),
  };
}

function makeSeries(uid: string, { instances, framesEach, frameBytes }: DrawnSeries): SeriesToPlan {
  const missing = Array.from({ length: framesEach }, (_, index) => index + 1);
  return {
    seriesInstanceUID: uid as SeriesInstanceUID,
    instances: Array.from(
      { length: instances },
      (_, index): InstanceToPlan => ({
        sopInstanceUID: `${uid}.${index + 1}` as SOPInstanceUID,
        numberOfFrames: framesEach,
        missing,
        frameBytes,
      }),
    ),
  };
}
