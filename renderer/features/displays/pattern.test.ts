import { expect, test } from 'vitest';
import { drawPattern, patchLevels, squareLevels } from './pattern.ts';
import { drawTarget, fieldAt } from './targetPicture.ts';

const size = [1920, 1080] as const;

test('sixteen patches in even steps, 5 % in black and 95 % in white, at the levels they claim (K)', () => {
  const pattern = drawPattern(...size);
  const at = (x: number, y: number) => pattern.levels[y * pattern.width + x];
  expect(patchLevels).toHaveLength(16);
  for (const { x, y, width, height, level } of pattern.patches) {
    expect(at(x + Math.floor(width / 2), y + Math.floor(height / 2))).toBe(level);
  }
  const { darkSquare: dark, brightSquare: bright } = pattern;
  expect([at(dark.x + 1, dark.y + 1), at(dark.x - 2, dark.y - 2)]).toEqual([squareLevels.dark, 0]);
  expect([at(bright.x + 1, bright.y + 1), at(bright.x - 2, bright.y - 2)]).toEqual([squareLevels.bright, 255]);
  expect([squareLevels.dark / 255, squareLevels.bright / 255].map((part) => Math.round(part * 100))).toEqual([5, 95]);
});

test('the ramps hold every level once, from black to white and back (K)', () => {
  const pattern = drawPattern(...size);
  const column = (x: number) => new Set(Array.from({ length: 1080 }, (_, y) => pattern.levels[y * 1920 + x] ?? 0));
  const unit = 90;
  for (const x of [unit + 40, 1920 - 2 * unit + 40]) {
    expect(Array.from({ length: 256 }, (_, level) => column(x).has(level)).every(Boolean)).toBe(true);
  }
});

test('line pairs alternate with each pixel of the panel (K)', () => {
  const { levels, width, height } = drawPattern(...size);
  const row = (height / 2 + 10) * width + width / 2 - 85;
  expect(Array.from(levels.slice(row, row + 6))).toEqual([0, 255, 0, 255, 0, 255]);
});

test('letters grow fainter to two levels off the ground (K)', () => {
  const { levels, width, height } = drawPattern(...size);
  const [y0, y1] = [height / 2 + 270, height / 2 + 360];
  const found = new Set<number>();
  for (let y = y0; y < y1; y += 1) {
    for (let x = width / 2 - 178; x < width / 2 + 160; x += 1) found.add(levels[y * width + x] ?? 0);
  }
  expect([...found].sort((one, other) => one - other)).toEqual([128, 130, 132, 134, 136, 138, 140, 142]);
});

test.each([
  [800, 600],
  [1080, 1920],
  [3840, 2160],
  [64, 48],
])('a panel of %i × %i is filled, whatever its size', (width, height) => {
  const pattern = drawPattern(width, height);
  expect(pattern.levels).toHaveLength(width * height);
});

test('the disc stands in its field, at its level, and nowhere else (K)', () => {
  const { levels } = drawTarget({ ground: 8, target: 10, place: 6 }, 900, 600, 60);
  const places = new Set<number>();
  let [count, other] = [0, 0];
  for (const [at, level] of levels.entries()) {
    if (level === 10) {
      places.add(fieldAt(at % 900, Math.floor(at / 900), 900, 600));
      count += 1;
    } else if (level !== 8 && level !== 48) other += 1;
  }
  expect([...places]).toEqual([6]);
  expect(count / (Math.PI * 30 ** 2)).toBeCloseTo(1, 1);
  expect(other).toBe(0);
  expect(drawTarget({ ground: 8, target: 8, place: null }, 90, 60, 20).levels.includes(10)).toBe(false);
});
