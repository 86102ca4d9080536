/**
 * Everything outside that services depend on: time, files, network, randomness.
 * Services take a `World`; tests give them one that they control. No other file reads the clock,
 * the disk, the network or chance directly (a lint rule holds this for clock and chance).
 */
import { randomBytes, randomUUID } from 'node:crypto';
import * as fs from 'node:fs/promises';
import type { Network } from './http/httpPool.ts';

export interface World {
  readonly clock: Clock;
  readonly files: Files;
  readonly network: Network;
  readonly random: Random;
}

export interface Clock {
  /** Wall time, epoch milliseconds. May jump. */
  now(): number;
  /** Never jumps; for durations. Milliseconds from an arbitrary start. */
  monotonicMs(): number;
  /** Local offset from UTC in minutes, east positive, at an instant. */
  offsetMinutes(instantMs: number): number;
  /** Runs `task` once after `delayMs`; answers a function that cancels it. Does not keep the process alive. */
  after(delayMs: number, task: () => void): () => void;
}

/** The file operations services use, as `node:fs/promises` has them. */
export type Files = Pick<
  typeof fs,
  | 'readFile'
  | 'writeFile'
  | 'open'
  | 'mkdir'
  | 'rename'
  | 'rm'
  | 'stat'
  | 'readdir'
  | 'unlink'
  | 'chmod'
  | 'statfs'
  | 'realpath'
>;

export interface Random {
  bytes(count: number): Uint8Array;
  /** In [0, 1). For jitter, never for secrets. */
  fraction(): number;
  uuid(): string;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  offsetMinutes: (instantMs) => -new Date(instantMs).getTimezoneOffset(),
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

export const systemRandom: Random = {
  bytes: (count) => new Uint8Array(randomBytes(count)),
  fraction: () => randomBytes(4).readUInt32LE(0) / 2 ** 32,
  uuid: () => randomUUID(),
};

export const systemFiles: Files = fs;
