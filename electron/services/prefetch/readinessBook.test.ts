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

it('an object that turns out to carry no image is not waited for, and is not called a failure', () => {
  const book = bookExpecting(2);
  book.noteFrameFailed(frameKeyOf(archive, stack, 1), failureOf('NoPixelData'));
  expect(book.of(study)).toEqual({ state: 'none', presentFrames: 0, expectedFrames: 1 });
  book.noteFrameFailed(frameKeyOf(archive, stack, 2), failureOf('NoPixelData'));
  expect(book.of(study)).toEqual({ state: 'noImages', presentFrames: 0, expectedFrames: 0 });
});

it('what is an image of such a study is complete when it is here', () => {
  const book = bookExpecting(2);
  book.noteFrameFailed(frameKeyOf(archive, stack, 1), failureOf('NoPixelData'));
  book.noteStored(frameKeyOf(archive, stack, 2));
  expect(book.of(study)).toEqual({ state: 'complete', presentFrames: 1, expectedFrames: 1 });
  const other = bookExpecting(2);
  other.noteFrameFailed(frameKeyOf(archive, stack, 1), failureOf('FrameDamaged'));
  other.noteStored(frameKeyOf(archive, stack, 2));
  expect(other.of(study)).toMatchObject({ state: 'failed', failure: { code: 'FrameDamaged' } });
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
