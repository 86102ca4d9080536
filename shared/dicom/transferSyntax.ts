import type { TransferSyntaxUID } from './uids.ts';

export type Codec =
  | 'none'
  | 'rle'
  | 'jpegBaseline'
  | 'jpegExtended'
  | 'jpegProgressive'
  | 'jpegLossless'
  | 'jpegLs'
  | 'jpeg2000'
  | 'htj2k';

export interface TransferSyntax {
  readonly uid: TransferSyntaxUID;
  /** The name of PS3.6 table A-1, shortened for a person. */
  readonly name: string;
  readonly codec: Codec;
  /** True when the syntax itself loses nothing; the image may still have been lossy before. */
  readonly lossless: boolean;
  readonly littleEndian: boolean;
}

const table: ReadonlyArray<
  readonly [uid: string, name: string, codec: Codec, lossless: boolean, littleEndian?: boolean]
> = [
  ['1.2.840.10008.1.2', 'Implicit VR Little Endian', 'none', true],
  ['1.2.840.10008.1.2.1', 'Explicit VR Little Endian', 'none', true],
  ['1.2.840.10008.1.2.1.99', 'Deflated Explicit VR Little Endian', 'none', true],
  ['1.2.840.10008.1.2.2', 'Explicit VR Big Endian', 'none', true, false],
  ['1.2.840.10008.1.2.5', 'RLE Lossless', 'rle', true],
  ['1.2.840.10008.1.2.4.50', 'JPEG Baseline', 'jpegBaseline', false],
  ['1.2.840.10008.1.2.4.51', 'JPEG Extended', 'jpegExtended', false],
  // Retired, and still on old discs.
  ['1.2.840.10008.1.2.4.53', 'JPEG Spectral Selection', 'jpegProgressive', false],
  ['1.2.840.10008.1.2.4.55', 'JPEG Full Progression', 'jpegProgressive', false],
  ['1.2.840.10008.1.2.4.57', 'JPEG Lossless', 'jpegLossless', true],
  ['1.2.840.10008.1.2.4.70', 'JPEG Lossless SV1', 'jpegLossless', true],
  ['1.2.840.10008.1.2.4.80', 'JPEG-LS Lossless', 'jpegLs', true],
  ['1.2.840.10008.1.2.4.81', 'JPEG-LS Near-lossless', 'jpegLs', false],
  ['1.2.840.10008.1.2.4.90', 'JPEG 2000 Lossless', 'jpeg2000', true],
  ['1.2.840.10008.1.2.4.91', 'JPEG 2000', 'jpeg2000', false],
  ['1.2.840.10008.1.2.4.201', 'HTJ2K Lossless', 'htj2k', true],
  ['1.2.840.10008.1.2.4.202', 'HTJ2K Lossless RPCL', 'htj2k', true],
  ['1.2.840.10008.1.2.4.203', 'HTJ2K', 'htj2k', false],
];

/** Every transfer syntax Durbeen draws, by UID. A UID that is not here is refused by name, never guessed. */
export const transferSyntaxes: ReadonlyMap<string, TransferSyntax> = new Map(
  table.map(([uid, name, codec, lossless, littleEndian = true]) => [
    uid,
    { uid: uid as TransferSyntaxUID, name, codec, lossless, littleEndian },
  ]),
);

export const explicitVRLittleEndian = '1.2.840.10008.1.2.1' as TransferSyntaxUID;
