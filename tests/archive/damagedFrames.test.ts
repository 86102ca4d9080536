import { expect, test } from 'vitest';
import { sharedData } from '../fixtures/sharedData.ts';
import { soakDamage } from '../soak/damage.ts';

// The long run is `npm run soak -- --damage 5000`.

test.skipIf(!sharedData())(
  'C5, SF7: forty damaged frames of five coders are named in time, and sound ones after them are themselves',
  async () => {
    const { failures, outcomes } = await soakDamage(1, 40, () => undefined);
    expect(failures).toEqual([]);
    const total = [...outcomes.values()].reduce((sum, times) => sum + times, 0);
    const refused = total - (outcomes.get('decoded') ?? 0) - (outcomes.get('otherPixels') ?? 0);
    expect(total).toBe(40);
    // What the checks and the decoders see; other pixels are seen by the digest alone (C3), which is taken on receipt.
    expect(refused).toBeGreaterThan(12);
  },
);
