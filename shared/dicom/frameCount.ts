import { tagOf } from './attributes.ts';
import { type DicomDataset, numberOf, textOf } from './dicomJson.ts';
import { instanceKind } from './sopClasses.ts';

/** Beyond this an instance lies about itself, or would take host and page down with it (Q11). */
export const mostFramesInInstance = 20_000;

/** SOP classes whose name says "Multi-frame", or that are enhanced: they cannot do without a count (PS3.4 B.5). */
const multiFrame =
  /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.(3\.1|7\.[1-4]|2\.1|2\.2|4\.1|4\.4|12\.[12]\.1|13\.1\.[1-5]|130|128\.1)$/;

/**
 * How many frames an image says it has (PS3.3 C.7.6.6): one where it says nothing, or zero, and is of a class of single
 * images. Undefined where what it says cannot be: negative, no number, none of a multi-frame class, or absurdly many.
 */
export function frameCountOf(dataset: DicomDataset): number | undefined {
  const written = dataset[tagOf('NumberOfFrames')]?.Value?.[0];
  const isEmpty = written === undefined || written === null || (typeof written === 'string' && written.trim() === '');
  const count = isEmpty ? 1 : numberOf(dataset, 'NumberOfFrames');
  if (count === 0 && !multiFrame.test(textOf(dataset, 'SOPClassUID') ?? '')) return 1;
  if (count === undefined || !Number.isInteger(count) || count < 1 || count > mostFramesInInstance) return undefined;
  return count;
}

/**
 * How many frames an instance has to show: 0 for what is no image (reports, key objects, presentation states). Undefined for an image whose count cannot be: it is refused, and its study says so.
 */
export function framesToShow(instance: DicomDataset): number | undefined {
  const hasPixels = (numberOf(instance, 'Rows') ?? 0) > 0 && (numberOf(instance, 'Columns') ?? 0) > 0;
  if (!hasPixels || instanceKind(textOf(instance, 'SOPClassUID'), hasPixels) !== 'image') return 0;
  return frameCountOf(instance);
}
