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
