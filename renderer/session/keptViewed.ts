import type { ViewedImages } from '#shared/contract/viewedImages.ts';
import { imageIdAt, imageIdOf } from '../imaging/frames/frameCatalogue.ts';
import type { FrameLedger } from '../imaging/frames/ledger.ts';
import type { StudyOnDesk } from './studyOnDesk.ts';

/** What has been seen of a study, to be kept; an equal answer is an equal text. */
export function keptViewedOf(
  { snapshot, images }: StudyOnDesk,
  ledger: Pick<FrameLedger, 'wasSeen' | 'shownOn'>,
): ViewedImages {
  const groups = new Map<string, { displays: string[]; frames: Map<string, number[]> }>();
  for (const { image, frame } of images.sets.flatMap(({ set }) => set.frames)) {
    const imageId = imageIdOf({ image, frame });
    if (!ledger.wasSeen(imageId)) continue;
    const displays = [...ledger.shownOn(imageId)].sort();
    const key = JSON.stringify(displays);
    const group = groups.get(key) ?? { displays, frames: new Map<string, number[]>() };
    groups.set(key, group);
    const numbers = group.frames.get(image.sopInstanceUID) ?? [];
    group.frames.set(image.sopInstanceUID, [...numbers, frame.frameNumber]);
  }
  return {
    study: snapshot.item.study,
    patient: patientOf(snapshot.item),
    groups: [...groups.values()].map(({ displays, frames }) => ({
      displays,
      images: [...frames].map(([sopInstanceUID, numbers]) => ({ sopInstanceUID, frames: rangesOf(numbers) })),
    })),
  };
}

/** Gives the ledger what was kept; nothing where the study is another patient's by now (T22). */
export function takeKeptViewed(
  kept: ViewedImages,
  { snapshot }: Pick<StudyOnDesk, 'snapshot'>,
  ledger: Pick<FrameLedger, 'recordSeenBefore'>,
): void {
  if (kept.patient !== patientOf(snapshot.item)) return;
  for (const { displays, images } of kept.groups) {
    const imageIds = images.flatMap(({ sopInstanceUID, frames }) =>
      numbersIn(frames).map((number) => imageIdAt(kept.study, sopInstanceUID, number)),
    );
    ledger.recordSeenBefore(imageIds, displays);
  }
}

function patientOf({ patientName, patientId, issuerOfPatientId }: StudyOnDesk['snapshot']['item']): string {
  return JSON.stringify([patientName ?? null, patientId ?? null, issuerOfPatientId ?? null]).slice(0, 1_000);
}

/** "1-30,35" of frame numbers in any order. */
export function rangesOf(numbers: readonly number[]): string {
  const ranges: [from: number, to: number][] = [];
  for (const number of [...new Set(numbers)].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && number === last[1] + 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}

/** More frames than any image has: what says so was not written by this program. */
const mostFrames = 1_000_000;

export function numbersIn(ranges: string): readonly number[] {
  return ranges.split(',').flatMap((range) => {
    const [from = Number.NaN, to = from] = range.split('-').map(Number);
    if (!(from >= 1 && to >= from && to <= mostFrames)) return [];
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });
}
