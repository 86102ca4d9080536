/** What is known of how small frames become on the wire: how many came, and the sum of wire bytes ÷ bytes of pixels. */
export interface SizeSample {
  readonly frames: number;
  readonly shares: number;
}

/** The kind of image that decides how well pixels shrink. */
export interface ImageKind {
  readonly modality: string;
  /** Compressed with loss before it was stored. */
  readonly isLossy: boolean;
}

/** What lossless codecs reach by modality (link.md, section 4), on the careful side. */
const usualRatio: Readonly<Record<string, number>> = {
  CT: 2.5,
  MR: 3.3,
  CR: 2.4,
  DX: 2.4,
  MG: 2.6,
  PT: 3,
  NM: 3,
  US: 2.5,
};
const unknownRatio = 2.5;
/** What lossy codecs usually reach: 15.7 on a cine of ultrasound, 14.8 on one of angiography. Too careful, and lists are short (N14). */
const lossyRatio = 15;
/** So many frames of a kind, or of a series, are believed as much as what was thought before. */
const trustInUsual = 2;
const trustInKind = 2;
/** The last so many frames of a kind count: scanners and archives change. */
const memory = 500;

export const noSample: SizeSample = { frames: 0, shares: 0 };

/** @param wireBytes of a frame as it came. @param pixelBytes of the same, drawn. */
export function addSize(sample: SizeSample, wireBytes: number, pixelBytes: number): SizeSample {
  const kept = sample.frames >= memory ? (memory - 1) / sample.frames : 1;
  return {
    frames: sample.frames * kept + 1,
    shares: sample.shares * kept + wireBytes / Math.max(1, pixelBytes),
  };
}

/**
 * The bytes that a frame will take on the wire: what its series has shown so far, leaning on what the archive's images
 * of that kind have shown, leaning on what such images usually take.
 */
export function estimateFrameBytes(
  pixelBytes: number,
  kind: ImageKind,
  ofKind: SizeSample = noSample,
  ofSeries: SizeSample = noSample,
): number {
  const usual = 1 / (kind.isLossy ? lossyRatio : (usualRatio[kind.modality] ?? unknownRatio));
  const share = leaning(ofSeries, leaning(ofKind, usual, trustInUsual), trustInKind);
  return Math.max(1, Math.ceil(pixelBytes * share));
}

function leaning({ frames, shares }: SizeSample, before: number, trust: number): number {
  return (shares + trust * before) / (frames + trust);
}
