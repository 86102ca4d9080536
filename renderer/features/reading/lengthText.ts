import type { TFunction } from 'i18next';
import type { MeasuredLength } from '#shared/dicom/calibration.ts';

/** "25.0 mm", "25.0 mm at detector", "2.48 cm US region", "143 px not calibrated": never a length without its basis (E2). */
export function lengthText(length: MeasuredLength, t: TFunction): string {
  const { value, unit, basis, factor } = length;
  const digits = unit === 'px' ? 0 : unit === 'mm' ? 1 : 2;
  const words = t(`reading.basis.${basis}`, { factor: factor?.toFixed(2) ?? '' });
  return [`${value.toFixed(digits)} ${unit}`, words].filter((part) => part !== '').join(' ');
}
