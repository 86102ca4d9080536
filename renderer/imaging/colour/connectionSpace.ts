/** Three numbers: red green blue, X Y Z or L* a* b*. */
export type Triple = readonly [number, number, number];

/** White of the profile connection space, D50 (ICC.1:2022 6.3.4.3). */
const white: Triple = [0.9642, 1, 0.8249];

/** XYZ under D50 to red, green and blue of sRGB in linear light: IEC 61966-2-1 adapted by Bradford, inverted. */
export const linearOfXyz: readonly Triple[] = [
  [3.133_856_1, -1.616_866_7, -0.490_614_6],
  [-0.978_768_4, 1.916_141_5, 0.033_454],
  [0.071_945_3, -0.228_991_4, 1.405_242_7],
];

/** CIE 1976 L* a* b* to XYZ under D50. */
export function xyzOfLab([lightness, a, b]: Triple): Triple {
  const y = (lightness + 16) / 116;
  const cube = (root: number) => (root > 6 / 29 ? root ** 3 : 3 * (6 / 29) ** 2 * (root - 4 / 29));
  return [white[0] * cube(y + a / 500), white[1] * cube(y), white[2] * cube(y - b / 200)];
}

/** The product of a matrix, given by its rows, and three numbers. */
export function times(rows: readonly Triple[], [x, y, z]: Triple): Triple {
  const of = ([a, b, c]: Triple = [0, 0, 0]) => a * x + b * y + c * z;
  return [of(rows[0]), of(rows[1]), of(rows[2])];
}

/** Light, 0 to 1, to a level of sRGB, 0 to 1 (IEC 61966-2-1). */
export function encodedLight(light: number): number {
  const held = Math.max(0, Math.min(1, light));
  return held <= 0.003_130_8 ? held * 12.92 : 1.055 * held ** (1 / 2.4) - 0.055;
}
