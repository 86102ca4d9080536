import type { Clock } from '#electron/base/world.ts';

/**
 * Waits until all have come to an end, well or badly, and no longer than `limitMs`. Answers how many had not ended, and
 * the errors of those that ended badly.
 */
export async function settledWithin(
  clock: Clock,
  limitMs: number,
  all: readonly (Promise<unknown> | undefined)[],
): Promise<{ readonly unfinished: number; readonly errors: readonly unknown[] }> {
  const errors: unknown[] = [];
  let unfinished = all.length;
  const ended = all.map(async (one) => {
    try {
      await one;
    } catch (error) {
      errors.push(error);
    }
    unfinished -= 1;
  });
  await new Promise<void>((resolve) => {
    const cancel = clock.after(limitMs, resolve);
    void Promise.all(ended).then(() => {
      cancel();
      resolve();
    });
  });
  return { unfinished, errors: [...errors] };
}
