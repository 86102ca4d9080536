import { expect, it } from 'vitest';
import { crashSeed } from './crashSeed.ts';
import { bytesACutMayCost, bytesAKillMayCost, resumeWithinMs } from './killLimits.ts';
import { runKillTrial } from './killTrial.ts';

it('M7: twenty deaths, torn tails and lost indexes cost no frame, no study, and next to nothing of the line', async () => {
  const figures = await runKillTrial({ seed: crashSeed, kills: 20 });
  process.stdout.write(`M7 kills, seed ${crashSeed}: ${JSON.stringify(figures)}\n`);
  expect(figures).toMatchObject({ wrongFrames: 0, lostFrames: 0, lostStudies: 0 });
  expect(figures.mostAgainAfterKill).toBeLessThanOrEqual(bytesAKillMayCost);
  expect(figures.mostAgainAfterCut).toBeLessThanOrEqual(bytesACutMayCost);
  expect(figures.resumeMs.median).toBeLessThanOrEqual(resumeWithinMs);
  expect(figures.bytesFetched).toBeGreaterThan(5 * 2 ** 20);
});
