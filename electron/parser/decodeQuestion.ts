import type { RawFrameShape } from '#electron/base/codecs/rawFrame.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { failureOfRefusal } from '#shared/contract/frameRefusals.ts';
import { checkEncodedFrame, type EncodedFrameShape } from '#shared/dicom/frameCheck.ts';
import { transferSyntaxes } from '#shared/dicom/transferSyntax.ts';
import type { FrameToDecode } from './index.ts';

/** Decodes one frame, once its codestream header agrees with its shape: no decoder sees bytes that lie (F6). */
export async function decodeQuestion({
  bytes,
  transferSyntaxUID,
  shape,
}: FrameToDecode): Promise<Result<Uint8Array, Failure>> {
  const checked = checkEncodedFrame(shape, transferSyntaxUID, bytes);
  if (!checked.ok) return fail(failureOfRefusal(checked.failure));
  const raw = rawShapeOf(shape);
  if (!raw || !transferSyntaxes.get(transferSyntaxUID)?.lossless) {
    return fail(failureOf('TransferSyntaxUnsupported', { transferSyntaxUID }));
  }
  // Loaded with the first frame: who only reads files need not wait for codecs.
  const { decodeFrame } = await import('#electron/base/codecs/decodeFrame.ts');
  const samples = await decodeFrame(bytes, transferSyntaxUID, raw);
  return samples ? succeed(samples) : fail(failureOf('FrameNotDecodable'));
}

function rawShapeOf(shape: EncodedFrameShape): RawFrameShape | undefined {
  const { Columns, Rows, SamplesPerPixel, BitsAllocated, BitsStored } = shape;
  if ((SamplesPerPixel !== 1 && SamplesPerPixel !== 3) || (BitsAllocated !== 8 && BitsAllocated !== 16)) {
    return undefined;
  }
  return {
    columns: Columns,
    rows: Rows,
    samplesPerPixel: SamplesPerPixel,
    bitsAllocated: BitsAllocated,
    bitsStored: BitsStored,
    signed: false,
  };
}
