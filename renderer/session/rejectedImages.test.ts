import { expect, test } from 'vitest';
import type { StudySnapshot } from '#shared/contract/studies.ts';
import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import { datasetOf } from '#tests/fixtures/imageDataset.ts';
import { rejectedIn, rejectionOfImage } from './rejectedImages.ts';

const frame = (sopInstanceUID: string) =>
  ({ image: { sopInstanceUID }, frame: { frameNumber: 1 } }) as unknown as FrameOfImage;
const list = (title: string, uids: readonly string[]) =>
  datasetOf({
    SOPClassUID: ['1.2.840.10008.5.1.4.1.1.88.59'],
    ConceptNameCodeSequence: [
      datasetOf({ CodeValue: [title], CodingSchemeDesignator: ['DCM'], CodeMeaning: ['Rejected'] }),
    ],
    ContentSequence: uids.map((uid) =>
      datasetOf({
        ValueType: ['IMAGE'],
        ReferencedSOPSequence: [datasetOf({ ReferencedSOPInstanceUID: [uid] })],
      }),
    ),
  });
const snapshotWith = (...instances: ReturnType<typeof list>[]) =>
  ({ series: [{ instances }] }) as unknown as StudySnapshot;

test('T22 a series with rejected images tells how many, and the worst reason', () => {
  const snapshot = snapshotWith(list('113001', ['1.1', '1.2']), list('113038', ['1.2']));
  const frames = ['1.1', '1.2', '1.3'].map(frame);
  expect(rejectedIn(snapshot, { frames })).toEqual({ count: 2, reason: 'wrongPatient' });
  expect(rejectedIn(snapshot, { frames: frames.slice(2) })).toBeUndefined();
  expect(rejectionOfImage(snapshot, frame('1.1'))).toBe('quality');
});

test('T22 a list of one study says nothing of an image of another, though it has its name', () => {
  expect(rejectionOfImage(snapshotWith(), frame('1.1'))).toBeUndefined();
});
