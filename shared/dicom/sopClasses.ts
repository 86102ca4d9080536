/** What Durbeen does with an instance, by its SOP class (PS3.4 table B.5-1). */
export type InstanceKind =
  | 'image'
  | 'structuredReport'
  | 'keyObject'
  | 'presentationState'
  | 'document'
  | 'segmentation'
  | 'other';

const storage = '1.2.840.10008.5.1.4.1.1.';
const image = new Set(
  [
    '1',
    '1.1',
    '1.1.1',
    '1.2',
    '1.2.1',
    '1.3',
    '1.3.1',
    '2',
    '2.1',
    '2.2',
    '3.1',
    '3.2',
    '4',
    '4.1',
    '4.3',
    '4.4',
    '6.1',
    '6.2',
    '6.3',
    '7',
    '7.1',
    '7.2',
    '7.3',
    '7.4',
    '12.1',
    '12.1.1',
    '12.2',
    '12.2.1',
    '13.1.1',
    '13.1.2',
    '13.1.3',
    '13.1.4',
    '13.1.5',
    '14.1',
    '14.2',
    '20',
    '77.1.1',
    '77.1.2',
    '77.1.4',
    '77.1.5.1',
    '77.1.5.2',
    '77.1.5.4',
    '128',
    '128.1',
    '130',
    '481.1',
  ].map((suffix) => storage + suffix),
);

/** `hasPixelDimensions`: an unknown class with Rows and Columns is still an image, a private one included. */
export function instanceKind(sopClassUID: string | undefined, hasPixelDimensions: boolean): InstanceKind {
  if (sopClassUID === undefined) return hasPixelDimensions ? 'image' : 'other';
  if (image.has(sopClassUID)) return 'image';
  if (sopClassUID === `${storage}88.59`) return 'keyObject';
  if (sopClassUID.startsWith(`${storage}88.`)) return 'structuredReport';
  if (sopClassUID.startsWith(`${storage}11.`)) return 'presentationState';
  if (sopClassUID.startsWith(`${storage}104.`)) return 'document';
  if (sopClassUID.startsWith(`${storage}66.`)) return 'segmentation';
  return hasPixelDimensions ? 'image' : 'other';
}

export const basicTextSR = `${storage}88.11`;
export const hangingProtocolStorage = '1.2.840.10008.5.1.4.38.1';
