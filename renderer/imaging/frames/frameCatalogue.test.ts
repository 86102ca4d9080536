import { expect, test } from 'vitest';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { readImagePatient } from '#shared/dicom/imagePatient.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { imageDataset } from '#tests/fixtures/imageDataset.ts';
import { FrameCatalogue, imageIdOf } from './frameCatalogue.ts';

const archive = 'a' as ArchiveId;

function described(attributes: Parameters<typeof imageDataset>[0]) {
  const dataset = imageDataset(attributes);
  const image = readImageDescription(dataset);
  if (!image.ok) throw new Error(image.failure);
  return { ...image.value, patient: readImagePatient(dataset) };
}

test('T22: frames of an image that is described otherwise than before are told, those of one that is not are not', () => {
  const catalogue = new FrameCatalogue();
  const image = described({ PatientID: ['A-1'], Laterality: ['L'] });
  const imageId = imageIdOf({ image, frame: image.frames[0]! });
  expect(catalogue.add(archive, [image])).toEqual([]);
  expect(catalogue.add(archive, [described({ PatientID: ['A-1'], Laterality: ['L'] })])).toEqual([]);
  expect(catalogue.add(archive, [described({ PatientID: ['A-1'], Laterality: ['R'] })])).toEqual([imageId]);
  expect(catalogue.add(archive, [described({ PatientID: ['B-2'], Laterality: ['R'] })])).toEqual([imageId]);
  expect(catalogue.add(archive, [described({ PatientID: ['B-2'], Laterality: ['R'] })])).toEqual([]);
});

test('T22: one UID in two studies is two images, and neither takes the place of the other', () => {
  const catalogue = new FrameCatalogue();
  const [now, before] = ['1.2.3', '1.2.9'].map((study) => described({ StudyInstanceUID: [study] }));
  expect([now, before].map((image) => catalogue.add(archive, [{ ...image!, archiveId: archive }]))).toEqual([[], []]);
  const keys = [now, before].map(
    (image) => catalogue.find(imageIdOf({ image: { ...image!, archiveId: archive }, frame: image!.frames[0]! }))?.key,
  );
  expect(keys.map((key) => key?.studyInstanceUID)).toEqual(['1.2.3', '1.2.9']);
});

test('T22: tables and overlays of the same length that hold something else are another image', () => {
  const catalogue = new FrameCatalogue();
  const image = described({});
  const table = { firstMapped: 0, bitsPerEntry: 8, entries: [0, 1, 2] };
  const withProfile = (last: number) => ({ ...image, iccProfile: Uint8Array.from([1, 2, last]) });
  const withTable = (last: number) => ({ ...image, modalityTable: { ...table, entries: [0, 1, last] } });
  const changed = [withProfile(3), withProfile(3), withProfile(4), withTable(2), withTable(2), withTable(3)].map(
    (each) => catalogue.add(archive, [each]).length,
  );
  expect(changed).toEqual([0, 0, 1, 1, 0, 1]);
});
