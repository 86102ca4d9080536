import { expect, it } from 'vitest';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import { prefill } from './prefill.ts';

const item = {
  modalities: ['CT'],
  studyDescription: 'CT chest',
  studyDate: '20261121',
  indication: 'Cough',
} as unknown as WorklistItem;

it('fills in what was asked, done and there to compare with, and nothing that was not said', () => {
  const prior = { ...item, studyDate: '20260514' };
  expect(prefill(item, [prior])).toEqual({
    clinicalInformation: 'Cough',
    technique: 'CT chest.',
    comparison: 'CT chest of 2026-05-14 (191 days earlier).',
    findings: '',
    impression: '',
  });
  expect(prefill({ modalities: ['CR'], bodyPart: 'CHEST' } as unknown as WorklistItem, []).technique).toBe('CR chest.');
  expect(prefill(item, []).comparison).toBe('No earlier study available.');
  expect(Object.values(prefill(undefined, []))).toEqual(['', '', '', '', '']);
});
