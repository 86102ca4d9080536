/** What must be undone before this program ends, however it ends: the last begun is the first undone. */
export class CleanUp {
  readonly #undo: { readonly name: string; readonly run: () => Promise<void> }[] = [];
  #running: Promise<void> | undefined;

  /** Answers a function that undoes it now and forgets it. */
  add(name: string, run: () => Promise<void>): () => Promise<void> {
    const entry = { name, run };
    this.#undo.push(entry);
    return async () => {
      const at = this.#undo.indexOf(entry);
      if (at < 0) return;
      this.#undo.splice(at, 1);
      await run();
    };
  }

  /** Safe to call twice; what cannot be undone is said and the rest goes on. */
  runAll(): Promise<void> {
    this.#running ??= this.#runAll().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** Undoes everything when somebody ends the program from outside, then ends it. */
  onSignals(): void {
    const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
    for (const [signal, code] of Object.entries(codes)) {
      process.once(signal, () => {
        process.stderr.write(`\n${signal}: taking links and archives down …\n`);
        void this.runAll().finally(() => process.exit(code));
      });
    }
  }

  /** Undoes everything when this program fails where nobody catches it, then ends it. */
  onBugs(): void {
    const end = (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      void this.runAll().finally(() => process.exit(1));
    };
    process.on('uncaughtException', end);
    process.on('unhandledRejection', end);
  }

  async #runAll(): Promise<void> {
    for (let entry = this.#undo.pop(); entry; entry = this.#undo.pop()) {
      const { name } = entry;
      await entry.run().catch((error: unknown) => {
        process.stderr.write(`could not undo ${name}: ${error instanceof Error ? error.message : String(error)}\n`);
      });
    }
  }
}
