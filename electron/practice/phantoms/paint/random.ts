/** A stream of numbers that is the same for the same seed on every computer: drawn patients never change by chance. */
export interface RandomStream {
  /** In [0, 1). */
  fraction(): number;
  /** In [low, high). */
  between(low: number, high: number): number;
  /** Mean 0, standard deviation 1. */
  gaussian(): number;
}

/** sfc32, seeded by a hash of a text. */
export function randomStream(seed: string): RandomStream {
  let [a, b, c, counter] = [hash(seed, 0), hash(seed, 1), hash(seed, 2), 1];
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  for (let round = 0; round < 12; round++) next();
  const fraction = () => next() / 2 ** 32;
  return {
    fraction,
    between: (low, high) => low + (high - low) * fraction(),
    gaussian: () => Math.sqrt(-2 * Math.log(1 - fraction())) * Math.cos(2 * Math.PI * fraction()),
  };
}

/** FNV-1a with an avalanche. */
function hash(text: string, salt: number): number {
  let value = 2166136261 ^ (salt * 0x9e3779b9);
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 16777619);
  value = Math.imul(value ^ (value >>> 15), 0x85ebca6b);
  return (value ^ (value >>> 13)) | 0;
}
