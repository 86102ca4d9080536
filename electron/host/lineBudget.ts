import { z } from 'zod';
import type { Clock } from '#electron/base/world.ts';
import type { LinkBook } from '#electron/services/link/index.ts';
import type { KeptValues, Settings } from '#electron/services/settings/index.ts';
import { fail, type Result } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { NetworkDescription } from '#shared/contract/link.ts';
import { type Budget, type BudgetState, budgetAt, countedBytes } from '#shared/prefetch/budget.ts';

export interface LineBudgetNeeds {
  readonly clock: Pick<Clock, 'now' | 'offsetMinutes'>;
  readonly settings: Pick<Settings, 'read'>;
  readonly kept: KeptValues;
  readonly book: Pick<LinkBook, 'usage' | 'month'>;
  /** The network this computer is on; undefined where that is not known. */
  readonly network: () => NetworkDescription | undefined;
  readonly room: () => BudgetState['room'];
}

const pausedName = 'linkPaused';
const consentName = 'linkOverCapMonth';

/** What the line may be used for now, and what a person has said about it; both last over a restart, if the disk takes them. */
export class LineBudget {
  readonly #needs: LineBudgetNeeds;
  #isPaused: boolean;
  #consentFor: string | undefined;

  constructor(needs: LineBudgetNeeds) {
    this.#needs = needs;
    this.#isPaused = z.boolean().safeParse(needs.kept.read(pausedName)).data ?? false;
    this.#consentFor = z.string().safeParse(needs.kept.read(consentName)).data;
  }

  get isPaused(): boolean {
    return this.#isPaused;
  }

  /** Consent to go over the cap has been given for the month by which bytes are counted. */
  get isOverCapAllowed(): boolean {
    return this.#consentFor === this.#needs.book.month().name;
  }

  now(): Budget {
    const { clock, settings, book, network, room } = this.#needs;
    const { monthlyCapBytes, hours } = settings.read().link;
    const now = clock.now();
    const offsetMinutes = (instant: number) => clock.offsetMinutes(instant);
    return budgetAt(
      { monthlyCapBytes, hours },
      {
        now,
        offsetMinutes,
        bytesThisMonth: monthlyCapBytes === null ? 0 : countedBytes(book.usage().thisMonth),
        monthEndsAt: book.month().endsAt,
        mayExceedCap: this.isOverCapAllowed,
        isPaused: this.#isPaused,
        isMetered: network()?.isMetered ?? false,
        room: room(),
      },
    );
  }

  /** A failure: it holds, and only until the program ends. */
  setPaused(paused: boolean): Result<void, Failure> {
    this.#isPaused = paused;
    return keptOrHeld(this.#needs.kept.write(pausedName, paused));
  }

  /** Until the month ends by which bytes are counted. A failure: it holds, and only until the program ends. */
  allowOverCap(): Result<void, Failure> {
    const { book, kept } = this.#needs;
    this.#consentFor = book.month().name;
    return keptOrHeld(kept.write(consentName, this.#consentFor));
  }
}

/** Whoever shows why it was not kept says that it holds all the same. */
function keptOrHeld(kept: Result<void, Failure>): Result<void, Failure> {
  return kept.ok ? kept : fail({ ...kept.failure, details: { ...kept.failure.details, holds: 'untilClosed' } });
}
