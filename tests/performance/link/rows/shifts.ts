import { measureEta, measureShift } from '../../simulator/goals.ts';
import type { Row } from '../bench.ts';
import type { Goal, GoalLine } from '../goals.ts';

const atLeast = (limit: number): Goal => ({ sense: 'atLeast', limit });
const atMost = (limit: number): Goal => ({ sense: 'atMost', limit });

interface Extras {
  readonly today?: string;
  readonly note?: string;
}

/** M8 and M9: whole shifts on a clock of their own, by the simulator; the same seeds give the same figures anywhere. */
export const shifts: Row = {
  id: 'M8',
  title: 'simulated 8-hour shifts, and the accuracy of "ready at" (M9)',
  needsNoLine: true,
  measure(bench) {
    const seeds = bench.isQuick ? 5 : 20;
    const shift = measureShift(seeds);
    const eta = measureEta(seeds);
    const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
    const line = (row: string, name: string, share: number, goal: Goal | undefined, extras: Extras = {}): GoalLine => ({
      row,
      name,
      unit: 'percent',
      values: [100 * share],
      ...(goal && { goal }),
      ...extras,
    });
    const late = `no policy could have more than ${percent(shift.possibleShare)}: the others are opened too soon after they came`;
    return Promise.resolve([
      line('M8', `opened fully local, ${seeds} shifts`, shift.localShare, atLeast(95), { note: late }),
      line('M8', '  of those that could be', shift.localOfPossible, undefined),
      line('M8', 'feasible STATs ready 10 min early', shift.statShare, atLeast(100)),
      line('M8', 'of the clairvoyant', shift.ofClairvoyant, atLeast(95)),
      line('M8', 'matching priors chosen', shift.priorHitShare, atLeast(92), { today: '91 % (Siegel 1998)' }),
      line('M8', '  with so many of the bytes of all priors', shift.priorByteShare, atMost(30), { today: '30 %' }),
      line('M9', '80 % interval covers', eta.coverage, { sense: 'between', limit: 75, upTo: 85 }),
      line('M9', 'median error at half-way', eta.medianErrorAtHalfWay, atMost(12)),
    ]);
  },
};
