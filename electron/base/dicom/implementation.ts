/** Who wrote the file, as PS3.10 section 7.1 asks: ours, never the codec's. */
export const implementation = {
  classUID: '2.25.176887781240814999378250879314073301685',
  versionName: 'DURBEEN_0_1',
} as const;
