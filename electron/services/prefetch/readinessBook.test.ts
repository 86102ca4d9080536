import { expect, it } from 'vitest';
import type { StudyLook } from '#electron/services/cache/index.ts';
import { failureOf } from '#shared/contract/failures.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import type { SeriesInstanceUID } from '#shared/dicom/uids.ts';
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

it('counts no frame of a header without a size; floating pixels are frames as integers are (PX1)', () => {
  const image = instanceDataset(stack, '1.2.1.1', { sopInstanceUID: '1.2.1.1.1', numberOfFrames: 3 });
  const without = (...tags: string[]): DicomDataset =>
    Object.fromEntries(Object.entries(image).filter(([tag]) => !tags.includes(tag)));
  expect(framesOf(image)).toBe(3);
  expect(framesOf(without('00280010', '00280011'))).toBe(0);
  expect(framesOf({ ...image, '00280010': { vr: 'US', Value: [0] } })).toBe(0);
  expect(framesOf({ ...image, '7FE00008': { vr: 'OF' } })).toBe(3);
  expect(framesOf({ ...without('00280010'), '7FE00009': { vr: 'OD' } })).toBe(0);
});

const ownSeries = '1.2.826.0.9';

/** A study of `images` images that was read, hung and signed; `lists` is what its lists name. */
function signedBook(images: number) {
  const imageSeries = frameKeyOf(archive, stack, 1).seriesInstanceUID;
  const lists = { images, own: 0, others: 0 };
  const clock = createTestClock();
  const countFrames = () => [
    { seriesInstanceUID: imageSeries, expectedFrames: lists.images, presentFrames: images, instances: lists.images },
    ...(lists.own > 0
      ? [
          {
            seriesInstanceUID: ownSeries as SeriesInstanceUID,
            expectedFrames: 0,
            presentFrames: 0,
            instances: lists.own,
          },
        ]
      : []),
    ...(lists.others > 0
      ? [
          {
            seriesInstanceUID: '1.2.3.9' as SeriesInstanceUID,
            expectedFrames: 0,
            presentFrames: 0,
            instances: lists.others,
          },
        ]
      : []),
  ];
  const looks: StudyLook[] = [];
  const open = () =>
    new ReadinessBook({ countFrames, saveLook: (_, look) => looks.push(look), readLook: () => looks.at(-1) }, clock);
  const book = open();
  book.noteArchiveCounts(study, { series: 1, instances: images });
  book.noteMetadata(study, undefined);
  book.noteSigned(study);
  return { book, lists, open };
}

const sentOnce = { seriesInstanceUID: ownSeries, delivered: 1, underWay: 0 };

it('V8: a report that was delivered into its study is no new image, listed or not', () => {
  const { book, lists } = signedBook(100);
  expect(book.noteOwnReports(study, sentOnce)).toBe(true);
  expect(book.noteOwnReports(study, sentOnce)).toBe(false);
  book.noteArchiveCounts(study, { series: 2, instances: 101 });
  expect(book.of(study)).toEqual({ state: 'complete', presentFrames: 100, expectedFrames: 100, otherObjects: 1 });
  expect(book.wantsMetadata(study)).toBe(false);
  expect(book.lastLook(study)).toMatchObject({ counted: 100, listed: 100 });
  lists.own = 1;
  book.noteMetadata(study, undefined);
  expect(book.of(study)).toEqual({ state: 'complete', presentFrames: 100, expectedFrames: 100, otherObjects: 1 });
});

it('V8: beside it the images that came late are counted, and no more', () => {
  const { book, lists } = signedBook(100);
  book.noteOwnReports(study, sentOnce);
  book.noteArchiveCounts(study, { series: 3, instances: 121 });
  expect(book.of(study)).toMatchObject({ state: 'changed', newImages: 20 });
  expect(book.wantsMetadata(study)).toBe(true);
  Object.assign(lists, { images: 120, own: 1 });
  book.noteMetadata(study, undefined);
  expect(book.of(study)).toMatchObject({ state: 'partial', newImages: 20, otherObjects: 1, expectedFrames: 120 });
});

it('V8: a report on its way is not said to be an image before the lists have told', () => {
  const { book } = signedBook(100);
  book.noteOwnReports(study, { ...sentOnce, delivered: 0, underWay: 1 });
  book.noteArchiveCounts(study, { series: 2, instances: 101 });
  expect(book.of(study).newImages).toBeUndefined();
  expect(book.wantsMetadata(study)).toBe(true);
});

it('V8: an object of somebody else that is no image asks for no addendum once its list is read', () => {
  const { book, lists } = signedBook(100);
  book.noteArchiveCounts(study, { series: 2, instances: 101 });
  lists.others = 1;
  book.noteMetadata(study, undefined);
  expect(book.of(study)).toEqual({ state: 'complete', presentFrames: 100, expectedFrames: 100, otherObjects: 1 });
});

it('V8: after a restart with the line down a delivered study is as whole as it was', () => {
  const { book, open } = signedBook(100);
  book.noteOwnReports(study, sentOnce);
  const next = open();
  next.noteOwnReports(study, sentOnce);
  next.load(study, { series: 2, instances: 100 });
  expect(next.of(study)).toEqual({ state: 'complete', presentFrames: 100, expectedFrames: 100 });
});
