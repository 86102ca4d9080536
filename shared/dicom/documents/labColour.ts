export interface Colour {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

/** Where an object names no colour of its own; far from yellow and teal, which are the reader's own annotations. */
const palette: readonly Colour[] = [
  { red: 232, green: 116, blue: 97 },
  { red: 122, green: 162, blue: 247 },
  { red: 158, green: 206, blue: 106 },
  { red: 196, green: 140, blue: 232 },
  { red: 240, green: 160, blue: 200 },
  { red: 180, green: 180, blue: 120 },
];

export function colourOf(index: number): Colour {
  return palette[((index % palette.length) + palette.length) % palette.length] as Colour;
}

/** A colour as DICOM writes PCS-Values of CIELab (PS3.3 C.10.7.1.1), in sRGB; undefined unless it is three numbers. */
export function colourOfLab(values: readonly number[] | undefined): Colour | undefined {
  if (values?.length !== 3) return undefined;
  const [l = 0, a = 0, b = 0] = values;
  const lightness = (l * 100) / 65_535;
  const fy = (lightness + 16) / 116;
  const fx = fy + ((a * 255) / 65_535 - 128) / 500;
  const fz = fy - ((b * 255) / 65_535 - 128) / 200;
  const cubed = (value: number) => (value > 6 / 29 ? value ** 3 : 3 * (6 / 29) ** 2 * (value - 4 / 29));
  // Of the D50 white of the profile connection space, with its adaptation to the D65 of sRGB.
  const [x, y, z] = [0.964_22 * cubed(fx), cubed(fy), 0.825_21 * cubed(fz)];
  return {
    red: gammaOf(3.133_856_1 * x - 1.616_866_7 * y - 0.490_614_6 * z),
    green: gammaOf(-0.978_768_4 * x + 1.916_141_5 * y + 0.033_454 * z),
    blue: gammaOf(0.071_945_3 * x - 0.228_991_4 * y + 1.405_242_7 * z),
  };
}

function gammaOf(linear: number): number {
  const value = linear <= 0.003_130_8 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
  return Math.round(255 * Math.min(1, Math.max(0, value)));
}
