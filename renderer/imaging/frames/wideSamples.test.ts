import { describe, expect, test } from 'vitest';
import type { PixelLayout } from '#shared/dicom/imageDescription.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { explicitVRLittleEndian } from '#shared/dicom/transferSyntax.ts';
import type { TransferSyntaxUID } from '#shared/dicom/uids.ts';
import { imageDataset } from '#tests/fixtures/imageDataset.ts';
import { toModalityPixels } from './modalityPixels.ts';
import { decodeWide } from './wideSamples.ts';

const bigEndian = '1.2.840.10008.1.2.2' as TransferSyntaxUID;
const runLength = '1.2.840.10008.1.2.5' as TransferSyntaxUID;

function layoutOf(bits: number, more: Partial<PixelLayout> = {}): PixelLayout {
  return {
    rows: 1,
    columns: 4,
    samplesPerPixel: 1,
    photometricInterpretation: 'MONOCHROME2',
    planarConfiguration: 0,
    bitsAllocated: bits,
    bitsStored: bits,
    highBit: bits - 1,
    signed: false,
    ...more,
  };
}

const samplesOf = (bytes: Uint8Array, layout: PixelLayout, transferSyntaxUID = explicitVRLittleEndian) => [
  ...(decodeWide({ bytes, transferSyntaxUID }, layout)?.samples ?? []),
];

const bytesOf = (array: ArrayBufferView) => new Uint8Array(array.buffer.slice(0));

describe('PX11: samples of 32 and 64 bits are what their description says', () => {
  test('whole numbers, unsigned and signed, are not taken for floating point', () => {
    const unsigned = [0, 1, 70_000, 4_294_967_295];
    expect(samplesOf(bytesOf(Uint32Array.from(unsigned)), layoutOf(32))).toEqual(unsigned);
    const signed = [-2_147_483_648, -1, 0, 2_147_483_647];
    expect(samplesOf(bytesOf(Int32Array.from(signed)), layoutOf(32, { signed: true }))).toEqual(signed);
  });

  test('Float and Double Float Pixel Data', () => {
    const single = [0, 0.5, -1.25, 3.5e7];
    expect(samplesOf(bytesOf(Float32Array.from(single)), layoutOf(32, { floating: 'single' }))).toEqual(single);
    const double = [0, 1e-7, -Math.PI, 1e200];
    expect(samplesOf(bytesOf(Float64Array.from(double)), layoutOf(64, { floating: 'double' }))).toEqual(double);
  });

  test('big-endian', () => {
    const view = new DataView(new ArrayBuffer(16));
    for (const [index, value] of [1.5, -2, 0, 1e6].entries()) view.setFloat32(index * 4, value);
    const bytes = new Uint8Array(view.buffer);
    expect(samplesOf(bytes, layoutOf(32, { floating: 'single' }), bigEndian)).toEqual([1.5, -2, 0, 1e6]);
  });

  test('run lengths: four planes, the most significant first', () => {
    const header = new DataView(new ArrayBuffer(64));
    // Each plane: one literal of four bytes; the last: a run of four.
    const literal = (a: number, b: number, c: number, d: number) => [3, a, b, c, d];
    const planes = [literal(0, 0, 1, 255), literal(0, 0, 17, 255), literal(0, 1, 112, 255), [253, 255]];
    header.setUint32(0, 4, true);
    let at = 64;
    for (const [index, plane] of planes.entries()) {
      header.setUint32(4 + index * 4, at, true);
      at += plane.length;
    }
    const bytes = new Uint8Array([...new Uint8Array(header.buffer), ...planes.flat()]);
    expect(samplesOf(bytes, layoutOf(32), runLength)).toEqual([255, 511, 0x011170ff, 0xffffffff]);
  });

  test('16 bits go their old way', () => {
    expect(decodeWide({ bytes: new Uint8Array(8), transferSyntaxUID: explicitVRLittleEndian }, layoutOf(16))).toBe(
      undefined,
    );
  });
});

describe('PX11 PX7: floating values as they are drawn', () => {
  function floatImage(more: Parameters<typeof imageDataset>[0] = {}) {
    const {
      '00280101': _stored,
      '00280102': _high,
      '00280103': _sign,
      ...dataset
    } = imageDataset({
      Rows: [1],
      Columns: [5],
      BitsAllocated: [32],
      ...more,
    });
    const image = readImageDescription(dataset);
    if (!image.ok) throw new Error(image.failure);
    return image.value;
  }

  test('without Bits Stored and Pixel Representation they are floating, and Int16 never holds them', () => {
    const image = floatImage({ FloatPixelPaddingValue: [-99], RescaleSlope: [2], RescaleIntercept: [1] });
    expect(image.layout).toMatchObject({ floating: 'single', bitsStored: 32 });
    expect(image.frames[0]?.voiFunction).toBe('LINEAR_EXACT');
    const drawn = toModalityPixels(Float32Array.from([0, 0.25, -99, Number.NaN, 4]), {
      image,
      frame: image.frames[0]!,
      valueType: 'Float32',
    });
    const nothing = Math.fround(-1e30);
    expect(drawn).toEqual({
      values: Float32Array.from([1, 1.5, nothing, nothing, 9]),
      min: 1,
      max: 9,
      hasBackground: true,
    });
  });
});
