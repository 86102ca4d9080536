import { attempt } from '#electron/base/database/storeFailure.ts';
import type { Log } from '#electron/base/logging/log.ts';
import type { Clock } from '#electron/base/world.ts';
import type { AuditTrail, ChainLink } from '#electron/services/audit/index.ts';

/** The start itself has enough to do. */
const firstAfterMs = 60_000;
/** Some milliseconds of work, and then others have their turn: a trail of years is walked in minutes. */
const entriesAtOnce = 500;
const nextAfterMs = 1_000;

export interface WalkNeeds {
  readonly clock: Pick<Clock, 'after'>;
  readonly audit: Pick<AuditTrail, 'verify'>;
  readonly log: Pick<Log, 'info' | 'error'>;
}

/**
 * Walks the chain of the audit trail once in each run, a little at a time: where it does not hold, somebody changed it
 * with the key in hand, and the log says where (L16, P4). Answers what ends the walk.
 */
export function walkAudit({ clock, audit, log }: WalkNeeds): () => void {
  let cancel = clock.after(firstAfterMs, () => walk(undefined));
  function walk(from: ChainLink | undefined): void {
    const verdict = attempt(() => audit.verify(from, entriesAtOnce));
    if (!verdict.ok) log.error('audit.chainNotRead', { code: verdict.failure.code });
    else if (!verdict.value.intact) log.error('audit.chainBroken', { sequence: verdict.value.brokenAt });
    else if (verdict.value.next) {
      const { next } = verdict.value;
      cancel = clock.after(nextAfterMs, () => walk(next));
    } else log.info('audit.chainHolds');
  }
  return () => cancel();
}
