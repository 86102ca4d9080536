// Entry point of a thread that draws: steps in, encoded instances out.
import { parentPort, workerData } from 'node:worker_threads';
import type { DrawingTime } from '../studies/plannedStudy.ts';
import { type DrawStep, stepDrawer } from './drawStep.ts';

const draw = stepDrawer(workerData as DrawingTime);

parentPort?.on('message', (step: DrawStep) => {
  void draw(step).then(
    (instances) => parentPort?.postMessage({ instances }),
    (error: unknown) => parentPort?.postMessage({ error: error instanceof Error ? error.message : 'drawing failed' }),
  );
});
