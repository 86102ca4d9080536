import type { BegunAnswer } from './begunAnswer.ts';

/** A radiograph or ten: what a line that is cut again and again has in flight. */
const mostBytes = 96 * 1024 * 1024;

/** The beginnings of answers that were cut, in memory, until the rest is asked for; the oldest go first. */
export class KeptAnswers {
  readonly #kept = new Map<string, BegunAnswer>();

  keep(id: string, begun: BegunAnswer): void {
    this.#kept.delete(id);
    if (begun.received === 0) return;
    this.#kept.set(id, begun);
    let bytes = 0;
    for (const { received } of this.#kept.values()) bytes += received;
    for (const [oldest, { received }] of this.#kept) {
      if (bytes <= mostBytes) return;
      this.#kept.delete(oldest);
      bytes -= received;
    }
  }

  /** Whoever takes it gives it back if it is cut once more. */
  take(id: string): BegunAnswer | undefined {
    const begun = this.#kept.get(id);
    this.#kept.delete(id);
    return begun;
  }

  forget(): void {
    this.#kept.clear();
  }
}
