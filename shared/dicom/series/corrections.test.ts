import { expect, test } from 'vitest';
import { isNamed, scannerSeriesOf } from './corrections.ts';

const text = (value: string) => ({ vr: 'LO', Value: [value] });
const header = (station: string, protocol: string, description: string) => ({
  '00081010': text(station),
  '00181030': text(protocol),
  '0008103E': text(description),
});

test('blanks are no name, and a protocol alone is one only of a scanner that says which it is', () => {
  expect(isNamed({ station: '', protocol: '', description: 'AX T1' })).toBe(true);
  expect(isNamed({ station: 'MR1', protocol: 'Head', description: ' ' })).toBe(true);
  expect(isNamed({ station: ' ', protocol: 'Head', description: '' })).toBe(false);
  expect(isNamed({ station: 'MR1', protocol: ' ', description: '  ' })).toBe(false);
});

test('a series that is not known by its name is remembered by nothing', () => {
  expect(scannerSeriesOf(header('MR1', 'Head', 'AX T1'))).toEqual({
    station: 'MR1',
    protocol: 'Head',
    description: 'AX T1',
  });
  expect(scannerSeriesOf(header('', 'Head', ''))).toBeUndefined();
});
