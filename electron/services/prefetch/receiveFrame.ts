import { createHash } from 'node:crypto';
import type { Result } from '#shared/base/result.ts';
import { fail, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { AskedForm, EncodedFrame, Fidelity } from '#shared/contract/frames.ts';
import { lossOf } from '#shared/dicom/codestreamLoss.ts';
import { type DicomDataset, numberOf, textOf } from '#shared/dicom/dicomJson.ts';
import type { FrameKey } from '#shared/dicom/frameKey.ts';
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

/** The archive sent other bytes under a name than before, in the same syntax (link.md V5). */
export interface FrameDiffers {
  readonly key: FrameKey;
  /** SHA-256 of what first came, and of what came now. */
  readonly first: string;
  readonly second: string;
  /** The first were lost on this disk, so the second are kept; otherwise the first stay. */
  readonly kept: boolean;
}

export interface ReceiptEvents {
  readonly differs?: (incident: FrameDiffers) => void;
  /** It is on the disk; called before anybody counts it. */
  readonly kept?: (frame: EncodedFrame, attributes: DicomDataset) => void;
}

export function createFrameReceiver(
  cache: StudyCache,
  index: StudyIndex,
  check: FrameCheck,
  on: ReceiptEvents = {},
): FrameReceiver {
  return {
    async receive(key, received) {
      const instance = index.instanceOf(key);
      // Without the instance's attributes nothing proves the bytes, so they are not taken.
      if (!instance) return fail(failureOf('FrameNotHere'));
      const lie = check(received, instance.attributes);
      if (lie) return fail(lie);
      const { transferSyntaxUID, bytes } = received;
      index.noteReceived(key, instance, received.wireBytes ?? bytes.byteLength);
      const fidelity = fidelityOf(received, instance.attributes);
      const written = await cache.writeFrame({ key, transferSyntaxUID, fidelity, bytes });
      // These very bytes were no image before: the archive has no others, so they are not tried again (V3).
      if (!written.ok && written.failure.code === 'FrameNotDecodable') return written;
      const digest = written.ok ? written.value.digest : createHash('sha256').update(bytes).digest('hex');
      const arrived = { key, transferSyntaxUID, fidelity, digest, bytes };
      if (!written.ok) return succeed({ frame: arrived, notKept: written.failure });
      const { differsFrom, kept } = written.value;
      if (kept) on.kept?.(arrived, instance.attributes);
      if (differsFrom === undefined) return succeed({ frame: arrived });
      on.differs?.({ key, first: differsFrom, second: digest, kept });
      // What came first and is still here stays what is shown.
      const earlier = kept ? undefined : await cache.readFrame(key);
      return succeed({ frame: earlier ?? arrived });
    },
  };
}

/** V11: what was lost at the source, what in transport, what was asked for and what came are four statements. */
function fidelityOf({ transferSyntaxUID, asked, bytes }: ReceivedFrame, attributes: DicomDataset): Fidelity {
  // What does not prove that nothing was lost is not called lossless, whatever its transfer syntax is called.
  const transfer = lossOf(transferSyntaxUID, bytes) === 'lossless' ? 'lossless' : 'lossy';
  const lossyAtSource = textOf(attributes, 'LossyImageCompression') === '01';
  const ratio = numberOf(attributes, 'LossyImageCompressionRatio');
  return {
    transfer,
    lossyAtSource,
    ...(ratio === undefined ? {} : { ratio }),
    ...(asked === undefined ? {} : { asked: formOf(asked), received: transferSyntaxUID }),
  };
}

function formOf(asked: NonNullable<ReceivedFrame['asked']>): AskedForm {
  if (asked === 'decoded') return 'decoded';
  return asked === 'asStored' || asked === 'wholeInstance' ? 'asStored' : 'compressed';
}
