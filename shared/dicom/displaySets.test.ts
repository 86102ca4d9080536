import { describe, expect, test } from 'vitest';
import { imageDataset } from '#tests/fixtures/imageDataset.ts';
import { splitIntoDisplaySets } from './displaySets.ts';
import type { ImageDescription } from './imageDescription.ts';
import { readImageDescription } from './readImageDescription.ts';
import { volumeGridOf } from './volumeGate.ts';

type Attributes = Parameters<typeof imageDataset>[0];

function slice(number: number, place: number, more: Attributes = {}): ImageDescription {
  const image = readImageDescription(
    imageDataset({
      Modality: ['CT'],
      SOPInstanceUID: [`1.2.3.4.${number}`],
      InstanceNumber: [number],
      ImagePositionPatient: [0, 0, place],
      ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
      PixelSpacing: [0.5, 0.5],
      ...more,
    }),
  );
  if (!image.ok) throw new Error(image.failure);
  return image.value;
}

const range = (count: number) => Array.from({ length: count }, (_, index) => index);
const sizes = (images: readonly ImageDescription[]) =>
  splitIntoDisplaySets(images).map(({ frames, duplicates }) => [frames.length, duplicates.length]);

describe('Q2: what sets frames of one series apart', () => {
  test('an acquisition number in each slice and one slice under another UID do not shatter the series', () => {
    const series = range(20).map((place) => slice(place + 1, place, { AcquisitionNumber: [place + 1] }));
    const again = (acquisition: number) => slice(99, 4, { AcquisitionNumber: [acquisition] });
    const apart = [
      [20, 0],
      [1, 0],
    ];
    expect([sizes([...series, again(5)]), sizes([...series, again(21)])]).toEqual([apart, apart]);
  });

  test('only the same SOP Instance UID and frame is a duplicate', () => {
    const series = range(5).map((place) => slice(place + 1, place));
    expect(sizes([...series, slice(3, 2)])).toEqual([[5, 1]]);
    const alone = slice(1, 0, { ImagePositionPatient: [] });
    expect(sizes([alone, alone])).toEqual([[1, 1]]);
  });

  test('a lossy stack at the places of a lossless one is a set of its own, after it, whatever its numbers', () => {
    const lossy = range(4).map((place) => slice(place + 1, place, { LossyImageCompression: ['01'] }));
    const lossless = range(4).map((place) => slice(place + 41, place));
    const sets = splitIntoDisplaySets([...lossy, ...lossless]);
    const told = sets.map(({ frames, apart }) => [
      apart.copy,
      frames.length,
      new Set(frames.map(({ image }) => image.lossyAtSource)),
    ]);
    expect(told).toEqual([
      [undefined, 4, new Set([false])],
      ['2', 4, new Set([true])],
    ]);
  });

  test('a perfusion that names no times is a stack for each pass, and no image is lost', () => {
    const images = range(30).map((index) => slice(index + 1, index % 5, { Modality: ['MR'] }));
    const sets = splitIntoDisplaySets(images);
    expect(sets.map(({ frames }) => frames.map(({ image }) => image.instanceNumber))).toEqual(
      range(6).map((pass) => [5, 4, 3, 2, 1].map((place) => pass * 5 + place)),
    );
  });

  test('directions at one b-value stand beside each other, b 0 alone', () => {
    const images = range(16).map((index) =>
      slice(index + 1, index % 4, { Modality: ['MR'], DiffusionBValue: [index < 4 ? 0 : 1000] }),
    );
    const sets = splitIntoDisplaySets(images);
    expect(sets.map(({ apart, frames }) => [apart.bValue, apart.copy, frames.length])).toEqual([
      ['0', undefined, 4],
      ['1000', undefined, 4],
      ['1000', '2', 4],
      ['1000', '3', 4],
    ]);
  });

  test('two acquisitions that overlap in a few places are two stacks', () => {
    const first = range(20).map((place) => slice(place + 1, place, { AcquisitionNumber: [1] }));
    const second = range(20).map((place) => slice(place + 31, place + 17, { AcquisitionNumber: [2] }));
    expect(sizes([...first, ...second])).toEqual([
      [20, 0],
      [20, 0],
    ]);
  });

  test('two places with five b-values each are five sets of two', () => {
    const images = range(10).map((index) =>
      slice(index + 1, index % 2, { Modality: ['MR'], DiffusionBValue: [Math.floor(index / 2) * 100] }),
    );
    expect(sizes(images)).toEqual(range(5).map(() => [2, 0]));
  });
});

