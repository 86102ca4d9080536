import { type DicomDataset, itemsOf, numbersOf, textOf } from '../dicomJson.ts';
import { isUID } from '../uids.ts';

/** An instance that a document names; `frames` where it means some of its frames only. */
export interface InstanceReference {
  readonly sopInstanceUID: string;
  readonly sopClassUID: string;
  readonly frames: readonly number[] | undefined;
}

/** One item of a reference sequence (PS3.3 table 10-3); undefined where it names no instance. */
export function readReference(item: DicomDataset): InstanceReference | undefined {
  const sopInstanceUID = textOf(item, 'ReferencedSOPInstanceUID') ?? '';
  if (!isUID(sopInstanceUID)) return undefined;
  const frames = numbersOf(item, 'ReferencedFrameNumber')?.filter((number) => Number.isInteger(number) && number >= 1);
  return {
    sopInstanceUID,
    sopClassUID: textOf(item, 'ReferencedSOPClassUID') ?? '',
    frames: frames && frames.length > 0 ? frames : undefined,
  };
}

export function readReferences(items: readonly DicomDataset[]): readonly InstanceReference[] {
  return items.map(readReference).filter((reference) => reference !== undefined);
}

/** Every image that a document refers to by series (PS3.3 C.11.11, and Key Object evidence C.17.2). */
export function readSeriesReferences(items: readonly DicomDataset[]): readonly InstanceReference[] {
  return items.flatMap((item) => [
    ...readReferences(itemsOf(item, 'ReferencedImageSequence')),
    ...readReferences(itemsOf(item, 'ReferencedSOPSequence')),
  ]);
}

/** Whether one of the references means this frame. */
export function namesFrame(
  references: readonly InstanceReference[],
  sopInstanceUID: string,
  frameNumber: number,
): boolean {
  return references.some(
    (reference) =>
      reference.sopInstanceUID === sopInstanceUID &&
      (reference.frames === undefined || reference.frames.includes(frameNumber)),
  );
}
