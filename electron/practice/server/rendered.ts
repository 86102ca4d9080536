import type { RawFrameShape } from '#electron/base/codecs/rawFrame.ts';
import { numberOf, textOf } from '#shared/dicom/dicomJson.ts';
import { acceptsType, type MediaRange } from './acceptHeader.ts';
import type { IndexedInstance } from './archiveIndex.ts';
import { answerStatus, type PracticeResponse } from './message.ts';
import { frameShape, nativeFrame } from './nativeFrame.ts';
import { writePng } from './png.ts';

export interface RenderedSize {
  /** Longest side of the answer in pixels; never enlarged. */
  readonly longestSide: number;
}

/** WADO-RS rendered and thumbnail (PS3.18 section 10.4.1.1.3): one PNG, windowed as the instance says. */
export async function answerRendered(
  { source, instance }: IndexedInstance,
  frameNumber: number,
  accept: readonly MediaRange[],
  size: RenderedSize,
): Promise<PracticeResponse> {
  if (!acceptsType(accept, 'image/png')) return answerStatus(406);
  const shape = frameShape(instance);
  const encoded = await source.readFrame(instance, frameNumber);
  if (!encoded || !shape) return answerStatus(404);
  const samples = await nativeFrame(instance, encoded);
  if (!samples) return answerStatus(406, 'this transfer syntax cannot be rendered here');
  const step = Math.max(1, Math.ceil(Math.max(shape.columns, shape.rows) / size.longestSide));
  const [width, height] = [Math.floor(shape.columns / step), Math.floor(shape.rows / step)];
  const channels = shape.samplesPerPixel;
  const display = shape.samplesPerPixel === 3 ? (value: number) => value : greyOf(instance, samples, shape);
  const read = sampleReader(samples, shape);
  const pixels = new Uint8Array(width * height * channels);
  for (let index = 0; index < pixels.length; index++) {
    const [pixel, channel] = [Math.floor(index / channels), index % channels];
    pixels[index] = display(
      boxAverage(read, shape, (pixel % width) * step, Math.floor(pixel / width) * step, step, channel),
    );
  }
  return {
    status: 200,
    headers: { 'content-type': 'image/png' },
    body: writePng({ width, height, channels, pixels }),
  };
}

type SampleReader = (index: number) => number;

function sampleReader(samples: Uint8Array, shape: RawFrameShape): SampleReader {
  if (shape.bitsAllocated === 8) return (index) => samples[index] ?? 0;
  const view = new DataView(samples.buffer, samples.byteOffset, samples.length);
  const unused = 16 - shape.bitsStored;
  return shape.signed
    ? (index) => (view.getInt16(index * 2, true) << unused) >> unused
    : (index) => view.getUint16(index * 2, true) & (0xffff >> unused);
}

function boxAverage(
  read: SampleReader,
  shape: RawFrameShape,
  left: number,
  top: number,
  step: number,
  channel: number,
): number {
  let sum = 0;
  for (let y = top; y < top + step; y++) {
    for (let x = left; x < left + step; x++) sum += read((y * shape.columns + x) * shape.samplesPerPixel + channel);
  }
  return sum / (step * step);
}

/** Stored value → 0-255 through rescale, the first window (PS3.3 C.11.2.1.2) and MONOCHROME1. */
function greyOf(
  { attributes }: IndexedInstance['instance'],
  samples: Uint8Array,
  shape: RawFrameShape,
): (stored: number) => number {
  const slope = numberOf(attributes, 'RescaleSlope') ?? 1;
  const intercept = numberOf(attributes, 'RescaleIntercept') ?? 0;
  const [center, width] = windowOf(attributes, samples, shape, slope, intercept);
  const inverted = textOf(attributes, 'PhotometricInterpretation') === 'MONOCHROME1';
  return (stored) => {
    const level = ((stored * slope + intercept - (center - 0.5)) / Math.max(1, width - 1) + 0.5) * 255;
    const grey = Math.min(255, Math.max(0, level));
    return inverted ? 255 - grey : grey;
  };
}

function windowOf(
  attributes: IndexedInstance['instance']['attributes'],
  samples: Uint8Array,
  shape: RawFrameShape,
  slope: number,
  intercept: number,
): readonly [center: number, width: number] {
  const [center, width] = [numberOf(attributes, 'WindowCenter'), numberOf(attributes, 'WindowWidth')];
  if (center !== undefined && width !== undefined && width >= 1) return [center, width];
  const read = sampleReader(samples, shape);
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let index = 0; index < shape.columns * shape.rows; index++) {
    low = Math.min(low, read(index));
    high = Math.max(high, read(index));
  }
  return [((low + high) / 2) * slope + intercept, (high - low) * slope + 1];
}
