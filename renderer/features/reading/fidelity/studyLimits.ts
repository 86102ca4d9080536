import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { FailureCode } from '#shared/contract/failures.ts';
import { widestGap } from '#shared/dicom/sliceGaps.ts';
import { imageIdOf } from '../../../imaging/frames/frameCatalogue.ts';
import type { FrameLedger } from '../../../imaging/frames/ledger.ts';
import type { ReadingSession } from '../../../session/readingSession.ts';
import type { StudyImages } from '../../../session/studyImages.ts';
import { noteLimits, type StudyLimits } from '../../../session/studyLimits.ts';
import type { Presence } from '../scrolling/presence.ts';
import { archiveGapsOf, countLacking } from './archiveGaps.ts';

// The bytes are here and no picture comes of them. What is not here, or was spoilt and comes again, is told by the host.
const cannotBeDrawn: ReadonlySet<FailureCode> = new Set([
  'FrameNotDecodable',
  'DecoderNotLoaded',
  'FrameLied',
  'FrameTooLarge',
  'TransferSyntaxUnsupported',
  'NoPixelData',
  'Unexpected',
]);

interface Counted {
  readonly lacking: number;
  readonly widestGapMm: number;
  readonly imageIds: readonly string[];
}
const counted = new WeakMap<StudyImages['sets'], Counted>();

/** What does not change while the images are the same: the ledger speaks many times a second. */
function countedOnce({ sets }: Pick<StudyImages, 'sets'>): Counted {
  const known = counted.get(sets);
  if (known) return known;
  const gaps = sets.flatMap(({ set }) => archiveGapsOf(set));
  const found = {
    lacking: countLacking(gaps),
    widestGapMm: widestGap(gaps),
    imageIds: sets.flatMap(({ set }) => set.frames.map(imageIdOf)),
  };
  counted.set(sets, found);
  return found;
}

/** What of a study cannot be seen, as far as this page knows. `here`: what is on the disk; undefined until told. */
export function findLimits(
  images: Pick<StudyImages, 'sets' | 'refused'>,
  ledger: Pick<FrameLedger, 'failureOf'>,
  here: Presence,
): StudyLimits {
  const { lacking, widestGapMm, imageIds } = countedOnce(images);
  const isNotDrawn = (imageId: string) => {
    const failure = ledger.failureOf(imageId);
    return failure !== undefined && cannotBeDrawn.has(failure.code) && here?.has(imageId) !== false;
  };
  const notDrawn = imageIds.filter(isNotDrawn).length;
  return { lacking, widestGapMm, notDrawn, notAllShown: notDrawn > 0 || images.refused.size > 0 };
}

/** Says of the open study what cannot be seen of it, for the bar below the images and for the last look. */
export function useStudyLimits(
  session: ReadingSession,
  ledger: FrameLedger,
  presence: StoreApi<{ readonly here: Presence }>,
): void {
  const images = useStore(session.store, (state) => state.images);
  const here = useStore(presence, (state) => state.here);
  useEffect(() => {
    const { study } = session.state.snapshot.item;
    const note = () => noteLimits(study, findLimits(images, ledger, here));
    note();
    return ledger.subscribe(note);
  }, [session, ledger, images, here]);
  useEffect(() => () => noteLimits(session.state.snapshot.item.study, undefined), [session]);
}
