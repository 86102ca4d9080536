import { untilCancelled } from '#shared/base/cancelSignal.ts';
import { fail, type Result } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';

/** One question about each station at a time: who asks next waits until it is known how its images are stored. */
export class StoredSyntaxLesson {
  readonly #lessons = new Map<string, Promise<unknown>>();

  /** Asks first, or waits for who did. `isOpen` says whether there is still something to learn. */
  async attend(
    station: string,
    isOpen: () => boolean,
    ask: () => Promise<Result<void, Failure>>,
    signal: AbortSignal | undefined,
  ): Promise<Result<void, Failure>> {
    for (let running = this.#lessons.get(station); running && isOpen(); running = this.#lessons.get(station)) {
      await untilCancelled(running, signal, undefined);
      if (signal?.aborted) return fail(failureOf('Cancelled'));
    }
    const asking = ask();
    if (!isOpen()) return asking;
    const lesson = asking.catch(() => undefined);
    this.#lessons.set(station, lesson);
    try {
      return await asking;
    } finally {
      if (this.#lessons.get(station) === lesson) this.#lessons.delete(station);
    }
  }
}
