/**
 * Everything outside that services depend on: time, files, network, randomness.
 * Services take a `World`; tests give them one that they control. No other file reads the clock,
 * the disk, the network or chance directly (a lint rule holds this for clock and chance).
 */
import { randomBytes, randomUUID } from 'node:crypto';
import * as fs from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import type { Network } from './http/httpPool.ts';

export interface World {
  readonly clock: Clock;
  readonly files: Files;
  readonly network: Network;
  readonly random: Random;
  /** Shows an address in the system's browser; left out where the person's own browser shows us. */
  readonly openUrl?: (url: string) => void;
  /** Left out where nobody asks which network the computer is on. */
  readonly computer?: Computer;
}

/** The computer under us. */
export interface Computer {
  /** Its own addresses, of every interface that is up. Costs a fraction of a millisecond. */
  addresses(): readonly InterfaceAddress[];
}

export interface InterfaceAddress {
  /** The system's name of the interface: "wlp3s0", "Wi-Fi". */
  readonly name: string;
  readonly family: 'IPv4' | 'IPv6';
  /** Network and prefix length: "192.168.1.0/24". */
  readonly network: string;
  readonly address: string;
  /** Of this computer only. */
  readonly isInternal: boolean;
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

export const systemComputer: Computer = {
  addresses: () =>
    Object.entries(networkInterfaces()).flatMap(([name, infos]) =>
      (infos ?? []).map(({ family, address, netmask, cidr, internal }) => ({
        name,
        family,
        address,
        network:
          family === 'IPv4' ? `${maskedIPv4(address, netmask)}/${cidr?.split('/')[1] ?? '32'}` : prefixOf(address),
        isInternal: internal,
      })),
    ),
};

function maskedIPv4(address: string, netmask: string): string {
  const mask = netmask.split('.').map(Number);
  return address
    .split('.')
    .map((part, index) => Number(part) & (mask[index] ?? 0))
    .join('.');
}

/** The first 64 bits: what is behind them changes by the day where addresses are private (RFC 8981). */
function prefixOf(address: string): string {
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - groups.length - after.length;
  return `${[...groups, ...new Array<string>(Math.max(0, zeros)).fill('0'), ...after].slice(0, 4).join(':')}::/64`;
}
