import { randomStream } from './random.ts';

/** A tile of noise with mean 0 and standard deviation 1, side a power of two, that repeats without a seam. */
export interface NoiseTile {
  readonly side: number;
  readonly values: Float32Array;
}

/**
 * Noise with the grain of a scanner: white noise smoothed `smoothing` times by a 3 × 3 box, or, where `ringing` is
 * more than 0, with its smooth part taken away again, as a sharp reconstruction kernel does.
 */
export function noiseTile(seed: string, side: number, smoothing: number, ringing = 0): NoiseTile {
  const stream = randomStream(seed);
  const white = Float32Array.from({ length: side * side }, () => stream.gaussian());
  let values: Float32Array = white;
  for (let pass = 0; pass < smoothing; pass++) values = boxBlur(values, side);
  if (ringing > 0) {
    let broad: Float32Array = values;
    for (let pass = 0; pass < 4; pass++) broad = boxBlur(broad, side);
    values = values.map((value, index) => value - ringing * (broad[index] ?? 0));
  }
  const power = values.reduce((sum, value) => sum + value * value, 0) / values.length;
  const scale = 1 / Math.sqrt(power);
  return { side, values: values.map((value) => value * scale) };
}

function boxBlur(values: Float32Array, side: number): Float32Array {
  return blurAlong(blurAlong(values, side, 1), side, side);
}

function blurAlong(values: Float32Array, side: number, stride: number): Float32Array {
  const mask = side - 1;
  const out = new Float32Array(values.length);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const at = y * side + x;
      const before = stride === 1 ? y * side + ((x - 1) & mask) : ((y - 1) & mask) * side + x;
      const after = stride === 1 ? y * side + ((x + 1) & mask) : ((y + 1) & mask) * side + x;
      out[at] = ((values[before] ?? 0) + (values[at] ?? 0) + (values[after] ?? 0)) / 3;
    }
  }
  return out;
}

/** Smooth noise in space, about -1 to 1: value noise on a lattice of `gridMm`, cubic between its points. */
export function spatialNoise(seed: string, gridMm: number): (x: number, y: number, z: number) => number {
  const stream = randomStream(seed);
  const lattice = Float32Array.from({ length: 32 ** 3 }, () => stream.between(-1, 1));
  const at = (x: number, y: number, z: number) => lattice[((z & 31) << 10) | ((y & 31) << 5) | (x & 31)] ?? 0;
  const ease = (t: number) => t * t * (3 - 2 * t);
  return (x, y, z) => {
    const [u, v, w] = [x / gridMm, y / gridMm, z / gridMm];
    const [i, j, k] = [Math.floor(u), Math.floor(v), Math.floor(w)];
    const [a, b, c] = [ease(u - i), ease(v - j), ease(w - k)];
    const row = (dj: number, dk: number) => at(i, j + dj, k + dk) * (1 - a) + at(i + 1, j + dj, k + dk) * a;
    const plane = (dk: number) => row(0, dk) * (1 - b) + row(1, dk) * b;
    return plane(0) * (1 - c) + plane(1) * c;
  };
}
