import { describe, expect, test } from 'vitest';
import { datasetOf } from '#tests/fixtures/imageDataset.ts';
import { imageAt } from '#tests/fixtures/placedImages.ts';
import type { DicomDataset } from '../dicomJson.ts';
import { placesOf } from './imagePlaces.ts';
import { colourOfLab } from './labColour.ts';
import { readSegmentation, type Segmentation } from './segmentation.ts';
import { findSegmentFrames } from './segmentFrames.ts';
import { readMaskValues } from './segmentValues.ts';

const reference = (uid: string) => datasetOf({ ReferencedSOPInstanceUID: [uid] });

describe('segmentation', () => {
  const frame = (segment: number, z: number, sources: readonly string[] = []) =>
    datasetOf({
      SegmentIdentificationSequence: [datasetOf({ ReferencedSegmentNumber: [segment] })],
      PlanePositionSequence: [datasetOf({ ImagePositionPatient: [0, 0, z] })],
      ...(sources.length > 0 && {
        DerivationImageSequence: [datasetOf({ SourceImageSequence: sources.map(reference) })],
      }),
    });
  const shared = datasetOf({
    PlaneOrientationSequence: [datasetOf({ ImageOrientationPatient: [1, 0, 0, 0, 1, 0] })],
    PixelMeasuresSequence: [datasetOf({ PixelSpacing: [2, 3] })],
  });
  const segmentationOf = (frames: readonly DicomDataset[], more: Parameters<typeof datasetOf>[0] = {}) =>
    readSegmentation(
      datasetOf({
        Rows: [3],
        Columns: [3],
        BitsAllocated: [1],
        SegmentationType: ['BINARY'],
        NumberOfFrames: [frames.length],
        FrameOfReferenceUID: ['1.9'],
        SegmentSequence: [
          datasetOf({ SegmentNumber: [1], SegmentLabel: ['Liver'], SegmentAlgorithmType: ['AUTOMATIC'] }),
        ],
        SharedFunctionalGroupsSequence: [shared],
        PerFrameFunctionalGroupsSequence: frames,
        ...more,
      }),
    );

  test('T9: labels are shown without signs that turn what follows them round', () => {
    const turned = segmentationOf([frame(1, 0)], {
      ContentLabel: ['\u202eA'],
      SegmentSequence: [datasetOf({ SegmentNumber: [1], SegmentLabel: ['Lung \u202eL'] })],
    });
    expect([turned?.label, turned?.segments[0]?.label]).toEqual(['A', 'Lung L']);
  });

  test('frames go to the images that they name, and else to the plane they lie in', () => {
    const stack = [0, 2, 4].map((z, index) => imageAt(z, { uid: `1.${index + 1}`, thicknessMm: 2 }));
    const on = (segmentation: Segmentation | undefined, at: number) =>
      segmentation && findSegmentFrames(segmentation)(stack[at]!, placesOf(stack)).map(({ index }) => index);
    const byName = segmentationOf([frame(1, 0, ['1.1', '1.2']), frame(1, 2, ['1.1', '1.2'])]);
    expect(on(byName, 1)).toEqual([1]);
    const byPlace = segmentationOf([frame(1, 0), frame(2, 2), frame(1, 2.4)]);
    expect(on(byPlace, 1)).toEqual([1, 2]);
    const elsewhere = segmentationOf([frame(1, 0)], { FrameOfReferenceUID: ['1.8'] });
    expect(on(elsewhere, 0)).toEqual([]);
  });

  /** How much of each pixel of a frame is of a segment, 0 to 255. */
  const opacities = (segmentation: Segmentation | undefined, bytes: Uint8Array, index: number) => {
    if (!segmentation) throw new Error('no segmentation');
    const values = readMaskValues(segmentation, bytes);
    if (!values.has(index)) return undefined;
    return Array.from({ length: 9 }, (_, pixel) => values.opacityOf(values.at(index, pixel)));
  };

  test('bits of frames that do not end with a byte follow each other', () => {
    const binary = segmentationOf([frame(1, 0), frame(1, 2)]);
    // Nine bits a frame: 101 000 000, then 000 000 011, the lowest bit first.
    const bytes = new Uint8Array([0b0000_0101, 0b0000_0000, 0b0000_0011]);
    expect(opacities(binary, bytes, 0)).toEqual([255, 0, 255, 0, 0, 0, 0, 0, 0]);
    expect(opacities(binary, bytes, 1)).toEqual([0, 0, 0, 0, 0, 0, 0, 255, 255]);
    expect(opacities(binary, bytes.subarray(0, 2), 1)).toBeUndefined();
  });

  test('fractions and label maps', () => {
    const more = { BitsAllocated: [8], SegmentationType: ['FRACTIONAL'], MaximumFractionalValue: [200] };
    const bytes = new Uint8Array([0, 100, 200, 0, 0, 0, 0, 0, 7]);
    expect(opacities(segmentationOf([frame(1, 0)], more), bytes, 0)?.slice(0, 3)).toEqual([0, 128, 255]);
    const labels = segmentationOf([frame(1, 0)], { ...more, SegmentationType: ['LABELMAP'] });
    expect(labels && readMaskValues(labels, bytes).at(0, 8)).toBe(7);
    expect(opacities(labels, bytes, 0)).toEqual([0, 255, 255, 0, 0, 0, 0, 0, 255]);
  });

  test('absurd sizes are no segmentation', () => {
    expect(segmentationOf([frame(1, 0)], { Rows: [65_535] })).toBeUndefined();
    expect(segmentationOf([frame(1, 0)], { NumberOfFrames: [100_000] })).toBeUndefined();
  });

  test('colours: CIELab as DICOM writes it', () => {
    expect(colourOfLab([65_535, 32_896, 32_896])).toEqual({ red: 255, green: 255, blue: 255 });
    expect(colourOfLab([0, 32_896, 32_896])).toEqual({ red: 0, green: 0, blue: 0 });
    // sRGB red is Lab 54.3, 80.8, 69.9 under D50.
    const red = colourOfLab(
      [54.29, 80.81, 69.89].map((value, at) => (at === 0 ? (value * 65_535) / 100 : ((value + 128) * 65_535) / 255)),
    );
    expect(red?.red).toBeGreaterThan(252);
    expect(Math.max(red?.green ?? 255, red?.blue ?? 255)).toBeLessThan(6);
  });
});
