/** The part of `AbortSignal` that pure code may see; every `AbortSignal` satisfies it. */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/**
 * The answer that others may wait for too, or `given` as soon as one's own signal says that nobody here waits any more.
 * What was begun goes on.
 */
export function untilCancelled<Answer, Given>(
  answer: Promise<Answer>,
  signal: CancelSignal | undefined,
  given: Given,
): Promise<Answer | Given> {
  if (!signal) return answer;
  return new Promise((resolve, reject) => {
    const stop = () => resolve(given);
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    answer.finally(() => signal.removeEventListener('abort', stop)).then(resolve, reject);
  });
}
