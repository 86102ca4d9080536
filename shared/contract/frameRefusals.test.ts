import { expect, it } from 'vitest';
import { checkEncodedFrame } from '../dicom/frameCheck.ts';
import { explicitVRLittleEndian } from '../dicom/transferSyntax.ts';
import { failureOfRefusal } from './frameRefusals.ts';

const shape = {
  Rows: 2,
  Columns: 4,
  SamplesPerPixel: 1,
  BitsAllocated: 16,
  BitsStored: 12,
  PhotometricInterpretation: 'MONOCHROME2',
};

it.each([
  ['bytes that are too many', 'FrameLied', shape, explicitVRLittleEndian, 18],
  ['bytes that are too few', 'FrameNotDecodable', shape, explicitVRLittleEndian, 14],
  ['a size that no frame can have', 'FrameLied', { ...shape, Rows: 0 }, explicitVRLittleEndian, 16],
  ['more than fits', 'FrameTooLarge', { ...shape, Rows: 65_535, Columns: 65_535 }, explicitVRLittleEndian, 16],
  ['an unknown transfer syntax', 'TransferSyntaxUnsupported', shape, '1.2.3', 16],
] as const)('%s is %s', (_what, code, description, syntax, length) => {
  const checked = checkEncodedFrame(description, syntax, new Uint8Array(length));
  expect(checked.ok ? 'ok' : failureOfRefusal(checked.failure).code).toBe(code);
});
