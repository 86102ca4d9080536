import { z } from 'zod';
import type { FrameKey } from '../dicom/frameKey.ts';
import type { TransferSyntaxUID } from '../dicom/uids.ts';

/** How urgently a frame is wanted: on the screen now, soon beside it, or some time. */
export const urgency = z.enum(['display', 'near', 'background']);
export type Urgency = z.infer<typeof urgency>;

/** What is known of a frame's faithfulness: of the transfer syntax it came in, and of what was done before that. */
export interface Fidelity {
  readonly transfer: 'lossless' | 'lossy';
  /** (0028,2110) says the image was lossy compressed once, whatever it is now. */
  readonly lossyAtSource: boolean;
  readonly ratio?: number | undefined;
  /** How the archive was asked for it; absent for frames that were kept before this was noted. */
  readonly asked?: AskedForm | undefined;
  /** The transfer syntax that came. */
  readonly received?: string | undefined;
}

/**
 * Whether a frame is all that exists of its image: it came without loss, or with a loss that the archive's own copy has, so
 * that there is no better one to see.
 */
export function isAllThatExists({ transfer, lossyAtSource, asked }: Fidelity): boolean {
  return transfer === 'lossless' || lossyAtSource || asked === 'asStored';
}

/** As the archive holds it, compressed by the archive for the line, or uncompressed by it (rule V11). */
export const askedForm = z.enum(['asStored', 'compressed', 'decoded']);
export type AskedForm = z.infer<typeof askedForm>;

/** One frame, still encoded, with what the receiver needs to prove that it is the right one and whole. */
export interface EncodedFrame {
  readonly key: FrameKey;
  readonly transferSyntaxUID: TransferSyntaxUID;
  readonly fidelity: Fidelity;
  /** SHA-256 of `bytes`, lower-case hexadecimal, taken when the frame was first received. */
  readonly digest: string;
  readonly bytes: Uint8Array;
}
