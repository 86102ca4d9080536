import { randomStream } from './paint/random.ts';

interface CarotidScreen {
  readonly columns: number;
  readonly rows: number;
  /** The image region on the screen. */
  readonly region: { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number };
  readonly millimetresPerPixel: number;
  readonly frames: number;
  readonly frameTimeMs: number;
}

/** A carotid artery lengthwise under a linear probe, with the colour box on. Sizes in pixels and millimetres. */
export const carotidScreen: CarotidScreen = {
  columns: 640,
  rows: 480,
  region: { x0: 80, y0: 40, x1: 559, y1: 439 },
  millimetresPerPixel: 0.08,
  frames: 40,
  frameTimeMs: 40,
};

const { columns, rows, region, millimetresPerPixel } = carotidScreen;

/** Speckle: the envelope of many echoes that interfere, finer along the beam than across. */
function speckle(seed: string): Float32Array {
  const stream = randomStream(seed);
  const side = 512;
  const field = () => Float32Array.from({ length: side * side }, () => stream.gaussian());
  const smooth = (values: Float32Array, stride: number, reach: number) =>
    values.map((_, index) => {
      let sum = 0;
      for (let step = -reach; step <= reach; step++) sum += values[(index + step * stride) & (side * side - 1)] ?? 0;
      return sum;
    });
  const [a, b] = [field(), field()].map((one) => smooth(smooth(smooth(one, 1, 2), 1, 1), side, 1));
  const envelope = Float32Array.from({ length: side * side }, (_, index) =>
    Math.hypot(a?.[index] ?? 0, b?.[index] ?? 0),
  );
  const mean = envelope.reduce((sum, value) => sum + value, 0) / envelope.length;
  return envelope.map((value) => value / mean);
}

/** Flow over one heart beat: fast rise, dicrotic notch, slow run-off; 0 to 1. */
export function flowAt(phase: number): number {
  const systole = Math.exp(-(((phase - 0.18) / 0.085) ** 2));
  const second = 0.34 * Math.exp(-(((phase - 0.45) / 0.09) ** 2));
  return 0.2 + 0.8 * systole + second;
}

/** A painter of screens by frame number, RGB by pixel. */
export function carotidPainter(seed: string): (frame: number) => Uint8Array {
  const grains = speckle(seed);
  const grain = (x: number, y: number) => grains[((y & 511) << 9) | (x & 511)] ?? 1;
  return (frame) => {
    const phase = (frame % 20) / 20;
    const flow = flowAt(phase);
    const pixels = new Uint8Array(columns * rows * 3);
    for (let y = region.y0; y <= region.y1; y++) {
      for (let x = region.x0; x <= region.x1; x++) {
        const at = (y * columns + x) * 3;
        const colour = colourAt(x, y, flow, grain(x * 2 + frame * 37, y * 2 + frame * 11));
        const grey = greyAt(x, y, flow, grain(x, y + Math.round(flow * 1.5)));
        const [red, green, blue] = colour ?? [grey, grey, grey];
        pixels[at] = red;
        pixels[at + 1] = green;
        pixels[at + 2] = blue;
      }
    }
    paintFurniture(pixels, frame);
    return pixels;
  };
}

interface Vessel {
  /** Distance from the middle line as a share of the radius. */
  readonly off: number;
  /** Distance from the wall in mm, negative inside. */
  readonly wallMm: number;
  readonly plaque: boolean;
}

function vesselAt(x: number, y: number, flow: number): Vessel {
  const along = (x - region.x0) * millimetresPerPixel;
  const depth = (y - region.y0) * millimetresPerPixel;
  const middle = 16.4 + 0.055 * along + 0.5 * Math.sin(along / 14);
  const radius = 3.15 + 0.18 * flow;
  // A soft plaque on the far wall.
  const bump = 1.5 * Math.exp(-(((along - 25) / 4.2) ** 2));
  const far = depth > middle;
  const reach = far ? radius - bump : radius;
  return { off: (depth - middle) / radius, wallMm: Math.abs(depth - middle) - reach, plaque: far && bump > 0.25 };
}

