import { expect, it } from 'vitest';
import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import { imageIdOf } from '../imaging/frames/frameCatalogue.ts';
import type { NamedDisplaySet } from './studyImages.ts';
import { countUnviewed, noteViewing, shownOnOf, unviewedOf } from './viewedImages.ts';

const frameOf = (uid: string) =>
  ({ image: { archiveId: 'a', sopInstanceUID: uid }, frame: { frameNumber: 1 } }) as unknown as FrameOfImage;
const setOf = (seriesNumber: number | undefined, description: string, uids: readonly string[]) =>
  ({ set: { frames: uids.map(frameOf) }, seriesNumber, description }) as unknown as NamedDisplaySet;
const lossless = { transfer: 'lossless' } as never;
const lossy = { transfer: 'lossy' } as never;

it('P6: an image counts as seen when it was drawn, and not from a copy with loss', () => {
  const sets = [setOf(2, 'soft', ['1', '2', '3']), setOf(3, 'lung', ['4', '5']), setOf(undefined, '', [])];
  const viewed = new Set(['1', '2', '3'].map((uid) => imageIdOf(frameOf(uid))));
  const ledger = {
    wasViewed: (id: string) => viewed.has(id),
    fidelityOf: (id: string) => (id === imageIdOf(frameOf('3')) ? lossy : lossless),
  };
  expect(countUnviewed(sets, ledger)).toEqual({ count: 3, of: 5, wholeSeries: ['3 · lung'] });
});

it('P6: what was looked at is known of a study while it is hung, and not after', () => {
  const study = { archiveId: 'a', studyInstanceUID: '1.2' } as StudyRef;
  const shownOn = [{ displays: ['a'], images: 2 }];
  const viewing = (count: number) => ({ unviewed: () => ({ count, of: 2, wholeSeries: [] }), shownOn: () => shownOn });
  expect(unviewedOf(study)).toBeUndefined();
  expect(shownOnOf(study)).toEqual([]);
  const end = noteViewing(study, viewing(1));
  expect(unviewedOf({ ...study })).toEqual({ count: 1, of: 2, wholeSeries: [] });
  // Hung again before the first is taken down.
  const endSecond = noteViewing(study, viewing(0));
  end();
  expect(unviewedOf(study)?.count).toBe(0);
  expect(shownOnOf(study)).toEqual(shownOn);
  endSecond();
  expect(unviewedOf(study)).toBeUndefined();
});
