import type { CancelSignal } from '#shared/base/cancelSignal.ts';
import { fail, type Result } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';

/** What has been asked and not been answered yet, each under its own id. */
export class PendingAnswers<Value> {
  #lastId = 0;
  readonly #settle = new Map<number, (result: Result<Value, Failure>) => void>();

  /**
   * Opens a question. A cancel answers it at once with `Cancelled` and calls `onCancel`, so that the other side may
   * stop; an answer that still comes finds nobody.
   */
  ask(
    signal: CancelSignal | undefined,
    start: (id: number) => void,
    onCancel: (id: number) => void,
  ): Promise<Result<Value, Failure>> {
    if (signal?.aborted) return Promise.resolve(fail(failureOf('Cancelled')));
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve) => {
      const cancelled = () => {
        onCancel(id);
        this.settle(id, fail(failureOf('Cancelled')));
      };
      this.#settle.set(id, (result) => {
        signal?.removeEventListener('abort', cancelled);
        resolve(result);
      });
      signal?.addEventListener('abort', cancelled, { once: true });
      start(id);
    });
  }

  settle(id: number, result: Result<Value, Failure>): void {
    const settle = this.#settle.get(id);
    this.#settle.delete(id);
    settle?.(result);
  }

  /** Fails everything that is open, but for the ids in `except`. */
  failAll(failure: Failure, except: ReadonlySet<number> = new Set()): void {
    for (const id of [...this.#settle.keys()]) if (!except.has(id)) this.settle(id, fail(failure));
  }
}
