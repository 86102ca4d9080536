/** Bytes of answers in memory at one time, of all archives together, before who asks for more must wait its turn. */
const mostBytes = 512 * 1024 * 1024;
/** So much every answer may hold whatever the others do: more than any frame of a modality takes compressed. */
const entitledBytes = 32 * 1024 * 1024;

/** What one answer holds of the budget. */
export interface BudgetShare {
  /** False: there is no room for more of this answer now. */
  hold(bytes: number): boolean;
  /** So many bytes have been handed on. */
  release(bytes: number): void;
  close(): void;
}

/**
 * Memory for answers that have begun and are not handed on. Each has a limit of its own; without one over all of them, two
 * dozen that each keep within theirs take the machine down. The largest may always go on, so that one at least ends.
 */
export class AnswerBudget {
  readonly #mostBytes: number;
  readonly #entitledBytes: number;
  readonly #held = new Map<BudgetShare, number>();
  #total = 0;

  constructor(limits = { mostBytes, entitledBytes }) {
    this.#mostBytes = limits.mostBytes;
    this.#entitledBytes = limits.entitledBytes;
  }

  get heldBytes(): number {
    return this.#total;
  }

  open(): BudgetShare {
    const share: BudgetShare = {
      hold: (bytes) => this.#hold(share, bytes),
      release: (bytes) => this.#add(share, -Math.min(bytes, this.#held.get(share) ?? 0)),
      close: () => {
        this.#add(share, -(this.#held.get(share) ?? 0));
        this.#held.delete(share);
      },
    };
    return share;
  }

  #hold(share: BudgetShare, bytes: number): boolean {
    this.#add(share, bytes);
    const own = this.#held.get(share) ?? 0;
    if (this.#total <= this.#mostBytes || own <= this.#entitledBytes) return true;
    return [...this.#held].every(([other, held]) => other === share || held < own);
  }

  #add(share: BudgetShare, bytes: number): void {
    this.#held.set(share, (this.#held.get(share) ?? 0) + bytes);
    this.#total += bytes;
  }
}

/** Memory is the process's, whichever archive fills it. */
export const answersInFlight = new AnswerBudget();
