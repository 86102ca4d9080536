import { expect, test } from 'vitest';
import type { OverlayPlane } from '#shared/dicom/overlayPlanes.ts';
import { KeptPictures } from './keptPictures.ts';
import { areaOfMarks } from './overlayPicture.ts';

const plane = { group: 0x6000 } as OverlayPlane;
const overlay = (all = new Uint8Array(1)) => ({ plane, all, frameIndex: 0 });

test('an overlay is painted once for its image, however often the image moves, and anew for other bits', () => {
  const pictures = new KeptPictures<number>(2);
  let painted = 0;
  const paint = () => (painted += 1);
  const one = overlay();
  const ask = (name: string, of = one) => pictures.pictureOf(name, [of], paint);
  expect([ask('a'), ask('a'), ask('a', { ...one })]).toEqual([1, 1, 1]);
  expect(ask('a', overlay())).toBe(2);
  expect(ask('a', { ...one, frameIndex: 1 })).toBe(3);
});

test('those used last are kept, and one that cannot be painted is asked for again', () => {
  const pictures = new KeptPictures<string>(2);
  const one = overlay();
  const ask = (name: string, word = name) => pictures.pictureOf(name, [one], () => word);
  ask('a');
  ask('b');
  ask('a');
  ask('c');
  expect([ask('a', 'anew'), ask('c', 'anew'), ask('b', 'anew')]).toEqual(['a', 'c', 'anew']);
  expect(() =>
    pictures.pictureOf('d', [one], () => {
      throw new RangeError('no memory');
    }),
  ).toThrow('no memory');
  expect(ask('d')).toBe('d');
});

test('only the part of an image that is marked is painted', () => {
  const marks = new Uint8Array(20);
  expect(areaOfMarks(marks, 5)).toBeUndefined();
  marks[7] = 1;
  marks[11] = 1;
  expect(areaOfMarks(marks, 5)).toEqual({ left: 1, top: 1, width: 2, height: 2 });
});
