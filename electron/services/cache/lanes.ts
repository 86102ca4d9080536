/** Work of one name runs in order, one at a time; different names do not wait for each other. */
export interface Lanes {
  run<Value>(name: string, work: () => Promise<Value>): Promise<Value>;
  /** Resolves when nothing runs or waits. */
  idle(): Promise<void>;
}

export function createLanes(): Lanes {
  const last = new Map<string, Promise<unknown>>();
  return {
    run(name, work) {
      const before = last.get(name) ?? Promise.resolve();
      const result = before.then(work);
      // The next in line waits for the end, however it ends; a failure goes to whoever asked for that work.
      const ended = result.then(
        () => undefined,
        () => undefined,
      );
      last.set(name, ended);
      void ended.then(() => {
        if (last.get(name) === ended) last.delete(name);
      });
      return result;
    },
    async idle() {
      while (last.size > 0) await Promise.all(last.values());
    },
  };
}
