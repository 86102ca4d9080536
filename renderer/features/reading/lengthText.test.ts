import { expect, test } from 'vitest';
import type { MeasuredLength } from '#shared/dicom/calibration.ts';
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
