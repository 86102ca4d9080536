import { setTimeout as pause } from 'node:timers/promises';
import type { HostProcess } from './hostProcess.ts';

/** Waits until the host has asked nothing and waited for nothing for a while: its own errands are done. */
export async function settled(host: HostProcess, quietMs = 3_000, limitMs = 180_000): Promise<void> {
  const deadline = performance.now() + limitMs;
  for (let quietSince = performance.now(), asked = 0; performance.now() - quietSince < quietMs; await pause(200)) {
    const { requests } = await host.ask('traffic', null);
    const isBusy = requests.length !== asked || requests.some(({ endedAt }) => endedAt === undefined);
    asked = requests.length;
    if (isBusy) quietSince = performance.now();
    if (performance.now() > deadline) {
      const last = requests.slice(-5).map(({ path, lane, outcome }) => `${lane} ${outcome} ${path.slice(0, 200)}`);
      throw new Error(`the host does not come to rest: ${asked} questions, the last ${last.join('; ')}`);
    }
  }
}
