import { type Comparison, compare } from './compare.ts';
import { type EtaFigures, scorePredictions } from './etaTrial.ts';
import { lineProfiles } from './lineProfiles.ts';
import { sum } from './measure.ts';
import { durbeen, durbeenWithin } from './policies.ts';

/** What M8 asks for; shares from 0 to 1. */
export interface ShiftGoals {
  /** Of the studies that were opened. */
  readonly localShare: number;
  /** Of those that could be whole when opened: no policy whatever could have more (see `mostJobsInTime`). */
  readonly localOfPossible: number;
  readonly possibleShare: number;
  /** STATs whole ten minutes before they are due, of those that can be. */
  readonly statShare: number;
  /** Beside a policy that knows the line and the day, and has the same duties. */
  readonly ofClairvoyant: number;
  /** Of the priors of the same region and kind that were looked at, those that had been chosen. */
  readonly priorHitShare: number;
  /** Bytes of the chosen priors, of those of all priors. */
  readonly priorByteShare: number;
}

/** The profile of the goal: 2 Mbit/s, 2 % loss, five outages. */
const goalProfile = 'home2';

/** Plays `seeds` shifts at home and measures what M8 asks for. Takes about a second for ten. */
export function measureShift(seeds = 10): ShiftGoals {
  const profile = lineProfiles.find(({ name }) => name === goalProfile);
  if (!profile) throw new Error(`no profile ${goalProfile}`);
  return shiftGoals(compare(profile, seedsUpTo(seeds), [durbeen]));
}

export function shiftGoals({ bounds, policies, clairvoyant }: Comparison): ShiftGoals {
  const figures = policies.find(({ name }) => name === durbeen.name)?.shifts ?? [];
  const opened = sum(bounds.map((one) => one.opened));
  const possible = sum(bounds.map((one) => one.mostLocal));
  const local = sum(figures.map((one) => one.local));
  return {
    localShare: local / opened,
    localOfPossible: local / possible,
    possibleShare: possible / opened,
    statShare: sum(figures.map((one) => one.statsReady)) / sum(bounds.map(({ feasibleStats }) => feasibleStats.size)),
    ofClairvoyant: local / sum(clairvoyant.map((one) => one.local)),
    priorHitShare: sum(figures.map((one) => one.matchingChosen)) / sum(figures.map((one) => one.matchingOpened)),
    priorByteShare: sum(figures.map((one) => one.chosenPriorBytes)) / sum(figures.map((one) => one.allPriorBytes)),
  };
}

export interface CapGoals {
  /** Bytes fetched ahead in a shift ÷ the cap, at most: the last 15 % of it, and what is above, are for what is opened and STAT. */
  readonly mostOfCap: number;
  readonly localShare: number;
}

/** The shifts at home with a cap that none of them keeps by itself: how much is fetched ahead all the same (rule O10). */
export function measureCap(monthlyCapBytes: number, seeds = 4): CapGoals {
  const profile = lineProfiles.find(({ name }) => name === goalProfile)!;
  const { policies, bounds } = compare(profile, seedsUpTo(seeds), [durbeenWithin(monthlyCapBytes)]);
  const shifts = policies.flatMap((one) => one.shifts);
  return {
    mostOfCap: Math.max(...shifts.map(({ aheadBytes }) => aheadBytes / monthlyCapBytes)),
    localShare: sum(shifts.map(({ local }) => local)) / sum(bounds.map(({ opened }) => opened)),
  };
}

export interface HardDay extends ShiftGoals {
  readonly evictions: number;
  /** Let go of, and looked at later. */
  readonly regretted: number;
}

/** The shifts at home on a day of refusals and sleep, with a disk that does not hold all of it (rules N9, O12). */
export function measureHardDay(diskBytes: number, seeds = 4): HardDay {
  const profile = lineProfiles.find(({ name }) => name === goalProfile)!;
  const hardship = { isInterrupted: true, diskBytes };
  const comparison = compare(profile, seedsUpTo(seeds), [durbeen], hardship);
  const shifts = comparison.policies.flatMap((one) => one.shifts);
  return {
    ...shiftGoals(comparison),
    evictions: sum(shifts.map(({ evictions }) => evictions)) / shifts.length,
    regretted: sum(shifts.map(({ regretted }) => regretted)) / shifts.length,
  };
}

/** What M9 asks for: over the lines of all profiles, and of each. */
export function measureEta(seeds = 10): EtaFigures & { readonly byProfile: ReadonlyMap<string, EtaFigures> } {
  const trials = lineProfiles.map(
    (profile) => [profile.name, compare(profile, seedsUpTo(seeds), []).predictions] as const,
  );
  return {
    ...scorePredictions(trials.flatMap(([, predictions]) => predictions)),
    byProfile: new Map(trials.map(([name, predictions]) => [name, scorePredictions(predictions)])),
  };
}

export function seedsUpTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
