import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { DrawingTime } from '../studies/plannedStudy.ts';
import type { DrawStep, StepResult } from './drawStep.ts';

export interface DrawingJob {
  readonly time: DrawingTime;
  readonly steps: readonly DrawStep[];
  /** Called as each step is done, in no fixed order; the next waits for it. */
  readonly onStep: (step: DrawStep, result: StepResult) => Promise<void>;
  readonly signal?: AbortSignal | undefined;
  /** The worker's file, where the program is bundled; beside this file otherwise. */
  readonly workerFile?: URL | undefined;
}

const mostThreads = 4;

/** Draws all steps over a few threads. Rejects when one fails or the signal is raised; no thread outlives it. */
export async function drawSteps(job: DrawingJob): Promise<void> {
  const file = job.workerFile ?? new URL('./drawWorker.ts', import.meta.url);
  const threads = Math.max(1, Math.min(mostThreads, availableParallelism(), job.steps.length));
  const waiting = [...job.steps].reverse();
  const workers = Array.from({ length: threads }, () => new Worker(file, { workerData: job.time, execArgv: [] }));
  try {
    await Promise.all(workers.map((worker) => workThrough(worker, waiting, job)));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

async function workThrough(worker: Worker, waiting: DrawStep[], job: DrawingJob): Promise<void> {
  for (let step = waiting.pop(); step; step = waiting.pop()) {
    job.signal?.throwIfAborted();
    await job.onStep(step, await ask(worker, step, job.signal));
  }
}

type Reply = { readonly instances: StepResult } | { readonly error: string };

function ask(worker: Worker, step: DrawStep, signal: AbortSignal | undefined): Promise<StepResult> {
  return new Promise((resolve, reject) => {
    const onMessage = (reply: Reply) =>
      settle(() => ('error' in reply ? reject(new Error(reply.error)) : resolve(reply.instances)));
    const onError = (error: Error) => settle(() => reject(error));
    const onExit = () => settle(() => reject(new Error('the drawing thread ended')));
    const onAbort = () => settle(() => reject(signal?.reason as Error));
    const settle = (action: () => void) => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      signal?.removeEventListener('abort', onAbort);
      action();
    };
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    signal?.addEventListener('abort', onAbort);
    worker.postMessage(step);
  });
}
