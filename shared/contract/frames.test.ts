import { expect, test } from 'vitest';
import { type Fidelity, isAllThatExists } from './frames.ts';

const came = (fidelity: Partial<Fidelity>) => isAllThatExists({ transfer: 'lossy', lossyAtSource: false, ...fidelity });

test('P6: what was lossy before it came is all there is of an image; what lost on the way is not', () => {
  expect(came({ transfer: 'lossless' })).toBe(true);
  expect(came({ transfer: 'lossless', lossyAtSource: true })).toBe(true);
  // A cine that the machine itself kept as JPEG, and one that only its transfer syntax says so of.
  expect(came({ lossyAtSource: true, ratio: 12, asked: 'asStored' })).toBe(true);
  expect(came({ asked: 'asStored' })).toBe(true);
  expect(came({ lossyAtSource: true })).toBe(true);
  // Made smaller for the line, or nobody knows how it was asked for.
  expect(came({ asked: 'compressed' })).toBe(false);
  expect(came({})).toBe(false);
});
