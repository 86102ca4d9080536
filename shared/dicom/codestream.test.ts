import { expect, test } from 'vitest';
import { transformsComponents } from './codestream.ts';

/** SOC, SIZ (of no use here), COD with the given transform, SOT. */
const stream = (transform: number) =>
  new Uint8Array([
    ...[0xff, 0x4f, 0xff, 0x51, 0x00, 0x04, 0x00, 0x00],
    ...[0xff, 0x52, 0x00, 0x0c, 0x00, 0x02, 0x00, 0x01, transform, 0x05, 0x04, 0x04, 0x00, 0x01],
    ...[0xff, 0x90, 0x00, 0x0a],
  ]);

test('T.800 A.6.1: the COD marker says whether the codec itself turns colours', () => {
  const cut = stream(1).subarray(0, 12);
  const without = new Uint8Array([0xff, 0x4f, 0xff, 0x90, 0x00, 0x0a, 0, 0]);
  expect([stream(1), stream(0), cut, without, new Uint8Array(4)].map(transformsComponents)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});
