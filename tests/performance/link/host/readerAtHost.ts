import { setTimeout as pause } from 'node:timers/promises';
import { textOf } from '#shared/dicom/dicomJson.ts';
import type { FrameKey, StudyRef } from '#shared/dicom/frameKey.ts';
import type { SeriesInstanceUID, SOPInstanceUID } from '#shared/dicom/uids.ts';
import type { StudyFiles } from '../studies/ctStudy.ts';
import type { HostProcess } from './hostProcess.ts';

/** A reader without a window: opens studies and reads frames as the page does. */

/** The study as the host knows it, once its list holds it. */
export async function findStudy(host: HostProcess, study: StudyFiles): Promise<StudyRef> {
  for (let tries = 0; tries < 600; tries += 1) {
    const { items } = await host.call('worklist.list', {});
    const found = items.find((item) => item.study.studyInstanceUID === study.studyInstanceUID);
    if (found) return found.study;
    await pause(100);
  }
  throw new Error(`${study.patientId} is not in the list`);
}

export interface FirstSlice {
  /** Seconds from the wish to the whole study but its pixels. */
  readonly structure: number;
  /** Seconds from the wish to the middle slice, whole and checked. */
  readonly slice: number;
  readonly ref: StudyRef;
}

/** Opens the study and reads its middle slice, as whoever looks at it. */
export async function openAtMiddle(host: HostProcess, study: StudyFiles): Promise<FirstSlice> {
  const ref = await findStudy(host, study);
  const started = performance.now();
  const { series } = await host.call('studies.open', { study: ref });
  const structure = (performance.now() - started) / 1000;
  const instances = series.flatMap((one) => one.instances);
  const inOrder = [...instances].sort((one, other) => numberIn(one) - numberIn(other));
  const middle = inOrder[inOrder.length >> 1];
  if (!middle) throw new Error(`${study.patientId} opened without an image`);
  const key = sliceKey(ref, study, numberIn(middle));
  await host.ask('readFrame', { key, urgency: 'display' });
  return { structure, slice: (performance.now() - started) / 1000, ref };
}

/** The n-th slice of a study of ours, counted from 1. */
export function sliceKey(ref: StudyRef, study: StudyFiles, slice: number): FrameKey {
  return {
    ...ref,
    seriesInstanceUID: `${study.studyInstanceUID}.1` as SeriesInstanceUID,
    sopInstanceUID: `${study.studyInstanceUID}.1.${slice}` as SOPInstanceUID,
    frameNumber: 1,
  };
}

/** Waits until all of it is on the disk; answers how long that was, in seconds. */
export async function untilComplete(host: HostProcess, ref: StudyRef, limitSeconds: number): Promise<number> {
  const started = performance.now();
  for (;;) {
    const [known] = await host.call('worklist.readReadiness', { studies: [ref] });
    const seconds = (performance.now() - started) / 1000;
    const { presentFrames = 0, expectedFrames } = known?.readiness ?? {};
    // All frames there: whether the archive may still send more is another question (link.md V7).
    if (expectedFrames !== undefined && presentFrames >= expectedFrames && presentFrames > 0) return seconds;
    if (seconds > limitSeconds) throw new Error(`${presentFrames} of ${expectedFrames} frames after ${seconds} s`);
    await pause(50);
  }
}

function numberIn(instance: Parameters<typeof textOf>[0]): number {
  return Number(textOf(instance, 'SOPInstanceUID')?.split('.').at(-1));
}
