/**
 * Waits for answers of a worker, but not for ever: one that is late is ended, and everything that is asked of it, before
 * or after, is refused. Otherwise a document that keeps its worker busy would keep a core busy too, for as long as it is
 * open.
 */
export class PatientWorker {
  readonly #terminate: () => void;
  readonly #longestMs: number;
  readonly #ended = new AbortController();
  #last: Promise<unknown> = Promise.resolve();

  constructor(terminate: () => void, longestMs: number) {
    this.#terminate = terminate;
    this.#longestMs = longestMs;
  }

  /**
   * Asks when everything that was asked before is answered: the clock runs for one question at a time, and ten pages that
   * are asked for at once are not ten that are late. Throws when there is no answer in time, or the worker has been ended.
   */
  answer<Value>(ask: () => Promise<Value>): Promise<Value> {
    const answer = this.#last.then(() => this.#inTime(ask));
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  #inTime<Value>(ask: () => Promise<Value>): Promise<Value> {
    const { signal } = this.#ended;
    if (signal.aborted) return Promise.reject(new Error('ended'));
    return new Promise<Value>((resolve, reject) => {
      const timer = setTimeout(() => this.end(), this.#longestMs);
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', refuse);
      };
      const refuse = () => {
        done();
        reject(new Error('ended'));
      };
      signal.addEventListener('abort', refuse, { once: true });
      ask().then(resolve, reject).finally(done);
    });
  }

  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  end(): void {
    if (this.#ended.signal.aborted) return;
    this.#ended.abort();
    this.#terminate();
  }
}
