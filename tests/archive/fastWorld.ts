/**
 * A world whose services live many times faster than the wall while sockets and disk are real: a pause of a minute is
 * over in a second, and so is the patience with a silent archive. Its wall clock jumps and its disk fills on command.
 */
import type { HttpPool, HttpRequest, Network } from '#electron/base/http/httpPool.ts';
import { systemNetwork } from '#electron/base/http/undiciNetwork.ts';
import type { Clock, World } from '#electron/base/world.ts';
import { createFaultingFiles, type FaultingFiles } from '#tests/fixtures/faultingFiles.ts';
import { createTestRandom } from '#tests/fixtures/testRandom.ts';

export interface FastWorld extends World {
  readonly files: FaultingFiles;
  /** Moves wall time alone, as a person or a dead battery does. */
  jump(milliseconds: number): void;
  /** Timers that wait. */
  readonly waiting: () => number;
}

export interface FastWorldOptions {
  readonly seed: number;
  /** Seconds of the services for each second of the wall. */
  readonly speed: number;
  readonly startMs?: number;
}

/** Patience is never shorter than this, however fast the world: a busy machine is not a silent archive. */
const leastPatienceMs = 150;

export function createFastWorld({ seed, speed, startMs = Date.UTC(2026, 9, 1, 4) }: FastWorldOptions): FastWorld {
  const born = performance.now();
  let ahead = 0;
  const timers = new Set<NodeJS.Timeout>();
  const monotonicMs = (): number => (performance.now() - born) * speed;
  const clock: Clock = {
    now: () => Math.floor(startMs + ahead + monotonicMs()),
    monotonicMs,
    offsetMinutes: () => 300,
    after(delayMs, task) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        task();
      }, delayMs / speed);
      timer.unref();
      timers.add(timer);
      return () => {
        timers.delete(timer);
        clearTimeout(timer);
      };
    },
  };
  return {
    clock,
    files: createFaultingFiles(),
    network: impatient(systemNetwork, speed),
    random: createTestRandom(seed),
    jump(milliseconds) {
      ahead += milliseconds;
    },
    waiting: () => timers.size,
  };
}

function impatient(network: Network, speed: number): Network {
  return {
    openPool(options): HttpPool {
      const pool = network.openPool(options);
      return Object.assign(Object.create(pool) as HttpPool, {
        request: (request: HttpRequest) => pool.request(hurried(request, speed)),
      });
    },
  };
}

function hurried(request: HttpRequest, speed: number): HttpRequest {
  const soon = (patienceMs: number) => Math.max(leastPatienceMs, patienceMs / speed);
  const { progressFloor, headTimeoutMs } = request;
  const idleTimeoutMs = soon(request.idleTimeoutMs);
  const patience = { idleTimeoutMs, headTimeoutMs: headTimeoutMs === undefined ? idleTimeoutMs : soon(headTimeoutMs) };
  if (!progressFloor) return { ...request, ...patience };
  return { ...request, ...patience, progressFloor: { ...progressFloor, withinMs: progressFloor.withinMs / speed } };
}