describe('the name of a display set', () => {
  const localizer = slice(90, 0, { ImageOrientationPatient: [0, 1, 0, 0, 0, -1] });
  const ids = (images: readonly ImageDescription[]) => splitIntoDisplaySets(images).map(({ id }) => id);

  test('stays when a slice that sorts first comes late, and when another orientation comes before it', () => {
    const late = [slice(1, 10), slice(2, 8)];
    const here = [slice(3, 6), slice(4, 4)];
    const [before] = ids(here);
    expect([ids([...late, ...here]), ids([localizer, ...here])[0]]).toEqual([[before], before]);
  });

  test('is another for each orientation, size, view and phase', () => {
    const near = slice(5, 0, { ImageOrientationPatient: [0.99999, 0.0045, 0, -0.0045, 0.99999, 0] });
    const images = [
      slice(1, 0, { TemporalPositionIdentifier: [1] }),
      slice(2, 0, { TemporalPositionIdentifier: [2] }),
      slice(3, 2, { TemporalPositionIdentifier: [1] }),
      slice(4, 2, { TemporalPositionIdentifier: [2] }),
      near,
      localizer,
      slice(6, 0, { Rows: [64] }),
      slice(7, 0, { Modality: ['DX'] }),
      slice(8, 0, { Modality: ['DX'] }),
    ];
    const named = ids(images);
    expect([named.length, new Set(named).size]).toEqual([7, 7]);
  });
});

describe('Q7: what is played, and what is scrolled', () => {
  /** One object of six frames, each at its own place, at one, or at none. */
  const object = (modality: string, place?: (index: number) => number) => {
    const image = slice(1, 0, { Modality: [modality] });
    const first = image.frames[0] as (typeof image.frames)[0];
    const frames = range(6).map((index) => ({
      ...first,
      frameNumber: index + 1,
      position: place && ([0, 0, place(index)] as const),
    }));
    const set = splitIntoDisplaySets([{ ...image, frames }])[0];
    const grid = set && volumeGridOf(set);
    return [set?.cine, grid?.ok ? 'volume' : grid?.failure.reason];
  };
  const apart = (index: number) => index * 2;

  test.each([
    ['an enhanced MR at places', object('MR', apart), [false, 'volume']],
    ['a rotation reconstructed by an X-ray machine', object('XA', apart), [false, 'volume']],
    ['an MR that says no place', object('MR'), [false, 'noPosition']],
    ['an ultrasound clip', object('US'), [true, 'cine']],
    ['an X-ray run at one place', object('XA', () => 0), [true, 'cine']],
    ['a clip of another kind', object('OT'), [true, 'cine']],
  ])('%s', (_, told, expected) => {
    expect(told).toEqual(expected);
  });
});

test('sixteen thousand frames are split in a moment', () => {
  const image = slice(1, 0, { Modality: ['MR'] });
  const frames = range(16_000).map((index) => ({
    ...(image.frames[0] as (typeof image.frames)[0]),
    frameNumber: index + 1,
    position: [0, 0, index] as const,
  }));
  expect(splitIntoDisplaySets([{ ...image, frames }])[0]?.frames).toHaveLength(16_000);
});

test('Q2: an absurdly long attribute sets apart by a short name, and two of them by two', () => {
  const series = range(4).flatMap((place) =>
    ['M', 'P'].map((kind, at) =>
      slice(place * 2 + at + 1, place * 2, { ImageType: ['ORIGINAL', 'PRIMARY', `${'X'.repeat(3_000)}${kind}`] }),
    ),
  );
  const sets = splitIntoDisplaySets(series);
  expect(sets.map(({ frames }) => frames.length)).toEqual([4, 4]);
  expect(new Set(sets.map(({ id }) => id)).size).toBe(2);
  for (const { id } of sets) expect(id.length).toBeLessThan(300);
});
