/** Those who want to be told; telling them survives one of them leaving meanwhile. */
export class Listeners<Value> {
  readonly #all = new Set<(value: Value) => void>();

  add(listener: (value: Value) => void): () => void {
    // Wrapped, so that the same function added twice is told twice and removed once.
    const entry = (value: Value) => listener(value);
    this.#all.add(entry);
    return () => void this.#all.delete(entry);
  }

  tell(value: Value): void {
    for (const listener of [...this.#all]) listener(value);
  }

  clear(): void {
    this.#all.clear();
  }
}
