/** PS3.14 7.1: the Grayscale Standard Display Function holds between these luminances, cd/m². */
export const gsdfLuminance = { least: 0.05, most: 3993.404 } as const;
const lastJnd = 1023;

/**
 * Luminance in cd/m² at a JND index (PS3.14 equation 7-1), room light included. The index is held between 1 and 1023.
 */
export function luminanceOfJnd(jnd: number): number {
  const x = Math.log(Math.min(lastJnd, Math.max(1, jnd)));
  const numerator = -1.3011877 + x * (8.0242636e-2 + x * (1.3646699e-1 + x * (-2.5468404e-2 + x * 1.3635334e-3)));
  const denominator =
    1 + x * (-2.5840191e-2 + x * (-1.0320229e-1 + x * (2.874562e-2 + x * (-3.1978977e-3 + x * 1.2992634e-4))));
  return 10 ** (numerator / denominator);
}

/** JND index of a luminance in cd/m², room light included (PS3.14 equation 7-2), held between 1 and 1023. */
export function jndOfLuminance(luminance: number): number {
  const x = Math.log10(Math.min(gsdfLuminance.most, Math.max(gsdfLuminance.least, luminance)));
  const terms = [
    71.498068, 94.593053, 41.912053, 9.8247004, 0.28175407, -1.1878455, -0.18014349, 0.14710899, -0.017046845,
  ];
  return terms.reduceRight((sum, term) => sum * x + term, 0);
}
