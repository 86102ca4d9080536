import { type DicomDataset, numberOf, numbersOf } from './dicomJson.ts';

export interface CineTiming {
  /** How long each frame lasts in ms, where they last differently (FrameTimeVector, PS3.3 C.7.6.5). */
  readonly frameTimesMs?: readonly number[];
  /** The data ask to be played there and back (Preferred Playback Sequencing, PS3.3 C.7.6.5). */
  readonly sweeping?: true;
}

/** A frame lasts between a thousandth of a second and ten seconds; what is beyond is no time. */
const [shortestMs, longestMs] = [1, 10_000];

/**
 * What the Cine Module says beyond one frame time. The vector holds increments: its first is nothing, each other is how
 * long the frame before it lasts; of the last frame nothing is said, and it lasts as long as the mean.
 */
export function readCineTiming(dataset: DicomDataset, numberOfFrames: number): CineTiming {
  const increments = (numbersOf(dataset, 'FrameTimeVector') ?? []).slice(1, numberOfFrames);
  const isWhole =
    increments.length > 0 &&
    increments.length === numberOfFrames - 1 &&
    increments.every((time) => time >= shortestMs && time <= longestMs);
  const isUneven = isWhole && Math.max(...increments) - Math.min(...increments) > 1;
  const mean = increments.reduce((sum, time) => sum + time, 0) / Math.max(1, increments.length);
  return {
    ...(isUneven && numberOf(dataset, 'FrameTime') === undefined && { frameTimesMs: [...increments, mean] }),
    ...(numberOf(dataset, 'PreferredPlaybackSequencing') === 1 && { sweeping: true as const }),
  };
}
