import { runFaultTrial } from '../../../archive/faultTrial.ts';
import type { Row } from '../bench.ts';
import type { GoalLine } from '../goals.ts';

/** What the trial calls a violation, by what the goal forbids. */
const kinds = {
  'foreign studies listed': /foreign study/,
  'lossy unasked': /lossy and unasked/,
  '"complete" with a frame missing': /^"complete" with|frames: /,
  'wrong bytes counted as present': /wrong bytes|cannot be read/,
} as const;

/** M11: real fetches of the real services through archives, lines and computers that misbehave, by seeds. */
export const hostileArchives: Row = {
  id: 'M11',
  title: 'hostile and faulty archives, seeded',
  needsNoLine: true,
  async measure(bench) {
    const wanted = bench.isQuick ? 500 : 10_000;
    const violations: string[] = [];
    let strikes = 0;
    let seed = 0;
    while (strikes < wanted) {
      seed += 1;
      const report = await runFaultTrial(seed);
      strikes += report.strikes;
      violations.push(...report.violations.map((what) => `seed ${seed}: ${what}`));
    }
    const named = Object.values(kinds);
    const others = violations.filter((one) => !named.some((kind) => kind.test(one)));
    const line = (name: string, count: number, note?: string): GoalLine => ({
      row: 'M11',
      name,
      unit: 'count',
      values: [count],
      goal: { sense: 'atMost', limit: 0 },
      ...(note !== undefined && { note }),
    });
    return [
      {
        row: 'M11',
        name: `faults in ${seed} fetches`,
        unit: 'count',
        values: [strikes],
        today: '25 of 100 images with status 200',
        ...(violations.length > 0 && { note: violations.join('\n    ') }),
      },
      ...Object.entries(kinds).map(([name, kind]) => line(name, violations.filter((one) => kind.test(one)).length)),
      line('anything else that must not be', others.length),
    ];
  },
};
