import type { Failure } from '#shared/contract/failures.ts';
import { failureOfRefusal } from '#shared/contract/frameRefusals.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { checkEncodedFrame, encodedFrameShapeOf } from '#shared/dicom/frameCheck.ts';
import type { ReceivedFrame } from '../archive/index.ts';

/** What is wrong with a frame's bytes, by the attributes of its instance; undefined when nothing is (rules V1, V2). */
export function checkFrame(frame: ReceivedFrame, attributes: DicomDataset): Failure | undefined {
  const description = encodedFrameShapeOf(attributes);
  if (!description) return failureOfRefusal({ kind: 'undescribed', reason: 'rows, columns or bits' });
  const checked = checkEncodedFrame(description, frame.transferSyntaxUID, frame.bytes);
  return checked.ok ? undefined : failureOfRefusal(checked.failure);
}
