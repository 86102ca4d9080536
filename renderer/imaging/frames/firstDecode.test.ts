import { expect, test, vi } from 'vitest';
import { decodeFirst, firstFrame, firstLayout } from './firstDecode.ts';
import { checkEncoded } from './frameChecks.ts';

test('what is decoded first passes the proof of every other frame', () => {
  expect(checkEncoded(firstFrame, firstLayout)).toBeUndefined();
});

test('a worker that cannot start yet is met with the first image, not before', async () => {
  const decode = vi.fn(() => Promise.reject(new Error('no worker')));
  await expect(decodeFirst({ decode })).resolves.toBeUndefined();
  expect(decode).toHaveBeenCalledExactlyOnceWith(firstFrame, firstLayout);
});
