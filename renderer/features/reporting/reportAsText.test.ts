import { expect, it } from 'vitest';
import type { ReportVersion } from '#shared/contract/reports.ts';
import { reportAsText } from './reportAsText.ts';

const version = {
  version: 1,
  kind: 'final',
  signerName: 'Dr A. Reader',
  signedAt: new Date(2026, 10, 22, 9, 5).getTime(),
  text: { clinicalInformation: '', technique: 'CT chest.', comparison: '', findings: '', impression: 'No nodule.' },
} as unknown as ReportVersion;

it('a copied report says whose it is, what was signed, by whom and when', () => {
  const item = {
    patientName: { alphabetic: 'Baloch Ghulam Rasool', ideographic: '', phonetic: '' },
    patientId: 'P1',
    patientAge: '061Y',
    patientSex: 'M',
    studyDescription: 'Thorax^Routine',
    studyDate: '20261122',
  };
  const lines = reportAsText(item, version).split('\n');
  expect(lines.slice(0, 3)).toEqual(['Baloch Ghulam Rasool \u00b7 P1', '61 M', 'Thorax Routine \u00b7 2026-11-22']);
  expect(lines.at(-1)).toBe('Dr A. Reader, 2026-11-22 09:05');
  expect(lines).toContain('No nodule.');
  expect(reportAsText(undefined, version)).not.toContain('undefined');
});
