import { expect, it } from 'vitest';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import type { SeriesInstanceUID } from '#shared/dicom/uids.ts';
import { prefill } from './prefill.ts';

const item = {
  study: { archiveId: 'one', studyInstanceUID: '1.2' } as unknown as StudyRef,
  modalities: ['CT'],
  bodyPart: 'CHEST',
  studyDescription: 'CT chest',
  studyDate: '20261121',
  indication: 'Cough',
} as unknown as WorklistItem;
function seriesWith(agent: string | undefined) {
  const instance: DicomDataset = agent === undefined ? {} : { '00180010': { vr: 'LO', Value: [agent] } };
  const readiness = { state: 'none' as const, presentFrames: 0 };
  return [{ seriesInstanceUID: '1.2.3' as SeriesInstanceUID, instances: [instance], readiness }];
}

it('fills in what was asked and done, and never what was compared', () => {
  expect(prefill(item, [])).toEqual({
    clinicalInformation: 'Cough',
    technique: 'CT chest.',
    comparison: '',
    findings: '',
    impression: '',
  });
  expect(Object.values(prefill(undefined, []))).toEqual(['', '', '', '', '']);
});

it('says the technique in neutral words, or leaves it blank', () => {
  const of = (part: Partial<WorklistItem>) => prefill({ ...item, ...part }, []).technique;
  expect(of({ modalities: ['MR', 'SR'], bodyPart: 'LSPINE', studyDescription: 'BORJAN^Protocol' })).toBe(
    'MRI lumbar spine.',
  );
  expect(of({ modalities: ['PT', 'CT'], bodyPart: 'WHOLE BODY' })).toBe('PET/CT whole body.');
  expect(of({ modalities: ['CR', 'DX'], bodyPart: 'KNEE' })).toBe('Radiography knee.');
  expect(of({ modalities: ['XA'], bodyPart: undefined })).toBe('');
  expect(of({ modalities: ['SR'] })).toBe('');
  expect(of({ bodyPart: '????' })).toBe('');
});

it('says contrast only where an image names the agent', () => {
  const technique = (agent: string | undefined) => prefill(item, seriesWith(agent)).technique;
  expect(technique('Omnipaque 350')).toBe('CT chest with contrast.');
  for (const none of [undefined, '', 'NONE', 'No contrast', 'without']) expect(technique(none)).toBe('CT chest.');
});

it('does not copy a clinical question that cannot be read', () => {
  const asked = (indication: string) => prefill({ ...item, indication }, []).clinicalInformation;
  expect(asked('Ð¥Ð¸\u0080\u0091')).toBe('');
  expect(asked('????? ????')).toBe('');
  expect(asked('کھانسی دو ہفتے سے')).toBe('کھانسی دو ہفتے سے');
});
