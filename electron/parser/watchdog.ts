import { Worker } from 'node:worker_threads';
import { limits } from './limits.ts';

/**
 * Kills this very process when it grows or stalls, even while its main thread is blocked in one call (F4). Written as
 * text, for a bundle has no second file to start; the worker shares one number, the time when work began (0: idle).
 */
const source = `
const { workerData } = require('node:worker_threads');
const began = new Float64Array(workerData.began);
setInterval(() => {
  const tooLarge = process.memoryUsage.rss() > workerData.residentBytes;
  const tooLong = began[0] > 0 && Date.now() - began[0] > workerData.wallTimeMs;
  if (tooLarge || tooLong) process.kill(process.pid, 'SIGKILL');
}, 20);
`;

export interface Watchdog {
  /** Says that one file's reading begins, at a wall time in epoch milliseconds. */
  begin(nowMs: number): void;
  end(): void;
}

export function startWatchdog(): Watchdog {
  const shared = new SharedArrayBuffer(8);
  const began = new Float64Array(shared);
  const { residentBytes, wallTimeMs } = limits;
  const worker = new Worker(source, { eval: true, workerData: { began: shared, residentBytes, wallTimeMs } });
  worker.unref();
  return {
    begin(nowMs) {
      began[0] = nowMs;
    },
    end() {
      began[0] = 0;
    },
  };
}
