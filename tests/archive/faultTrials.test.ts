import { expect, test } from 'vitest';
import { resumeWithinMs } from '#tests/crash/killLimits.ts';
import { framesAStrikeMayCost, runFaultTrial } from './faultTrial.ts';
import { runOutageTrial } from './outageTrial.ts';

const first = Number(process.env['FAULT_SEED'] ?? 1);
const count = Number(process.env['FAULT_SEEDS'] ?? 24);
const atOnce = 4;
/** Once wrong: filler behind the end of a frame. */
const foundBySoak = [5194];

// The long ones are `npm run soak`; a seed that fails is played again with `npm run soak -- --seed N`.
test(`M11: ${count} fetches through seeded faults: nothing wrong counts as present, and all comes in the end`, async () => {
  const all = [...Array.from({ length: count }, (_, index) => first + index), ...foundBySoak];
  for (let start = 0; start < all.length; start += atOnce) {
    const seeds = all.slice(start, start + atOnce);
    for (const report of await Promise.all(seeds.map(runFaultTrial))) {
      expect(report.violations, `npm run soak -- --seed ${report.seed}: ${report.steps.join('; ')}`).toEqual([]);
      expect(report.framesAsked).toBeGreaterThanOrEqual(report.frames);
    }
  }
});

test('M7 N10: after outages of 1 and 2 s and two minutes the fetch goes on within 3 s, and fetches little twice', async () => {
  const short = await runOutageTrial([
    { lengthMs: 1_000, kind: 'silence' },
    { lengthMs: 2_000, kind: 'refused' },
  ]);
  // Twenty times as fast, which also stretches what sockets and disk take.
  const long = await runOutageTrial([{ lengthMs: 120_000, kind: 'silence' }], 20);
  expect([...short.violations, ...long.violations]).toEqual([]);
  for (const resumed of short.resumedAfterMs) expect(resumed).toBeLessThan(resumeWithinMs);
  for (const resumed of long.resumedAfterMs) expect(resumed).toBeLessThan(8_000);
  expect(short.framesAsked - short.frames).toBeLessThanOrEqual(2 * framesAStrikeMayCost);
});
