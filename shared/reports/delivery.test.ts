import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Delivery,
  type DeliveryEvent,
  isDue,
  judgeFailure,
  maxDelayMs,
  nextDelivery,
  retryDelayMs,
} from './delivery.ts';

const events: readonly DeliveryEvent[] = ['send', 'confirmed', 'failedForNow', 'refused', 'retry', 'foundAtStart'];

describe('delivery', () => {
  it('is delivered only by a confirmation of what was being sent, and then stays so', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events)), (happened) => {
        let state: Delivery = 'queued';
        for (const event of happened) {
          const next: Delivery | undefined = nextDelivery(state, event);
          if (next === 'delivered' && state !== 'delivered') expect([state, event]).toEqual(['sending', 'confirmed']);
          if (state === 'delivered') expect(next === undefined || next === 'delivered').toBe(true);
          state = next ?? state;
        }
        // Never exhausted: whatever happened, a person or time can bring it on its way again.
        if (state !== 'delivered') {
          const onItsWay = nextDelivery(state, state === 'parked' ? 'retry' : 'foundAtStart') ?? state;
          expect(onItsWay).toBe('queued');
        }
      }),
    );
  });

  it('waits longer after each failure, never longer than five minutes, never less than half its step', () => {
    expect([1, 2, 3, 7, 500].map((attempts) => retryDelayMs(attempts, 0))).toEqual([
      5_000,
      10_000,
      20_000,
      maxDelayMs,
      maxDelayMs,
    ]);
    fc.assert(
      fc.property(fc.nat(10_000), fc.double({ min: 0, max: 0.999, noNaN: true }), (attempts, fraction) => {
        const delay = retryDelayMs(attempts, fraction);
        expect(delay).toBeGreaterThanOrEqual(2_500);
        expect(delay).toBeLessThanOrEqual(maxDelayMs);
      }),
    );
  });

  it('is due at its time, and at once when the clock was set back past any wait', () => {
    expect(isDue(1_000, 999)).toBe(false);
    expect(isDue(1_000, 1_000)).toBe(true);
    expect(isDue(1_000 + maxDelayMs + 1, 1_000)).toBe(true);
  });

  it('parks what the archive refuses and keeps trying what a line does', () => {
    expect(
      ['ArchiveStoreRefused', 'ArchiveSignInRefused', 'IdentityChanged', 'NoDestination'].map(judgeFailure),
    ).toEqual(Array(4).fill('refused'));
    expect(
      [
        'ArchiveUnreachable',
        'ArchiveTimedOut',
        'ArchiveBusy',
        'ArchiveFailed',
        'ArchiveCaptivePortal',
        'Unexpected',
      ].map(judgeFailure),
    ).toEqual(Array(6).fill('failedForNow'));
  });
});
