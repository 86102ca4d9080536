import { expect, it } from 'vitest';
import type { Readiness } from '#shared/contract/worklist.ts';
import { createFakeArchive, fakeStack, frameKeyOf, instanceDataset, refOf } from '#tests/fixtures/fakeArchive.ts';
import { StudyBytes } from './studyBytes.ts';
import { StudyIndex } from './studyIndex.ts';

const stack = fakeStack('1.2.1', 1);
const archive = createFakeArchive('one', [stack]);
const study = refOf(archive, stack);
const { seriesInstanceUID } = frameKeyOf(archive, stack, 1);

/** One image is listed; `readiness` says how much of the study is here. */
function remainingOf(readiness: Readiness): number {
  const index = new StudyIndex({ readSeries: () => [] });
  const instances = (stack.series[seriesInstanceUID] ?? []).map((one) =>
    instanceDataset(stack, seriesInstanceUID, one),
  );
  index.put(study, [{ seriesInstanceUID, expectedFrames: 1, instances }]);
  const { presentFrames } = readiness;
  const bytes = new StudyBytes(
    index,
    { countFrames: () => [{ seriesInstanceUID, presentFrames, expectedFrames: 1, instances: 1 }] },
    { of: () => readiness, hasMetadata: () => true },
  );
  bytes.begin();
  return bytes.of(study, { modalities: ['MG'], instances: 4 }).remaining;
}

it('V6: what the archive counts and does not list is not on its way', () => {
  const shortList = { counted: 4, listed: 1 };
  expect(remainingOf({ state: 'partial', presentFrames: 1, expectedFrames: 1, shortList })).toBe(0);
  const listed = remainingOf({ state: 'none', presentFrames: 0, expectedFrames: 1 });
  expect(listed).toBeGreaterThan(0);
  expect(remainingOf({ state: 'none', presentFrames: 0, expectedFrames: 1, shortList })).toBe(listed);
});

it('V8: images that the lists are about to name are, at what such images usually take', () => {
  expect(remainingOf({ state: 'changed', presentFrames: 1, expectedFrames: 1, newImages: 2 })).toBe(20_000_000);
  expect(remainingOf({ state: 'changed', presentFrames: 1, expectedFrames: 1 })).toBe(0);
});

it('V3: what is here and still looked at has come', () => {
  expect(remainingOf({ state: 'partial', presentFrames: 1, expectedFrames: 1 })).toBe(0);
});
