/** One frame's samples as native pixel data has them: little-endian, colour interleaved by pixel. */
export interface RawFrame {
  readonly columns: number;
  readonly rows: number;
  readonly samplesPerPixel: 1 | 3;
  readonly bitsAllocated: 8 | 16;
  readonly bitsStored: number;
  readonly signed: boolean;
  readonly bytes: Uint8Array;
}

/** How the samples lie, without the samples: what a decoder is told. */
export type RawFrameShape = Omit<RawFrame, 'bytes'>;

export function frameSizeBytes(shape: RawFrameShape): number {
  return (shape.columns * shape.rows * shape.samplesPerPixel * shape.bitsAllocated) / 8;
}

/** The transfer syntaxes the practice archive writes (PS3.6 table A-1). */
export const practiceSyntaxes = {
  explicitLittleEndian: '1.2.840.10008.1.2.1',
  rle: '1.2.840.10008.1.2.5',
  jpegBaseline: '1.2.840.10008.1.2.4.50',
  jpegLs: '1.2.840.10008.1.2.4.80',
  jpeg2000: '1.2.840.10008.1.2.4.90',
  htj2k: '1.2.840.10008.1.2.4.201',
} as const;

export type PracticeSyntax = (typeof practiceSyntaxes)[keyof typeof practiceSyntaxes];
