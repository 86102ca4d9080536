import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { HostToShell, ShellToHost } from '#shared/contract/hostStart.ts';
import type { Keychain } from './host.ts';

type Answer = Extract<ShellToHost, { kind: 'keychainAnswer' }>;
type Request = Extract<HostToShell, { kind: 'keychain' }>;

export interface ShellKeychain extends Keychain {
  available: boolean;
  receive(answer: Answer): void;
}

/** The system's keychain as the host sees it: questions to the shell, the only process that may speak to it. */
export function createShellKeychain(ask: (request: Request) => void): ShellKeychain {
  const waiting = new Map<number, (result: Result<Uint8Array, Failure>) => void>();
  let lastId = 0;
  const request = (act: Request['act'], bytes: Uint8Array) =>
    new Promise<Result<Uint8Array, Failure>>((resolve) => {
      lastId += 1;
      waiting.set(lastId, resolve);
      ask({ kind: 'keychain', id: lastId, act, bytes });
    });
  return {
    available: false,
    seal: (bytes) => request('seal', bytes),
    unseal: (bytes) => request('unseal', bytes),
    receive({ id, bytes, failed }) {
      const resolve = waiting.get(id);
      waiting.delete(id);
      resolve?.(bytes && !failed ? succeed(bytes) : fail(failureOf('KeychainUnavailable')));
    },
  };
}
