import { type Keyword, tagOf } from './attributes.ts';
import { type DicomDataset, numberOf } from './dicomJson.ts';

/**
 * Whether the samples are floating point numbers. Where an archive's metadata leave the pixels out altogether, the
 * description tells: whole numbers cannot do without Bits Stored and Pixel Representation, floating ones have neither
 * (PS3.3 tables C.7-11b, C.7-11d and C.7-11e).
 */
export function floatingOf(dataset: DicomDataset, bitsAllocated: number): 'single' | 'double' | undefined {
  const has = (keyword: Keyword) => dataset[tagOf(keyword)] !== undefined;
  if (has('FloatPixelData')) return 'single';
  if (has('DoubleFloatPixelData')) return 'double';
  if (has('PixelData') || has('BitsStored') || has('PixelRepresentation')) return undefined;
  if (bitsAllocated === 32) return 'single';
  return bitsAllocated === 64 ? 'double' : undefined;
}

/** Floating padding: a value, or all values up to a limit (PS3.3 C.7.6.24.1.1). */
export function readFloatPadding(
  dataset: DicomDataset,
  floating: 'single' | 'double',
): { readonly from: number; readonly to: number } | undefined {
  const prefix = floating === 'single' ? 'Float' : 'DoubleFloat';
  const value = numberOf(dataset, `${prefix}PixelPaddingValue`);
  if (value === undefined) return undefined;
  const limit = numberOf(dataset, `${prefix}PixelPaddingRangeLimit`) ?? value;
  return { from: Math.min(value, limit), to: Math.max(value, limit) };
}
