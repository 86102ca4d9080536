import type { FrameRefusal } from '../dicom/frameCheck.ts';
import { type Failure, type FailureCode, failureOf } from './failures.ts';

const codes: Readonly<Record<FrameRefusal['kind'], FailureCode>> = {
  lied: 'FrameLied',
  // There are bytes, and nothing that says what they are: as little to be shown as bytes that say another thing.
  undescribed: 'FrameLied',
  cut: 'FrameNotDecodable',
  tooLarge: 'FrameTooLarge',
  unsupported: 'TransferSyntaxUnsupported',
};

/** Why a frame is not shown, in the codes of the contract: the same on receipt and before a decoder sees it. */
export function failureOfRefusal({ kind, reason }: FrameRefusal): Failure {
  return failureOf(codes[kind], { reason });
}
