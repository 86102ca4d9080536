import { expect, test } from 'vitest';
import type { EncodedFrame } from '#shared/contract/frames.ts';
import { checkEncodedFrame } from '#shared/dicom/frameCheck.ts';
import type { TransferSyntaxUID } from '#shared/dicom/uids.ts';
import { faultsOf } from './keptFrame.ts';
import { type TrueFrame, trialCorpus } from './trialStudies.ts';

const wrong = ['wrong bytes count as present: frame'];
const filler = Buffer.alloc(312, 0x5a);

async function frameIn(series: string): Promise<TrueFrame> {
  const { truth } = await trialCorpus();
  const [, frame] = [...truth].find(([name]) => name.includes(`.${series}.1/`)) ?? [];
  return frame!;
}

function judge(truth: TrueFrame, bytes: Uint8Array, transferSyntaxUID = truth.transferSyntaxUID) {
  const fidelity: EncodedFrame['fidelity'] = {
    transfer: 'lossless',
    lossyAtSource: false,
    asked: 'asStored',
    received: transferSyntaxUID as TransferSyntaxUID,
  };
  return faultsOf('frame', { bytes, transferSyntaxUID: transferSyntaxUID as TransferSyntaxUID, fidelity }, truth);
}

test.each([
  ['JPEG-LS', '1.1'],
  ['JPEG 2000', '2.1'],
])('V1: filler behind the end of a whole %s stream changes no sample', async (_, series) => {
  const truth = await frameIn(series);
  const { columns: Columns, rows: Rows } = truth.shape;
  const description = { Rows, Columns, SamplesPerPixel: 1, BitsAllocated: 16, BitsStored: 12 };
  const filled = Buffer.concat([truth.stored, filler]);
  const named = { ...description, PhotometricInterpretation: 'MONOCHROME2' };
  // What the trial forgives is what the check on receipt takes, and no more.
  expect(checkEncodedFrame(named, truth.transferSyntaxUID, filled).ok).toBe(true);
  expect(checkEncodedFrame(named, truth.transferSyntaxUID, Buffer.concat([filled, Buffer.alloc(2_000, 0x5a)])).ok).toBe(
    false,
  );
  expect(await judge(truth, truth.stored)).toEqual([]);
  expect(await judge(truth, filled)).toEqual([]);
});

test.each([
  ['JPEG-LS', '1.1'],
  ['RLE', '1.2'],
  ['JPEG 2000', '2.1'],
  ['uncompressed', '2.2'],
])('M11: a %s frame that is another, cut, spoilt or called otherwise is wrong', async (_, series) => {
  const truth = await frameIn(series);
  const { truth: all } = await trialCorpus();
  const other = [...all.values()].find(
    (one) => one.transferSyntaxUID === truth.transferSyntaxUID && one.stored !== truth.stored,
  )!;
  expect(await judge(truth, other.stored)).toEqual(wrong);
  expect(await judge(truth, Buffer.concat([other.stored, filler]))).toEqual(wrong);
  expect(await judge(truth, truth.stored.subarray(0, -2))).toEqual(wrong);
  const spoilt = Buffer.from(truth.stored);
  spoilt[Math.floor(spoilt.length / 2)]! ^= 0x10;
  expect(await judge(truth, spoilt)).toEqual(wrong);
  expect(await judge(truth, Buffer.concat([spoilt, filler]))).toEqual(wrong);
  expect(await judge(truth, truth.stored, '1.2.840.10008.1.2.4.81')).toEqual(wrong);
  expect(await judge(truth, truth.native, '1.2.840.10008.1.2.1')).toEqual([]);
});

test('M11: uncompressed samples have no filler', async () => {
  const truth = await frameIn('2.2');
  expect(await judge(truth, Buffer.concat([truth.stored, filler]))).toEqual(wrong);
});
