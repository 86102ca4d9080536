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
