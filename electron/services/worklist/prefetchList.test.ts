import { expect, test } from 'vitest';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import type { StudyInstanceUID } from '#shared/dicom/uids.ts';
import { datasetOf } from '#tests/fixtures/imageDataset.ts';
import { KnownStudies } from './knownStudies.ts';
import { priorsToPrefetch } from './prefetchList.ts';

const archiveId = 'one' as ArchiveId;

function known(...studies: readonly (readonly [uid: string, date: string, modality: string, description: string])[]) {
  const all = new KnownStudies();
  for (const [uid, date, modality, description] of studies) {
    const study = { archiveId, studyInstanceUID: uid as StudyInstanceUID };
    const attributes = datasetOf({
      StudyInstanceUID: [uid],
      PatientID: ['A'],
      PatientName: [{ Alphabetic: 'Test^Anna' }],
      PatientBirthDate: ['19700101'],
      StudyDate: [date],
      ModalitiesInStudy: [modality],
      StudyDescription: [description],
    });
    all.put(study, attributes, { firstSeenAt: 1 });
  }
  const [current] = all.values();
  if (!current) throw new Error('A study is needed.');
  return priorsToPrefetch(current, all).priors.map(({ studyInstanceUID }) => studyInstanceUID);
}

test('O9: of those worth fetching, what will hang beside the study comes before a newer one of another kind', () => {
  const now = ['1.1', '20260901', 'CT', 'CT Chest'] as const;
  expect(known(now, ['1.2', '20260801', 'CR', 'XR Chest'], ['1.3', '20230801', 'CT', 'CT Thorax'])).toEqual([
    '1.3',
    '1.2',
  ]);
});

test('and of two that are alike the newer one', () => {
  const now = ['1.1', '20260901', 'CT', 'CT Chest'] as const;
  expect(known(now, ['1.2', '20230801', 'CT', 'CT Chest'], ['1.3', '20250801', 'CT', 'CT Chest'])).toEqual([
    '1.3',
    '1.2',
  ]);
});

test('and of two knees that of the same side', () => {
  const now = ['1.1', '20260901', 'DX', 'XR Knee Right'] as const;
  expect(known(now, ['1.2', '20260801', 'DX', 'XR Knee Left'], ['1.3', '20250801', 'CR', 'XR Knee Right'])).toEqual([
    '1.3',
    '1.2',
  ]);
});
