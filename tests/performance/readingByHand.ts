import type { EncodedFrame } from '#shared/contract/frames.ts';
import type { SeriesSnapshot, StudySnapshot } from '#shared/contract/studies.ts';
import { type DicomDataset, numberOf, textOf } from '#shared/dicom/dicomJson.ts';
import type { FrameKey, StudyRef } from '#shared/dicom/frameKey.ts';
import type { FrameShape } from '../fixtures/decodeInNode.ts';
import { decodeInNode } from '../fixtures/decodeInNode.ts';
import { valueIn } from '../integration/hostInTest.ts';
import { keysOfSeries } from './frameKeys.ts';
import type { ReaderAtDoor } from './readerAtDoor.ts';

export interface ByHand {
  /** Asking for the study and one frame over the door, and decoding it once. */
  readonly oneImageMs: number;
  /** Reading every frame of that series over the door, many at once. */
  readonly readAllMs: number;
  /** Decoding each of them once, one after another, with the same codec in Node. */
  readonly decodeAllMs: number;
  readonly frames: number;
  readonly encodedBytes: number;
}

/** The least work that opening a study holds, done by a program: no window, no volume, nothing drawn. */
export async function readByHand(
  { client, transport }: ReaderAtDoor,
  study: StudyRef,
  firstDrawn: string,
): Promise<ByHand> {
  const started = performance.now();
  const snapshot = valueIn(await client['studies.open']({ study }));
  const { series, instance } = findImage(snapshot, firstDrawn);
  const keys = keysOfSeries(study, series);
  const shape = shapeOf(instance);
  const wanted = keys.find(({ sopInstanceUID }) => sopInstanceUID === firstDrawn) as FrameKey;
  await decode(valueIn(await transport.readFrame(wanted, { urgency: 'display' })), shape);
  const afterOne = performance.now();
  const frames = (await Promise.all(keys.map((key) => transport.readFrame(key, { urgency: 'near' })))).map(valueIn);
  const afterReading = performance.now();
  for (const frame of frames) await decode(frame, shape);
  const afterDecoding = performance.now();
  valueIn(await client['studies.close']({ study }));
  return {
    oneImageMs: afterOne - started,
    readAllMs: afterReading - afterOne,
    decodeAllMs: afterDecoding - afterReading,
    frames: frames.length,
    encodedBytes: frames.reduce((sum, { bytes }) => sum + bytes.byteLength, 0),
  };
}

/** The study that holds an image. */
export async function studyWith({ client }: ReaderAtDoor, sopInstanceUID: string): Promise<StudyRef> {
  for (const { study } of valueIn(await client['worklist.list']({})).items) {
    const { series } = valueIn(await client['studies.open']({ study }));
    valueIn(await client['studies.close']({ study }));
    const holds = (instance: DicomDataset) => textOf(instance, 'SOPInstanceUID') === sopInstanceUID;
    if (series.some(({ instances }) => instances.some(holds))) return study;
  }
  throw new Error('the image that was drawn is in no study');
}

function findImage(
  { series }: StudySnapshot,
  sopInstanceUID: string,
): { readonly series: SeriesSnapshot; readonly instance: DicomDataset } {
  for (const each of series) {
    const instance = each.instances.find((one) => textOf(one, 'SOPInstanceUID') === sopInstanceUID);
    if (instance) return { series: each, instance };
  }
  throw new Error('the image that was drawn is not in the study');
}

function shapeOf(instance: DicomDataset): FrameShape {
  return {
    rows: numberOf(instance, 'Rows') ?? 0,
    columns: numberOf(instance, 'Columns') ?? 0,
    samples: numberOf(instance, 'SamplesPerPixel') ?? 1,
    bytesPerSample: (numberOf(instance, 'BitsAllocated') ?? 16) / 8,
  };
}

async function decode({ transferSyntaxUID, bytes }: EncodedFrame, shape: FrameShape): Promise<void> {
  const pixels = await decodeInNode(transferSyntaxUID, bytes, shape);
  const expected = shape.rows * shape.columns * shape.samples * shape.bytesPerSample;
  if (pixels.length !== expected) throw new Error(`decoded to ${pixels.length} bytes, not ${expected}`);
}
