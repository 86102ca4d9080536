import { expect, it } from 'vitest';
import type { Fidelity } from '#shared/contract/frames.ts';
import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import { imageIdOf } from '../imaging/frames/frameCatalogue.ts';
import { FrameLedger } from '../imaging/frames/ledger.ts';
import type { NamedDisplaySet } from './studyImages.ts';
import { anyViewed, countUnviewed, noteViewing, shownOnOf, unviewedOf } from './viewedImages.ts';

const frameOf = (uid: string) =>
  ({ image: { archiveId: 'a', sopInstanceUID: uid }, frame: { frameNumber: 1 } }) as unknown as FrameOfImage;
const setOf = (seriesNumber: number | undefined, description: string, uids: readonly string[]) =>
  ({ set: { frames: uids.map(frameOf) }, seriesNumber, description }) as unknown as NamedDisplaySet;

it('P6: an image counts as seen when it was drawn, with all that exists of it', () => {
  const sets = [setOf(2, 'soft', ['1', '2', '3']), setOf(3, 'lung', ['4', '5']), setOf(undefined, '', [])];
  const ledger = new FrameLedger();
  const draw = (uid: string, fidelity: Fidelity) => {
    ledger.recordChecked(imageIdOf(frameOf(uid)), fidelity);
    ledger.recordDrawn('box', imageIdOf(frameOf(uid)), 1);
  };
  draw('1', { transfer: 'lossless', lossyAtSource: false });
  // The machine kept it so: there is no better one.
  draw('2', { transfer: 'lossy', lossyAtSource: true, asked: 'asStored' });
  draw('3', { transfer: 'lossy', lossyAtSource: false, asked: 'compressed' });
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

it('P6: whether any was seen is told at the first that was, and at no later one', () => {
  const sets = [setOf(2, 'soft', ['1', '2']), setOf(3, 'lung', ['3', '4'])];
  const asked: string[] = [];
  const seenAre = (...uids: string[]) => {
    const ids = new Set(uids.map((uid) => imageIdOf(frameOf(uid))));
    return { wasSeen: (id: string) => asked.push(id) > 0 && ids.has(id) };
  };
  expect([anyViewed(sets, seenAre()), asked.length]).toEqual([false, 4]);
  expect([anyViewed(sets, seenAre('3')), asked.length]).toEqual([true, 7]);
  expect([anyViewed(sets, seenAre('1', '4')), asked.length]).toEqual([true, 8]);
});
