import { type CacheLevel, chooseEvictions, type KeptStudy, levelOf } from '#shared/cache/evictionPolicy.ts';
import type { Stock } from './stock.ts';

/** What the rules of keeping ask about a study, as it stands in the shift; times in seconds. */
export interface Standing {
  readonly isOpen: boolean;
  readonly isAssigned: boolean;
  readonly deliveredAt: number | undefined;
  readonly role: KeptStudy['role'];
  readonly firstSeenAt: number;
  /** Somebody will look at it yet: letting go of it will be regretted. */
  readonly isStillWanted: boolean;
}

const keepReadMs = 7 * 86_400_000;

/** A disk with a limit: what the real rules let go of when it is full, and how often that was wrong. */
export class Disk {
  readonly #limitBytes: number;
  #evictions = 0;
  #regretted = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  get isEndless(): boolean {
    return this.#limitBytes === Number.POSITIVE_INFINITY;
  }

  get evictions(): number {
    return this.#evictions;
  }

  get regretted(): number {
    return this.#regretted;
  }

  levelWith(stocks: Iterable<Stock>): CacheLevel {
    return levelOf(usedBy(stocks), this.#limitBytes);
  }

  makeRoom(stocks: readonly Stock[], standingOf: (stock: Stock) => Standing, now: number): void {
    const usedBytes = usedBy(stocks);
    if (usedBytes < this.#limitBytes) return;
    const byUid = new Map(stocks.map((stock) => [stock.plan.study.studyInstanceUID as string, stock]));
    const kept = stocks
      .filter(({ heldBytes }) => heldBytes > 0)
      .map((stock): KeptStudy => {
        const { deliveredAt, firstSeenAt, isOpen, isAssigned, role } = standingOf(stock);
        return {
          study: stock.plan.study,
          bytes: stock.heldBytes,
          isOpen,
          isAssigned,
          isGone: false,
          report: deliveredAt === undefined ? 'none' : 'delivered',
          deliveredAt: deliveredAt === undefined ? undefined : deliveredAt * 1000,
          role,
          firstSeenAt: firstSeenAt * 1000,
        };
      });
    for (const { studyInstanceUID } of chooseEvictions(kept, usedBytes, this.#limitBytes, {
      now: now * 1000,
      keepReadMs,
    })) {
      const stock = byUid.get(studyInstanceUID)!;
      this.#evictions += 1;
      if (standingOf(stock).isStillWanted) this.#regretted += 1;
      stock.letGo();
    }
  }
}

function usedBy(stocks: Iterable<Stock>): number {
  let used = 0;
  for (const { heldBytes } of stocks) used += heldBytes;
  return used;
}
