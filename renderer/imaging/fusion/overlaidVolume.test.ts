import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import palettes from '#resources/presets/palettes.json';
import { along, type Vector3 } from '#shared/dicom/vectors.ts';
import { absentValueOf } from '../volume/slotVoxels.ts';
import { paintOverlay, paletteOf, pixelPlaces, type SampledVolume, sampleLinear } from './overlaidVolume.ts';

const hotIron = paletteOf(palettes.hotIron);

/** A volume of 20 x 16 x 12 voxels, all cold but one. */
function withHotVoxel(i: number, j: number, k: number, value = 10): SampledVolume {
  const [columns, rows, slots] = [20, 16, 12];
  const values = new Float32Array(columns * rows * slots);
  values[(k * rows + j) * columns + i] = value;
  return { values, columns, rows, slots, absentBelow: absentValueOf(values) / 2 };
}

function pictureOf(width: number, height: number) {
  return { data: new Uint8ClampedArray(width * height * 4), width, height };
}

const pixelAt = ({ data, width }: ReturnType<typeof pictureOf>, x: number, y: number) => [
  ...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4),
];

/** The pixel with the largest alpha and colour. */
function hottest(picture: ReturnType<typeof pictureOf>) {
  let best = { x: -1, y: -1, sum: 0 };
  for (let y = 0; y < picture.height; y += 1) {
    for (let x = 0; x < picture.width; x += 1) {
      const sum = pixelAt(picture, x, y).reduce((total, part) => total + part, 0);
      if (sum > best.sum) best = { x, y, sum };
    }
  }
  return best;
}

const at = (origin: Vector3, right: Vector3, down: Vector3) => (x: number, y: number) =>
  along(along(origin, right, x), down, y);

describe('fusion: a hot voxel is where it is, in the colour that its value has', () => {
  test('in an axial picture of 4 pixels a voxel, within half a voxel', () => {
    const picture = pictureOf(80, 64);
    // Voxel 0 covers pixels 0 to 3: its centre lies between pixels 1 and 2.
    const places = pixelPlaces(at([-0.5, -0.5, 7], [0.25, 0, 0], [0, 0.25, 0]));
    const colours = { low: 0, high: 20, palette: hotIron, opacity: 0.5 };
    paintOverlay(picture, places, withHotVoxel(5, 9, 7, 10), colours);
    const { x, y } = hottest(picture);
    expect([Math.abs(x + 0.5 - 22) <= 2, Math.abs(y + 0.5 - 38) <= 2]).toEqual([true, true]);
    expect(pixelAt(picture, 70, 10)).toEqual([0, 0, 0, 0]);
  });

  test('in a coronal picture too, and with another sign of the axes', () => {
    const picture = pictureOf(20, 12);
    // Right is falling columns, down is falling slices.
    const places = pixelPlaces(at([19.5, 9, 11.5], [-1, 0, 0], [0, 0, -1]));
    paintOverlay(picture, places, withHotVoxel(5, 9, 7, 10), { low: 0, high: 20, palette: hotIron, opacity: 0.5 });
    const { x, y } = hottest(picture);
    expect([x, y]).toEqual([14, 4]);
    // Halfway through the window of hot iron: full red, at half opacity.
    expect(pixelAt(picture, 14, 4)).toEqual([255, 0, 0, 128]);
  });

  test('at the top of the window it is white, and beyond it stays white', () => {
    for (const value of [20, 1_000]) {
      const picture = pictureOf(20, 16);
      paintOverlay(picture, pixelPlaces(at([-0.5, -0.5, 7], [1, 0, 0], [0, 1, 0])), withHotVoxel(5, 9, 7, value), {
        low: 0,
        high: 20,
        palette: hotIron,
        opacity: 1,
      });
      expect(pixelAt(picture, 5, 9)).toEqual([255, 255, 255, 255]);
    }
  });

  test('where there is no uptake nothing covers the anatomy, and little uptake covers little', () => {
    const picture = pictureOf(20, 16);
    const places = pixelPlaces(at([-0.5, -0.5, 7], [1, 0, 0], [0, 1, 0]));
    // A tenth of the window: half of the opacity.
    paintOverlay(picture, places, withHotVoxel(5, 9, 7, 2), { low: 0, high: 20, palette: hotIron, opacity: 0.8 });
    expect(pixelAt(picture, 5, 9)[3]).toBe(102);
    expect(pixelAt(picture, 6, 9)[3]).toBe(0);
  });

  test('any plane: the hottest pixel lies within half a voxel of the voxel, if the plane passes through it', () => {
    const angle = fc.double({ min: 0, max: 2 * Math.PI, noNaN: true });
    fc.assert(
      fc.property(angle, fc.integer({ min: 3, max: 15 }), fc.integer({ min: 3, max: 12 }), (turn, i, j) => {
        const [cosine, sine] = [Math.cos(turn) / 3, Math.sin(turn) / 3];
        const right: Vector3 = [cosine, sine, 0];
        const down: Vector3 = [-sine, cosine, 0];
        // The middle of a picture of 61 pixels stands on the middle of the volume.
        const origin = along(along([9.5, 7.5, 5], right, -30.5), down, -30.5);
        const picture = pictureOf(61, 61);
        paintOverlay(picture, pixelPlaces(at(origin, right, down)), withHotVoxel(i, j, 5), {
          low: 0,
          high: 10,
          palette: hotIron,
          opacity: 1,
        });
        const { x, y, sum } = hottest(picture);
        if (sum === 0) return;
        const [vx, vy] = at(origin, right, down)(x + 0.5, y + 0.5);
        expect(Math.hypot(vx - i, vy - j)).toBeLessThanOrEqual(0.5);
      }),
    );
  });
});

describe('what is not there', () => {
  test('C9: beside an absent slice nothing is interpolated', () => {
    const volume = withHotVoxel(5, 9, 7);
    const values = volume.values.slice();
    values.fill(absentValueOf(values), 8 * 320, 9 * 320);
    const gapped = { ...volume, values };
    expect(sampleLinear(gapped, 5, 9, 7)).toBe(10);
    expect(sampleLinear(gapped, 5, 9, 7.25)).toBeNaN();
    expect(sampleLinear(gapped, 5, 9, 7.000_01)).toBe(10);
  });

  test('half a voxel beyond the outer centres the volume ends', () => {
    const volume = withHotVoxel(0, 9, 7);
    expect([sampleLinear(volume, -0.4, 9, 7), sampleLinear(volume, -0.6, 9, 7)]).toEqual([10, Number.NaN]);
  });

  test('a sample between voxels is linear between their values', () => {
    expect(sampleLinear(withHotVoxel(5, 9, 7, 8), 5.5, 9, 6.75)).toBeCloseTo(8 * 0.5 * 0.75, 9);
  });
});

test('palettes of PS3.6 annex B: dark to white, 256 colours each', () => {
  for (const hex of Object.values(palettes)) {
    const palette = paletteOf(hex);
    expect([hex.length, palette.length, [...palette.subarray(0, 3)].reduce((sum, part) => sum + part)]).toEqual([
      1_536, 768, 0,
    ]);
    expect([...palette.subarray(765)]).toEqual([255, 255, 255]);
  }
});
