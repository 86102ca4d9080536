import { expect, test } from 'vitest';
import { isUID, uidFromRandom } from './uids.ts';

test('a UID is digits and dots; a component with a leading zero costs nobody a study', () => {
  for (const uid of ['1.2.840.10008.1.2', '2.25.0', '1.2.077.12', `1.${'2'.repeat(62)}`]) expect(isUID(uid)).toBe(true);
  const others = [
    '',
    '1',
    '1.',
    '.1',
    '1..2',
    '3.1',
    '1.2.',
    '1.2/..',
    '1.2.a',
    '../1.2',
    ' 1.2',
    `1.${'2'.repeat(63)}`,
  ];
  for (const text of others) expect(isUID(text)).toBe(false);
});

test('PS3.5 B.2: a UID from 16 random bytes', () => {
  const uid = uidFromRandom(new Uint8Array(16).fill(0xab));
  expect(isUID(uid)).toBe(true);
  expect(uid).toBe(`2.25.${BigInt(`0x${'ab'.repeat(6)}4b${'ab'.repeat(9)}`)}`);
  expect(() => uidFromRandom(new Uint8Array(15))).toThrow(RangeError);
});