function greyAt(x: number, y: number, flow: number, grain: number): number {
  const depth = (y - region.y0) * millimetresPerPixel;
  const along = (x - region.x0) * millimetresPerPixel;
  const { wallMm, plaque } = vesselAt(x, y, flow);
  const bands = 0.5 + 0.5 * Math.sin(depth * 3.1 + 0.5 * Math.sin(along / 5));
  let echo = depth < 1.6 ? 150 : depth < 5 ? 52 + 34 * bands : depth < 11.5 ? 64 + 40 * bands ** 6 : 78;
  if (wallMm < 0) echo = 5;
  else if (wallMm < 0.32) echo = 190;
  else if (wallMm < 0.75) echo = plaque ? 115 : 38;
  else if (wallMm < 1.25) echo = 165;
  else if (plaque && wallMm < 2.2) echo = 100;
  else if (depth > 21) echo = 92 - (depth - 21) * 4;
  // Log compression keeps speckle even; depth takes strength.
  const level = echo * (0.45 + 0.55 * grain) * (1 - depth * 0.008);
  return Math.min(255, Math.max(0, level));
}

type Rgb = readonly [red: number, green: number, blue: number];

/** Colour inside the box, a parallelogram steered with the beam, where blood moves. */
function colourAt(x: number, y: number, flow: number, grain: number): Rgb | undefined {
  const steer = (y - 280) * 0.3;
  if (x - steer < 190 || x - steer > 430 || y < 190 || y > 370) return undefined;
  const onEdge = x - steer < 191.5 || x - steer > 428.5 || y < 191.5 || y > 368.5;
  if (onEdge) return [210, 210, 210];
  const { off, wallMm } = vesselAt(x, y, flow);
  if (wallMm > -0.25) return undefined;
  const along = (x - region.x0) * millimetresPerPixel;
  const narrow = 1 + 0.9 * Math.exp(-(((along - 25) / 5) ** 2));
  const speed = flow * narrow * Math.max(0, 1 - off * off) * (0.85 + 0.15 * grain);
  if (speed < 0.1) return undefined;
  // Faster than the scale wraps round to blue: aliasing at the plaque.
  if (speed > 1.28) return [30, 90 + 60 * (1.9 - speed), 230];
  const share = Math.min(1, speed / 1.2);
  return [140 + 115 * share, 20 + 190 * share ** 2.4, 10 + 30 * share];
}

/** Depth marks, the colour scale and the heart's trace with its moving point. */
function paintFurniture(pixels: Uint8Array, frame: number): void {
  const dot = (x: number, y: number, [red, green, blue]: Rgb) => pixels.set([red, green, blue], (y * columns + x) * 3);
  for (let mark = 0; mark * 5 < 32; mark++) {
    const y = region.y0 + Math.round((mark * 5) / millimetresPerPixel);
    for (let x = 566; x < (mark % 2 === 0 ? 578 : 572); x++) dot(x, y, [200, 200, 200]);
  }
  for (let y = 0; y < 120; y++) {
    const share = Math.abs(y - 60) / 60;
    const colour: Rgb =
      y < 58
        ? [130 + 125 * share, 200 * share ** 2, 20]
        : y > 62
          ? [10, 160 * share ** 2, 130 + 125 * share]
          : [0, 0, 0];
    for (let x = 30; x < 44; x++) dot(x, 60 + y, colour);
  }
  for (let x = 80; x < 560; x++) {
    const phase = ((x - 80) % 120) / 120;
    const beat =
      26 * Math.exp(-(((phase - 0.1) / 0.012) ** 2)) -
      6 * Math.exp(-(((phase - 0.13) / 0.012) ** 2)) +
      6 * Math.exp(-(((phase - 0.38) / 0.05) ** 2));
    const y = 468 - Math.round(beat);
    const now = Math.abs(x - 80 - ((frame * 6) % 480)) < 2;
    dot(x, y, now ? [255, 255, 255] : [60, 190, 90]);
    if (now) dot(x, y - 1, [255, 255, 255]);
  }
}
