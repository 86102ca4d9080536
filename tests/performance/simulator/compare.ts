import { clairvoyantPolicy } from './clairvoyantPolicy.ts';
import { drawShift } from './drawShift.ts';
import { type Prediction, predictTransfers } from './etaTrial.ts';
import { forecaster } from './forecast.ts';
import { interrupted } from './interruptions.ts';
import { drawLine, type LineProfile } from './lineProfiles.ts';
import { boundOf, measure, type ShiftBound, type ShiftFigures } from './measure.ts';
import { type Policy, policies } from './policies.ts';
import { simulate } from './simulate.ts';
import { bytesOfPlan } from './stock.ts';

export interface Comparison {
  readonly profile: LineProfile;
  readonly bounds: readonly ShiftBound[];
  readonly policies: readonly { readonly name: string; readonly shifts: readonly ShiftFigures[] }[];
  /** With the same duties, and knowing everything. */
  readonly clairvoyant: readonly ShiftFigures[];
  readonly predictions: readonly Prediction[];
  /** Of the studies of all shifts, without priors. */
  readonly studyBytes: number;
  readonly studies: number;
}

/** What makes a day harder than its line. */
export interface Hardship {
  /** The archive refuses for minutes, and the computer sleeps. */
  readonly isInterrupted?: boolean;
  readonly diskBytes?: number;
}

const predictionsInShift = 60;

/** One profile, each seed one shift on one line, the same for all policies. */
export function compare(
  profile: LineProfile,
  seeds: readonly number[],
  compared: readonly Policy[] = policies,
  { isInterrupted = false, diskBytes }: Hardship = {},
): Comparison {
  const cases = seeds.map((seed) => {
    const shift = drawShift(seed);
    const drawn = drawLine(profile, seed);
    const line = isInterrupted ? interrupted(drawn, shift.signsOnAt, seed) : drawn;
    return { seed, shift, line, bound: boundOf(shift, line) };
  });
  const sizes = cases.map(({ shift }) => shift.studies.map(({ plan }) => bytesOfPlan(plan)));
  const predictions = cases.flatMap(({ seed, line }, index) =>
    predictTransfers(line, sizes[index]!, predictionsInShift, seed),
  );
  return {
    profile,
    bounds: cases.map(({ bound }) => bound),
    policies: compared.map((policy) => ({
      name: policy.name,
      shifts: cases.map(({ shift, line, bound }) =>
        measure(simulate(shift, line, policy, forecaster(shift, line), diskBytes), bound, line.endsAt),
      ),
    })),
    clairvoyant: (compared.length > 0 ? cases : []).map(({ shift, line, bound }) =>
      measure(simulate(shift, line, clairvoyantPolicy(shift, line), forecaster(shift, line)), bound, line.endsAt),
    ),
    predictions,
    studyBytes: sizes.flat().reduce((total, bytes) => total + bytes, 0),
    studies: sizes.flat().length,
  };
}
