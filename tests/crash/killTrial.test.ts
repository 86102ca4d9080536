import { expect, it } from 'vitest';
import { runKillTrial } from './killTrial.ts';

const mebibyte = 2 ** 20;

it('M7: twenty deaths, torn tails and lost indexes cost no frame, no study, and next to nothing of the line', async () => {
  const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 100_000);
  const figures = await runKillTrial({ seed, kills: 20 });
  process.stdout.write(`M7 kills, seed ${seed}: ${JSON.stringify(figures)}\n`);
  expect(figures).toMatchObject({ wrongFrames: 0, lostFrames: 0, lostStudies: 0 });
  // A kill costs the frame that was on its way; a cut of the mains what was not at rest (8 MiB, and what came meanwhile).
  expect(figures.mostAgainAfterKill).toBeLessThanOrEqual(352_000);
  expect(figures.mostAgainAfterCut).toBeLessThanOrEqual(12 * mebibyte);
  expect(figures.resumeMs.median).toBeLessThanOrEqual(3_000);
  expect(figures.bytesFetched).toBeGreaterThan(5 * mebibyte);
});
