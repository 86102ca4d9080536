import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textDigest } from './textDigest.ts';

test('one text has one digest, of at most eleven letters and digits; 20,000 texts that differ little have as many', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(textDigest(text)).toMatch(/^[0-9a-z]{1,11}$/);
      expect(textDigest(text)).toBe(textDigest(`${text}x`.slice(0, -1)));
    }),
  );
  const digests = new Set(Array.from({ length: 20_000 }, (_, number) => textDigest(`{"slope":${number / 1_000}}`)));
  expect(digests.size).toBe(20_000);
});
