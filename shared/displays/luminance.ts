import { jndOfLuminance, luminanceOfJnd } from './gsdf.ts';

/** The grey levels at which a photometer is held to the screen: 0, 15 … 255 (TG18-LN01 to LN18). */
export const measuredLevels: readonly number[] = Array.from({ length: 18 }, (_, index) => index * 15);

/** What a photometer saw: cd/m² at each of `measuredLevels`, and what the room adds where it was held to the glass. */
export interface LuminanceReading {
  readonly levels: readonly number[];
  /** Room light that the screen reflects, cd/m²; 0 where the photometer stood back and saw it already. */
  readonly ambient: number;
}

export interface LuminanceResult {
  readonly minimum: number;
  readonly maximum: number;
  readonly ratio: number;
  /** Largest departure of a step's contrast from the GSDF between the same two ends, percent (TG18, 4.3.4). */
  readonly gsdfErrorPercent: number;
  /** Number of the step that departs most: 1 is from level 0 to level 15. */
  readonly worstStep: number;
}

export type LuminanceProblem = 'wrongCount' | 'notNumbers' | 'notRising';

/** Why no curve can be made of a reading; undefined: it can. */
export function luminanceProblem({ levels, ambient }: LuminanceReading): LuminanceProblem | undefined {
  if (levels.length !== measuredLevels.length) return 'wrongCount';
  if (![...levels, ambient].every((value) => Number.isFinite(value) && value >= 0 && value < 100_000))
    return 'notNumbers';
  const [first = 0, last = 0] = [levels[0], levels.at(-1)];
  const falls = levels.some((value, index) => index > 0 && value < (levels[index - 1] ?? 0));
  return falls || last <= first || first + ambient <= 0 ? 'notRising' : undefined;
}

/** Lmin, Lmax, their ratio and the departure from the GSDF; undefined where the reading is none. */
export function judgeLuminance(reading: LuminanceReading): LuminanceResult | undefined {
  if (luminanceProblem(reading)) return undefined;
  const seen = reading.levels.map((value) => value + reading.ambient);
  const [minimum = 0, maximum = 0] = [seen[0], seen.at(-1)];
  const [from, to] = [jndOfLuminance(minimum), jndOfLuminance(maximum)];
  const step = (to - from) / (seen.length - 1);
  let [gsdfErrorPercent, worstStep] = [0, 1];
  for (let index = 1; index < seen.length; index += 1) {
    const wanted = contrast(luminanceOfJnd(from + step * (index - 1)), luminanceOfJnd(from + step * index));
    const found = contrast(seen[index - 1] ?? 0, seen[index] ?? 0);
    const error = (Math.abs(found - wanted) / wanted) * 100;
    if (error > gsdfErrorPercent) [gsdfErrorPercent, worstStep] = [error, index];
  }
  return { minimum, maximum, ratio: maximum / minimum, gsdfErrorPercent, worstStep };
}

function contrast(lower: number, upper: number): number {
  return (2 * (upper - lower)) / (upper + lower);
}

/**
 * The grey level to send for each P-value 0 to 255, so that the monitor measured here follows the GSDF between its own
 * ends (PS3.14 7.2). Undefined where the reading is none. Only for a monitor whose own DICOM curve is off: twice is wrong.
 */
export function gsdfCorrection(reading: LuminanceReading): Uint8Array | undefined {
  if (luminanceProblem(reading)) return undefined;
  const seen = reading.levels.map((value) => value + reading.ambient);
  const [from, to] = [jndOfLuminance(seen[0] ?? 0), jndOfLuminance(seen.at(-1) ?? 0)];
  // JND indices between two readings lie nearly on a line, luminances do not.
  const indices = seen.map(jndOfLuminance);
  return Uint8Array.from({ length: 256 }, (_, pValue) => levelAt(indices, from + ((to - from) * pValue) / 255));
}

function levelAt(indices: readonly number[], wanted: number): number {
  const above = indices.findIndex((index, at) => at > 0 && index >= wanted);
  const upper = above < 0 ? indices.length - 1 : above;
  const [low = 0, high = 0] = [indices[upper - 1], indices[upper]];
  const part = high > low ? (wanted - low) / (high - low) : 0;
  return Math.round((upper - 1 + Math.min(1, Math.max(0, part))) * 15);
}
