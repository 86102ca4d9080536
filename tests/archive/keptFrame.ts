/** Whether a frame that counts as present is what the archive has. */
import { decodeFrame } from '#electron/base/codecs/decodeFrame.ts';
import type { EncodedFrame } from '#shared/contract/frames.ts';
import { explicitVRLittleEndian, transferSyntaxes } from '#shared/dicom/transferSyntax.ts';
import type { TrueFrame } from './trialStudies.ts';

type Kept = Pick<EncodedFrame, 'transferSyntaxUID' | 'bytes' | 'fidelity'>;

/** What is wrong with a frame that is kept; nothing is where `truth` is what it shows. */
export async function faultsOf(name: string, kept: Kept | undefined, truth: TrueFrame | undefined): Promise<string[]> {
  if (!kept) return [`counted as present and cannot be read: ${name}`];
  const wrong = truth && (await isTrue(kept, truth)) ? [] : [`wrong bytes count as present: ${name}`];
  return kept.fidelity.transfer === 'lossless' ? wrong : [...wrong, `lossy and unasked: ${name}`];
}

async function isTrue(kept: Kept, truth: TrueFrame): Promise<boolean> {
  const bytes = Buffer.from(kept.bytes);
  if (kept.transferSyntaxUID === explicitVRLittleEndian && bytes.equals(truth.native)) return true;
  if (kept.transferSyntaxUID !== truth.transferSyntaxUID) return false;
  return bytes.equals(truth.stored) || (await endsInFiller(bytes, truth));
}

/**
 * Some writers leave what was in their buffer behind the end of a codestream, and such a frame is taken: here it must
 * be the whole stored stream and then the filler, and a decoder must make the very samples of both.
 */
async function endsInFiller(bytes: Buffer, { transferSyntaxUID, stored, native, shape }: TrueFrame): Promise<boolean> {
  if (transferSyntaxes.get(transferSyntaxUID)?.codec === 'none') return false;
  if (!bytes.subarray(0, stored.length).equals(stored)) return false;
  const samples = await decodeFrame(bytes, transferSyntaxUID, shape);
  return samples !== undefined && Buffer.from(samples).equals(native);
}
