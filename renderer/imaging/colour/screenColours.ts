import { encodedLight, type Triple } from './connectionSpace.ts';
import { type IccProfile, linearOf, readIccProfile } from './iccProfile.ts';

/** A profile made ready: turns levels of red, green and blue, a byte each, into those of a screen (sRGB), in place. */
export type ScreenColours = (rgb: Uint8Array, fromPixel: number, toPixel: number) => void;

const side = 33;
const levels = 65_536;

/** Level of sRGB, 0 to 255, of light in steps of 1/65,535: fine enough that the darkest levels keep apart. */
let levelsOfLight: Uint8Array | undefined;
function levelTable(): Uint8Array {
  levelsOfLight ??= Uint8Array.from({ length: levels }, (_, light) =>
    Math.round(encodedLight(light / (levels - 1)) * 255),
  );
  return levelsOfLight;
}

interface Held {
  readonly profile: Uint8Array;
  readonly colours: ScreenColours | 'broken';
}

const mostHeld = 4;
/** Each image of a series brings a copy of one profile: made ready once, and held while others are few. */
let held: readonly Held[] = [];

/** The profile made ready, or that it cannot be relied on (PX9). */
export function screenColoursOf(profile: Uint8Array): ScreenColours | 'broken' {
  const known = held.find((one) => isSame(one.profile, profile));
  if (known) return known.colours;
  const read = readIccProfile(profile);
  const colours: Held['colours'] = read ? makeReady(read) : 'broken';
  held = [{ profile, colours }, ...held].slice(0, mostHeld);
  return colours;
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one === other || (one.length === other.length && one.every((byte, at) => byte === other[at]));
}

function makeReady(profile: IccProfile): ScreenColours {
  if (isOfScreens(profile)) return () => undefined;
  return profile.kind === 'matrix' ? byMatrix(profile) : byGrid(profile);
}

function levelsOf(profile: IccProfile, rgb: Triple): Triple {
  return linearOf(profile, rgb).map((light) => encodedLight(light) * 255) as unknown as Triple;
}

/** Most images that bring a profile bring that of screens: their levels are left bit for bit as they are. */
function isOfScreens(profile: IccProfile): boolean {
  const steps = [0, 16, 48, 96, 128, 160, 208, 240, 255];
  return steps.every((red) =>
    steps.every((green) =>
      steps.every((blue) => {
        const found = levelsOf(profile, [red / 255, green / 255, blue / 255]);
        return [red, green, blue].every((level, axis) => Math.abs((found[axis] ?? 0) - level) <= 1);
      }),
    ),
  );
}

function byMatrix({ curves, rows }: Extract<IccProfile, { kind: 'matrix' }>): ScreenColours {
  const [red = [], green = [], blue = []] = curves.map((curve) =>
    Float64Array.from({ length: 256 }, (_, level) => curve(level / 255)),
  );
  const mix = Float64Array.from(rows.flat());
  const level = levelTable();
  return (rgb, fromPixel, toPixel) => {
    for (let at = fromPixel * 3; at < toPixel * 3; at += 3) {
      const r = red[rgb[at] as number] as number;
      const g = green[rgb[at + 1] as number] as number;
      const b = blue[rgb[at + 2] as number] as number;
      for (let axis = 0; axis < 3; axis += 1) {
        const row = axis * 3;
        const light = (mix[row] as number) * r + (mix[row + 1] as number) * g + (mix[row + 2] as number) * b;
        rgb[at + axis] = level[light <= 0 ? 0 : light >= 1 ? levels - 1 : Math.round(light * (levels - 1))] as number;
      }
    }
  };
}

/** Tables are run through once, at the corners of a grid of sRGB levels; between them every colour is near its corners. */
function byGrid(profile: IccProfile): ScreenColours {
  const entries = new Float64Array(side ** 3 * 3);
  let at = 0;
  for (let red = 0; red < side; red += 1)
    for (let green = 0; green < side; green += 1)
      for (let blue = 0; blue < side; blue += 1) {
        entries.set(levelsOf(profile, [red / (side - 1), green / (side - 1), blue / (side - 1)]), at);
        at += 3;
      }
  return (rgb, fromPixel, toPixel) => {
    for (let place = fromPixel * 3; place < toPixel * 3; place += 3) mixCorners(entries, rgb, place);
  };
}

const step = (side - 1) / 255;
/** From one corner of the grid to the next in red, in green, in blue. */
const strides = [side * side * 3, side * 3, 3] as const;

/** The same as `atGrid`, for the grid of levels and without a word of new memory: it runs for every pixel. */
function mixCorners(entries: Float64Array, rgb: Uint8Array, place: number): void {
  const [red, green, blue] = [
    (rgb[place] as number) * step,
    (rgb[place + 1] as number) * step,
    (rgb[place + 2] as number) * step,
  ];
  const low = (value: number) => (value >= side - 1 ? side - 2 : value | 0);
  const [r, g, b] = [red - low(red), green - low(green), blue - low(blue)];
  const base = low(red) * strides[0] + low(green) * strides[1] + low(blue) * strides[2];
  for (let axis = 0; axis < 3; axis += 1) {
    const at = (offset: number) => entries[base + offset + axis] as number;
    const near = at(0) * (1 - b) + at(strides[2]) * b;
    const nearFar = at(strides[1]) * (1 - b) + at(strides[1] + strides[2]) * b;
    const farNear = at(strides[0]) * (1 - b) + at(strides[0] + strides[2]) * b;
    const far = at(strides[0] + strides[1]) * (1 - b) + at(strides[0] + strides[1] + strides[2]) * b;
    const level = (near * (1 - g) + nearFar * g) * (1 - r) + (farNear * (1 - g) + far * g) * r;
    rgb[place + axis] = Math.round(level);
  }
}
