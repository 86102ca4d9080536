import { Worker } from 'node:worker_threads';
import { limits } from './limits.ts';

/** For a process that is given no processor: what it has not used up of its own time may still be waited for. */
const mostWaitFactor = 3;

/**
 * Kills this very process when it grows or stalls, even while its main thread is blocked in one call (F4). What counts
 * is the time of the processor that it has used: on a busy computer a sound file takes long and uses little. Written as
 * text, for a bundle has no second file to start; the worker shares one number, the turn that is on (0: idle), and
 * reads the times itself, from clocks that never jump. Between turns it sleeps until the next begins: the process stays
 * for hours beside a laptop's battery, and has nothing to do in most of them.
 */
const source = `
const { workerData } = require('node:worker_threads');
const turn = new Int32Array(workerData.turn);
let seen = 0;
let usedBefore = 0;
let begunAt = 0;
const usedMs = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
const nowMs = () => Number(process.hrtime.bigint() / 1000000n);
for (;;) {
  const current = Atomics.load(turn, 0);
  if (current !== seen) { seen = current; usedBefore = usedMs(); begunAt = nowMs(); }
  const tooLarge = process.memoryUsage.rss() > workerData.residentBytes;
  const tooLong = current > 0 && (usedMs() - usedBefore > workerData.workMs || nowMs() - begunAt > workerData.waitMs);
  if (tooLarge || tooLong) process.kill(process.pid, 'SIGKILL');
  Atomics.wait(turn, 0, current, current > 0 ? 20 : 1000);
}
`;

export interface Watchdog {
  /** Says that the work on one file begins. */
  begin(): void;
  end(): void;
}

export function startWatchdog(): Watchdog {
  const shared = new SharedArrayBuffer(4);
  const turn = new Int32Array(shared);
  const { residentBytes, wallTimeMs } = limits;
  const workerData = { turn: shared, residentBytes, workMs: wallTimeMs, waitMs: wallTimeMs * mostWaitFactor };
  const worker = new Worker(source, { eval: true, workerData });
  worker.unref();
  let turns = 0;
  return {
    begin() {
      turns = (turns % 2 ** 30) + 1;
      Atomics.store(turn, 0, turns);
      Atomics.notify(turn, 0);
    },
    end() {
      Atomics.store(turn, 0, 0);
    },
  };
}
