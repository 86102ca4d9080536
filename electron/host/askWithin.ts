import type { Clock } from '#electron/base/world.ts';

/** Whether a question was answered well within a time; what comes later is still taken in by whoever asked. */
export function askWithin(clock: Pick<Clock, 'after'>, limitMs: number, ask: () => Promise<boolean>): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(limitMs, () => resolve(false));
    ask().finally(cancel).then(resolve, reject);
  });
}
