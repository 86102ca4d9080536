import { createHash } from 'node:crypto';
import type { Result } from '#shared/base/result.ts';
import { fail, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { EncodedFrame, Fidelity } from '#shared/contract/frames.ts';
import { type DicomDataset, numberOf, textOf } from '#shared/dicom/dicomJson.ts';
import type { FrameKey } from '#shared/dicom/frameKey.ts';
import { transferSyntaxes } from '#shared/dicom/transferSyntax.ts';
import type { ReceivedFrame } from '../archive/index.ts';
import type { StudyCache } from '../cache/index.ts';
import type { StudyIndex } from './studyIndex.ts';

/** Says what is wrong with a frame's bytes, by the attributes of its instance; undefined when nothing is (rules V1, V2). */
export type FrameCheck = (frame: ReceivedFrame, attributes: DicomDataset) => Failure | undefined;

export interface FrameReceiver {
  /** Checks, keeps and answers a frame. A full disk does not keep it from the screen: see `notKept`. */
  receive(key: FrameKey, frame: ReceivedFrame): Promise<Result<ReceivedAndKept, Failure>>;
}

export interface ReceivedAndKept {
  readonly frame: EncodedFrame;
  /** Why it could not be written to the disk. */
  readonly notKept?: Failure;
}

export function createFrameReceiver(cache: StudyCache, index: StudyIndex, check: FrameCheck): FrameReceiver {
  return {
    async receive(key, received) {
      const instance = index.instanceOf(key);
      // Without the instance's attributes nothing proves the bytes, so they are not taken.
      if (!instance) return fail(failureOf('FrameNotHere'));
      const lie = check(received, instance.attributes);
      if (lie) return fail(lie);
      const { transferSyntaxUID, bytes } = received;
      const fidelity = fidelityOf(transferSyntaxUID, instance.attributes);
      const written = await cache.writeFrame({ key, transferSyntaxUID, fidelity, bytes });
      const digest = written.ok ? written.value.digest : createHash('sha256').update(bytes).digest('hex');
      const frame = { key, transferSyntaxUID, fidelity, digest, bytes };
      return succeed(written.ok ? { frame } : { frame, notKept: written.failure });
    },
  };
}

function fidelityOf(transferSyntaxUID: string, attributes: DicomDataset): Fidelity {
  const transfer = transferSyntaxes.get(transferSyntaxUID)?.lossless ? 'lossless' : 'lossy';
  const lossyAtSource = textOf(attributes, 'LossyImageCompression') === '01';
  const ratio = numberOf(attributes, 'LossyImageCompressionRatio');
  return ratio === undefined ? { transfer, lossyAtSource } : { transfer, lossyAtSource, ratio };
}
