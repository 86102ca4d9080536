import { expect, it } from 'vitest';
import { failureOf } from '#shared/contract/failures.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { createFakeArchive, fakeStack, frameKeyOf, instanceDataset, refOf } from '#tests/fixtures/fakeArchive.ts';
import { createTestClock } from '#tests/fixtures/testClock.ts';
import { ReadinessBook } from './readinessBook.ts';
import { framesOf } from './studyIndex.ts';

const stack = fakeStack('1.2.1', 2);
const archive = createFakeArchive('one', [stack]);
const study = refOf(archive, stack);

function bookExpecting(expectedFrames: number, presentFrames = 0): ReadinessBook {
  const seriesInstanceUID = frameKeyOf(archive, stack, 1).seriesInstanceUID;
  const countFrames = () => [{ seriesInstanceUID, expectedFrames, presentFrames, instances: expectedFrames }];
  const book = new ReadinessBook(
    { countFrames, saveLook: () => undefined, readLook: () => undefined },
    createTestClock(),
  );
  book.noteMetadata(study, undefined);
  return book;
}

it('a study of which nothing is an image is not ready: it has no images', () => {
  expect(bookExpecting(0).of(study)).toEqual({ state: 'noImages', presentFrames: 0, expectedFrames: 0 });
});

it('a frame that its list names and nobody can give is a failure, whatever the archive calls it (V6)', () => {
  const book = bookExpecting(2);
  book.noteFrameFailed(frameKeyOf(archive, stack, 1), failureOf('NoPixelData'));
  expect(book.of(study)).toMatchObject({ state: 'none', presentFrames: 0, expectedFrames: 2 });
  book.noteStored(frameKeyOf(archive, stack, 2));
  expect(book.of(study)).toMatchObject({
    state: 'failed',
    presentFrames: 1,
    expectedFrames: 2,
    failure: { code: 'NoPixelData' },
  });
});

it('counts no frame of a header without a size, nor of pixels that are no integers', () => {
  const image = instanceDataset(stack, '1.2.1.1', { sopInstanceUID: '1.2.1.1.1', numberOfFrames: 3 });
  const without = (...tags: string[]): DicomDataset =>
    Object.fromEntries(Object.entries(image).filter(([tag]) => !tags.includes(tag)));
  expect(framesOf(image)).toBe(3);
  expect(framesOf(without('00280010', '00280011'))).toBe(0);
  expect(framesOf({ ...image, '00280010': { vr: 'US', Value: [0] } })).toBe(0);
  expect(framesOf({ ...image, '7FE00008': { vr: 'OF' } })).toBe(0);
});
