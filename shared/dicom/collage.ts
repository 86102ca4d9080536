import { type DicomDataset, textsOf } from './dicomJson.ts';
import { privateTextOf } from './privateAttribute.ts';

/** What makers call an image of several slices side by side, in Image Type from its third value on (PS3.3 C.7.6.1.1.2). */
const collageNames = new Set(['MOSAIC', 'COLLAGE', 'MONTAGE']);

/**
 * Whether an image holds several slices side by side, as perfusion and functional MR are often kept. The place that it
 * names is that of no one of them: nothing on it lies where its pixels say.
 */
export function isCollage(dataset: DicomDataset): boolean {
  if (textsOf(dataset, 'ImageType').some((name) => collageNames.has(name.toUpperCase()))) return true;
  // How many images a mosaic of this maker has; where it is written at all, it is one.
  return Number(privateTextOf(dataset, '0019', 'SIEMENS MR HEADER', '0A')) > 1;
}
