import fc from 'fast-check';
import { expect, test } from 'vitest';
import { failureOf } from '#shared/contract/failures.ts';
import { phantomVolume } from '#tests/fixtures/phantomVolume.ts';
import { imageIdOf } from '../frames/frameCatalogue.ts';
import { FrameLedger } from '../frames/ledger.ts';
import { steppedThickness, underSlab } from './slab.ts';

test('the wheel goes through thicknesses that grow with themselves, and back to no slab', () => {
  const up = [undefined, 1, 10, 11, 500].map((mm) => steppedThickness(mm, 1));
  expect(up).toEqual([1, 2, 12, 12, 500]);
  const down = [undefined, 1, 10, 11, 500].map((mm) => steppedThickness(mm, -1));
  expect(down).toEqual([undefined, undefined, 8, 10, 400]);
});

test('what is stepped up is stepped down again', () => {
  fc.assert(
    fc.property(fc.constantFrom(1, 3, 10, 25, 80), fc.integer({ min: 1, max: 5 }), (mm, steps) => {
      expect(steppedThickness(steppedThickness(mm, steps), -steps)).toBe(mm);
    }),
  );
});

test('slices of a slab that are on their way are awaited; one that came and is no image is missing for good', () => {
  const ledger = new FrameLedger();
  const model = phantomVolume({ slices: 9, side: 9, ledger });
  expect(underSlab(model, 'coronal', 500)).toEqual({ slices: 9, missing: 9, awaited: 9 });
  const failed = (slot: number) => imageIdOf(model.grid.slots[slot]!);
  ledger.recordFailed(failed(2), failureOf('FrameDamaged'));
  expect(underSlab(model, 'coronal', 500)).toEqual({ slices: 9, missing: 9, awaited: 8 });
  // A line that broke is mended, and the slice comes.
  ledger.recordFailed(failed(3), failureOf('ArchiveUnreachable'));
  expect(underSlab(model, 'coronal', 500)).toEqual({ slices: 9, missing: 9, awaited: 8 });
});
