import { expect, test } from 'vitest';
import { strengthOf } from './passphrase.ts';

test('length comes first, repetition adds little, four words are strong', () => {
  expect(
    [
      '',
      'Short1!',
      'aaaaaaaaaaaaaaaaaaaa',
      '123123123123',
      'correcthorse',
      'monsoon kettle',
      'monsoon kettle orbit fern',
      'چائے پہاڑ کتاب دریا',
    ].map(strengthOf),
  ).toEqual(['tooShort', 'tooShort', 'weak', 'weak', 'weak', 'good', 'strong', 'strong']);
});
