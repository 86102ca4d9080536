import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  normalOf,
  oppositeLetters,
  orientationLetters,
  planeOf,
  readOrientation,
  scrollDirection,
} from './orientation.ts';
import { dot, type Vector3 } from './vectors.ts';

const orientation = (values: readonly number[]) => {
  const read = readOrientation(values);
  if (!read) throw new Error('not an orientation');
  return read;
};
const axial = orientation([1, 0, 0, 0, 1, 0]);
const coronal = orientation([1, 0, 0, 0, 0, -1]);
const sagittal = orientation([0, 1, 0, 0, 0, -1]);

test('Q6: cosines that are not orthonormal within 1e-3 are no orientation', () => {
  expect([
    readOrientation([1, 0, 0, 0.01, 1, 0]),
    readOrientation([1.01, 0, 0, 0, 1, 0]),
    readOrientation([1, 0, 0]),
    readOrientation(undefined),
  ]).toEqual([undefined, undefined, undefined, undefined]);
  expect(readOrientation([1, 0, 0, 0.0005, 1, 0])).toBeDefined();
});

test('Q1: planes are scrolled from the head down, from the front back, from the right to the left', () => {
  expect(
    [axial, coronal, sagittal].map((item) => [planeOf(item), scrollDirection(item).map((value) => value + 0)]),
  ).toEqual([
    ['axial', [0, 0, -1]],
    ['coronal', [0, 1, 0]],
    ['sagittal', [1, 0, 0]],
  ]);
});

describe('Q9: orientation letters', () => {
  test('the six ends of the body', () => {
    const ends: Vector3[] = [
      [1, 0, 0],
      [-1, 0, 0],
      [0, 1, 0],
      [0, -1, 0],
      [0, 0, 1],
      [0, 0, -1],
    ];
    expect(ends.map(orientationLetters)).toEqual(['L', 'R', 'P', 'A', 'H', 'F']);
  });

  test('an oblique direction has its letters by falling size', () => {
    expect(orientationLetters([0.8, 0, -0.6])).toBe('LF');
    expect(orientationLetters([0.3, -0.9, 0.3])).toBe('ALH');
    expect(orientationLetters([0.99, 0.1, 0])).toBe('L');
  });

  test('left and right are never the same letters, whatever the direction', () => {
    const part = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(part, part, part, (x, y, z) => {
        const letters = orientationLetters([x, y, z]);
        expect(orientationLetters([-x, -y, -z])).toBe(oppositeLetters(letters));
        expect([...letters].some((letter) => oppositeLetters(letters).includes(letter))).toBe(false);
      }),
    );
  });
});

test('the normal stands at right angles on rows and columns', () => {
  for (const item of [axial, coronal, sagittal]) {
    expect([dot(normalOf(item), item.row), dot(normalOf(item), item.column)].map(Math.abs)).toEqual([0, 0]);
  }
});
