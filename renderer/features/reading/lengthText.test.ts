import { expect, test } from 'vitest';
import type { LengthBasis, LengthUnit, MeasuredLength } from '#shared/dicom/calibration.ts';
import { startI18n } from '../../i18n/i18n.ts';
import { lengthText } from './lengthText.ts';

const { t } = startI18n();
const length = (of: Partial<MeasuredLength>): MeasuredLength =>
  ({ value: 24.96, unit: 'mm', basis: 'patient', ...of }) as MeasuredLength;

test.each([
  ['25.0 mm', length({})],
  ['25.0 mm at detector', length({ basis: 'detector' })],
  ['2.50 cm US region', length({ value: 2.496, unit: 'cm', basis: 'ultrasoundRegion' })],
  ['143 px not calibrated', length({ value: 142.6, unit: 'px', basis: 'notCalibrated' })],
  ['25.0 mm magnification-corrected ×1.15', length({ basis: 'magnificationCorrected', factor: 1.15 })],
])('E2: a length says its basis, in words: %s', (text, measured) => {
  expect(lengthText(measured, t)).toBe(text);
});

const everyBasis: Readonly<Record<LengthBasis, true>> = {
  patient: true,
  calibratedFiducial: true,
  calibratedGeometry: true,
  magnificationCorrected: true,
  detector: true,
  unknown: true,
  film: true,
  ultrasoundRegion: true,
  outsideRegion: true,
  notCalibrated: true,
};
const everyUnit: Readonly<Record<LengthUnit, true>> = { mm: true, cm: true, px: true, s: true, Hz: true, 'cm/s': true };

test('E2: every basis in every unit has words, never a key; only a distance in the patient needs none', () => {
  for (const basis of Object.keys(everyBasis) as LengthBasis[]) {
    for (const unit of Object.keys(everyUnit) as LengthUnit[]) {
      const text = lengthText({ value: 12.34, unit, basis, factor: 1.1 }, t);
      expect(text).not.toMatch(/reading\.|\{\{|undefined/);
      expect(text.split(' ').length > 2).toBe(basis !== 'patient');
    }
  }
});
