import type { EncodedFrame } from '#shared/contract/frames.ts';
import type { PixelLayout } from '#shared/dicom/imageDescription.ts';
import type { TransferSyntaxUID } from '#shared/dicom/uids.ts';
import type { DecodeWorkers } from './decodeQueue.ts';

/** Sixty-four greys in JPEG-LS (T.87): of nobody. */
const greys =
  '/9j/9wALEAAIAAgBAREA//gADQH//wASAEMBFABA/9oACAEBAAAAAKBcC4E4LgXAmB0YIGQKgZgyCIGgYjBBIJArBUCgUCkXoKCgjBEFBQQi5AQEDI' +
  'GgICBkWoEB+0CQIEEyxAgXgBAUCBBEVoECDIAgQIEA/9k=';

export const firstLayout: PixelLayout = {
  rows: 8,
  columns: 8,
  samplesPerPixel: 1,
  photometricInterpretation: 'MONOCHROME2',
  planarConfiguration: 0,
  bitsAllocated: 16,
  bitsStored: 16,
  highBit: 15,
  signed: false,
};

export const firstFrame: Pick<EncodedFrame, 'bytes' | 'transferSyntaxUID'> = {
  bytes: Uint8Array.from(atob(greys), (letter) => letter.charCodeAt(0)),
  transferSyntaxUID: '1.2.840.10008.1.2.4.80' as TransferSyntaxUID,
};

/**
 * Lets the workers decode a few greys before anybody waits for an image: the first frame of a page otherwise waits for a
 * worker to start and a codec to be compiled. What goes wrong now is nobody's; it is met with the first image.
 */
export async function decodeFirst(workers: Pick<DecodeWorkers, 'decode'>): Promise<void> {
  await workers.decode(firstFrame, firstLayout).catch(() => undefined);
}
