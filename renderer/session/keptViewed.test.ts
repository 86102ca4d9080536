import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { type ViewedImages, viewedImages } from '#shared/contract/viewedImages.ts';
import { slicesOfCt, snapshotOf } from '#tests/fixtures/readingSnapshot.ts';
import { imageIdOf } from '../imaging/frames/frameCatalogue.ts';
import { FrameLedger } from '../imaging/frames/ledger.ts';
import { keptViewedOf, numbersIn, rangesOf, takeKeptViewed } from './keptViewed.ts';
import { studyOnDesk } from './studyOnDesk.ts';
import { countUnviewed } from './viewedImages.ts';
import { ViewedSaver } from './viewedSaver.ts';

const item = { patientId: '7', patientName: { alphabetic: 'Baloch^Ghulam', ideographic: '', phonetic: '' } } as const;
const study = studyOnDesk(snapshotOf([slicesOfCt('1.2.3.1', 6)], item));
const ids = study.images.sets.flatMap(({ set }) => set.frames.map(imageIdOf));
const lossless = { transfer: 'lossless', lossyAtSource: false } as const;

function drawn(count: number): FrameLedger {
  const ledger = new FrameLedger();
  for (const imageId of ids.slice(0, count)) {
    ledger.recordChecked(imageId, lossless);
    ledger.recordDrawn('box', imageId, 1);
  }
  return ledger;
}

const unviewed = (ledger: FrameLedger) => countUnviewed(study.images.sets, ledger).count;

it('P6: what was seen is seen in the next sitting, by image, and passes the contract', () => {
  const kept = viewedImages.parse(keptViewedOf(study, drawn(4)));
  const next = new FrameLedger();
  takeKeptViewed(kept, study, next);
  expect([unviewed(next), next.wasSeen(ids[3]!), next.wasSeenHere(ids[3]!), next.wasViewed(ids[3]!)]).toEqual([
    2,
    true,
    false,
    false,
  ]);
  expect(keptViewedOf(study, next)).toEqual(kept);
  // What is described anew, as another patient's perhaps, was never seen.
  next.forgetImages(ids);
  expect(unviewed(next)).toBe(6);
});

it('T22: what was seen of a study is not seen once the study is another patient’s', () => {
  const other = studyOnDesk(snapshotOf([slicesOfCt('1.2.3.1', 6)], { ...item, patientId: '8' }));
  const next = new FrameLedger();
  takeKeptViewed(keptViewedOf(study, drawn(6)), other, next);
  expect(unviewed(next)).toBe(6);
});

it('frame numbers are kept as ranges, and come back as they were (200 runs)', () => {
  expect(rangesOf([3, 1, 2, 9, 8, 30])).toBe('1-3,8-9,30');
  expect([numbersIn(''), numbersIn('0-3'), numbersIn('5-2'), numbersIn('1-9999999999')]).toEqual([[], [], [], []]);
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 300 })), (numbers) => {
      expect(numbersIn(rangesOf(numbers))).toEqual([...numbers].sort((a, b) => a - b));
    }),
    { numRuns: 200 },
  );
});

it('P6: the saver first learns what was kept, then adds to it, and writes at the end what is not written yet', async () => {
  vi.useFakeTimers();
  let disk: ViewedImages | undefined = keptViewedOf(study, drawn(2));
  const ledger = new FrameLedger();
  const saver = new ViewedSaver({
    ledger,
    studies: () => [study],
    read: async () => disk,
    save: async (viewed) => {
      disk = viewed;
      return true;
    },
  });
  const end = saver.begin();
  ledger.recordChecked(ids[5]!, lossless);
  ledger.recordDrawn('box', ids[5]!, 1);
  // Nothing is written over what is not known yet.
  expect(unviewed(ledger)).toBe(5);
  await vi.advanceTimersByTimeAsync(3_000);
  expect([unviewed(ledger), disk.groups[0]?.images.length]).toEqual([3, 3]);
  ledger.recordChecked(ids[4]!, lossless);
  ledger.recordDrawn('box', ids[4]!, 1);
  end();
  expect(disk.groups[0]?.images.length).toBe(4);
  vi.useRealTimers();
});

it('P6: where the host does not answer, what it keeps is not written over', async () => {
  vi.useFakeTimers();
  const save = vi.fn(() => Promise.resolve(true));
  const end = new ViewedSaver({ ledger: drawn(3), studies: () => [study], read: async () => 'failed', save }).begin();
  await vi.advanceTimersByTimeAsync(5_000);
  end();
  expect(save).not.toHaveBeenCalled();
  vi.useRealTimers();
});
