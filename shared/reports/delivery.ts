/** The second machine of a report: how a signed version reaches its archive. At least once, harmless when twice. */
export type Delivery = 'queued' | 'sending' | 'delivered' | 'parked';

export type DeliveryEvent = 'send' | 'confirmed' | 'failedForNow' | 'refused' | 'retry' | 'foundAtStart';

/** Every legal step. `delivered` is the end; there is no "given up". */
const steps: Readonly<Record<Delivery, Readonly<Partial<Record<DeliveryEvent, Delivery>>>>> = {
  queued: { send: 'sending', foundAtStart: 'queued' },
  sending: { confirmed: 'delivered', failedForNow: 'queued', refused: 'parked', foundAtStart: 'queued' },
  parked: { retry: 'queued', foundAtStart: 'parked' },
  delivered: { foundAtStart: 'delivered' },
};

/** The state after an event; undefined when the event cannot happen to a delivery in that state. */
export function nextDelivery(state: Delivery, event: DeliveryEvent): Delivery | undefined {
  return steps[state][event];
}

const firstDelayMs = 5_000;
/** Longest wait between attempts. The archive answering anything else wakes the outbox sooner. */
export const maxDelayMs = 5 * 60_000;

/**
 * How long to wait after so many failed attempts: doubling from 5 s to 5 min, never exhausted. Jitter takes away up
 * to half, so that many workstations do not knock together when a hospital's line returns.
 * @param fraction random, in [0, 1)
 */
export function retryDelayMs(failedAttempts: number, fraction: number): number {
  const doublings = Math.min(Math.max(failedAttempts - 1, 0), 20);
  const ceiling = Math.min(firstDelayMs * 2 ** doublings, maxDelayMs);
  return Math.round(ceiling * (1 - fraction / 2));
}

/** Due when its time has come, or when that time is further off than any wait can be: then the clock was set back. */
export function isDue(nextAttemptAt: number, nowMs: number): boolean {
  return nextAttemptAt <= nowMs || nextAttemptAt - nowMs > maxDelayMs;
}

// An answer of the archive itself that repeating cannot change. All else may pass, captive portals and wrong
// certificates included: those are the line's, not the archive's.
const decided: ReadonlySet<string> = new Set([
  'ArchiveNotConfigured',
  'ArchiveUrlInvalid',
  'ArchiveSignInRefused',
  'ArchiveForbidden',
  'ArchiveNotFound',
  'ArchiveRedirectRefused',
  'ArchiveStoreRefused',
  'IdentityChanged',
  'StudyChanged',
  'NoDestination',
]);

/** What a failure means for a delivery: try again by itself, or wait for a person. */
export function judgeFailure(code: string): 'failedForNow' | 'refused' {
  return decided.has(code) ? 'refused' : 'failedForNow';
}
