import { systemNetwork } from '#electron/base/http/undiciNetwork.ts';
import { systemClock, systemFiles, systemRandom, type World } from '#electron/base/world.ts';
import { createHost, type HostExtras } from '#electron/host/createHost.ts';
import type { Host, Keychain } from '#electron/host/host.ts';
import { fail, type Result } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { DurbeenContract } from '#shared/contract/index.ts';
import type { InputOf, OutputOf } from '#shared/contract/procedure.ts';
import type { WorklistItem } from '#shared/contract/worklist.ts';

export const realWorld: World = {
  clock: systemClock,
  files: systemFiles,
  network: systemNetwork,
  random: systemRandom,
};
export const noKeychain: Keychain = {
  available: false,
  seal: () => Promise.resolve(fail(failureOf('KeychainUnavailable'))),
  unseal: () => Promise.resolve(fail(failureOf('KeychainUnavailable'))),
};

/** The host as a door would start it, over the real disk, clock and network. */
export function startHost(folder: string, extras: HostExtras = {}): Promise<Result<Host, Failure>> {
  const start = {
    door: 'browser',
    appVersion: '0.0.0-test',
    dataDirectory: `${folder}/data`,
    cacheDirectory: `${folder}/cache`,
    keychainAvailable: false,
  } as const;
  return createHost(start, realWorld, noKeychain, extras);
}

export function ask<Name extends keyof DurbeenContract>(
  host: Host,
  name: Name,
  input: InputOf<DurbeenContract[Name]>,
): Promise<Result<OutputOf<DurbeenContract[Name]>, Failure>> {
  return host.handlers[name](input, { signal: new AbortController().signal });
}

export function valueIn<Value>(result: Result<Value, Failure>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

/** Waits until the list says what is wanted; throws with the last list when it does not in time. */
export async function waitForList(
  host: Host,
  isThere: (items: readonly WorklistItem[]) => boolean,
  timeoutMs = 270_000,
): Promise<readonly WorklistItem[]> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const { items } = valueIn(await ask(host, 'worklist.list', {}));
    if (isThere(items)) return items;
    if (performance.now() > deadline) {
      throw new Error(`Not in time: ${JSON.stringify(items.map(({ study, readiness }) => ({ study, readiness })))}`);
    }
    await new Promise((done) => setTimeout(done, 200));
  }
}

export function allComplete(items: readonly WorklistItem[]): boolean {
  return items.length > 0 && items.every(({ readiness }) => readiness.state === 'complete');
}
