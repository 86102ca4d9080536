import fc from 'fast-check';
import { expect, it } from 'vitest';
import { deriveKey } from './deriveKey.ts';
import { seal, unseal } from './seal.ts';

const key = deriveKey(new Uint8Array(32).fill(1), 'test');

it('gives back what was sealed; any flipped bit, other key or other belonging gives nothing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(), fc.nat(7), (plain, at, bit) => {
      const sealed = seal(key, plain, 'one', new Uint8Array(12).fill(9));
      expect(unseal(key, sealed, 'one')).toEqual(plain);
      expect(unseal(key, sealed, 'other')).toBeUndefined();
      expect(unseal(deriveKey(key, 'test'), sealed, 'one')).toBeUndefined();
      sealed[at % sealed.length]! ^= 1 << bit;
      expect(unseal(key, sealed, 'one')).toBeUndefined();
    }),
  );
});

it('gives nothing for what is too short to be sealed', () => {
  expect(unseal(key, new Uint8Array(27), 'one')).toBeUndefined();
});

it('derives as RFC 5869 does (appendix A.3: no salt, no info), and one key per purpose and salt', () => {
  const root = Buffer.alloc(22, 0x0b);
  expect(Buffer.from(deriveKey(root, '')).toString('hex')).toBe(
    '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d',
  );
  const keys = [deriveKey(root, 'a'), deriveKey(root, 'b'), deriveKey(root, 'a', new Uint8Array(1).fill(1))];
  expect(new Set(keys.map((derived) => Buffer.from(derived).toString('hex'))).size).toBe(3);
});
