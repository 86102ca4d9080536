import { type Failure, type FailureCode, failureOf } from '#shared/contract/failures.ts';
import { failureOfRefusal } from '#shared/contract/frameRefusals.ts';
import type { EncodedFrame } from '#shared/contract/frames.ts';
import { checkEncodedFrame } from '#shared/dicom/frameCheck.ts';
import { type FrameKey, frameId } from '#shared/dicom/frameKey.ts';
import type { PixelLayout } from '#shared/dicom/imageDescription.ts';
import type { DecodedFrame } from './decodeQueue.ts';

/** Is this the frame that was asked, bit for bit as it was first received? Anything else is a miss, fetched again (C3). */
export async function isFrameAsked(frame: EncodedFrame, key: FrameKey): Promise<boolean> {
  if (frameId(frame.key) !== frameId(key)) return false;
  return (await sha256(frame.bytes)) === frame.digest;
}

async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Whether the encoded bytes can be the image that the attributes describe: the same proof that the frame had to pass
 * when it was received, because a decoder trusts whatever it is given (SF7, SF9).
 */
export function checkEncoded(
  frame: Pick<EncodedFrame, 'bytes' | 'transferSyntaxUID'>,
  layout: PixelLayout,
): Failure | undefined {
  if (frame.bytes.byteLength === 0) return failureOf('NoPixelData');
  const description = {
    Rows: layout.rows,
    Columns: layout.columns,
    SamplesPerPixel: layout.samplesPerPixel,
    BitsAllocated: layout.bitsAllocated,
    BitsStored: layout.bitsStored,
    PhotometricInterpretation: layout.photometricInterpretation,
  };
  const proof = checkEncodedFrame(description, frame.transferSyntaxUID, frame.bytes);
  return proof.ok ? undefined : failureOfRefusal(proof.failure);
}

const imagesOwn: ReadonlySet<FailureCode> = new Set([
  'FrameDamaged',
  'FrameNotDecodable',
  'FrameLied',
  'FrameTooLarge',
  'TransferSyntaxUnsupported',
  'NoPixelData',
]);

/** Whether a decoder was out of time: the frame may be sound, and this computer busy. */
export function wasOutOfTime({ code, details }: Failure): boolean {
  return code === 'FrameNotDecodable' && details?.['stage'] === 'timedOut';
}

/** Whether a frame that failed so may come later: it was not here, or not in time, rather than here and no image. */
export function mayComeLater(failure: Failure): boolean {
  return !imagesOwn.has(failure.code) || wasOutOfTime(failure);
}

/** The shape after decoding: a frame of another size would be drawn stretched, or half black (SF9). */
export function checkDecoded(decoded: DecodedFrame, layout: PixelLayout): Failure | undefined {
  const expected = layout.rows * layout.columns * layout.samplesPerPixel;
  const sameSize = decoded.rows === layout.rows && decoded.columns === layout.columns;
  const halvedColour = layout.photometricInterpretation === 'YBR_FULL_422' && isHalvedColour(decoded);
  if (sameSize && (decoded.samples.length === expected || halvedColour)) return undefined;
  return failureOf('FrameLied', { expected, received: decoded.samples.length });
}

/** Two samples a pixel; where the width is odd, each row may have one pixel more (PS3.3 C.7.6.3.1.2). */
function isHalvedColour({ samples, rows, columns }: DecodedFrame): boolean {
  const padding = samples.length % 2;
  return samples.length - padding === rows * columns * 2 || samples.length === rows * (columns + (columns % 2)) * 2;
}

/**
 * Whether a failure after a decode speaks of the bytes. A decoder that was out of time says as much of this computer:
 * its frame is not shown, and stays kept.
 */
export function provesBadBytes({ code, details }: Failure): boolean {
  if (code === 'FrameNotDecodable') return details?.['stage'] === 'undecodable';
  return code === 'FrameLied' && details?.['received'] !== undefined;
}
