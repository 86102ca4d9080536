import { fail, type Result, succeed } from '../base/result.ts';
import { checkRle, coderFits, hasEndMarker, readCodestreamHeader, tilePartsAddUp } from './codestream.ts';
import { type DicomDataset, numberOf, textOf } from './dicomJson.ts';
import { hasZeroedPiece } from './jpeg2000Zeros.ts';
import { refinesCoefficients } from './jpegProgression.ts';
import { faultOfJpeg } from './jpegWalk.ts';
import { type Codec, transferSyntaxes } from './transferSyntax.ts';

/** What a data set says one of its frames is. */
export interface EncodedFrameShape {
  readonly Rows: number;
  readonly Columns: number;
  readonly SamplesPerPixel: number;
  readonly BitsAllocated: number;
  readonly BitsStored: number;
  readonly PhotometricInterpretation: string;
}

/**
 * `lied`: the bytes are not what the data set says. `tooLarge`: over the budget of one frame.
 * `unsupported`: a transfer syntax that is not drawn. `undescribed`: the data set itself says nothing usable.
 */
export interface FrameRefusal {
  readonly kind: 'lied' | 'tooLarge' | 'unsupported' | 'undescribed' | 'cut';
  readonly reason: string;
}

/** Decoded bytes of one frame (trust.md section 7). */
export const maxDecodedFrameBytes = 256 * 1024 * 1024;
/** A frame that compresses worse than raw is possible, one that doubles is not. */
const maxExpansion = 2;
const smallFrameBytes = 64 * 1024;

/** Reads the description of a frame; undefined unless rows, columns and bits are whole numbers a frame can have. */
export function encodedFrameShapeOf(dataset: DicomDataset): EncodedFrameShape | undefined {
  const Rows = numberOf(dataset, 'Rows');
  const Columns = numberOf(dataset, 'Columns');
  const BitsAllocated = numberOf(dataset, 'BitsAllocated');
  const SamplesPerPixel = numberOf(dataset, 'SamplesPerPixel') ?? 1;
  if (Rows === undefined || Columns === undefined || BitsAllocated === undefined) return undefined;
  const BitsStored = numberOf(dataset, 'BitsStored') ?? BitsAllocated;
  const PhotometricInterpretation = textOf(dataset, 'PhotometricInterpretation') ?? '';
  return { Rows, Columns, SamplesPerPixel, BitsAllocated, BitsStored, PhotometricInterpretation };
}

/**
 * Proves, without decoding, that a frame is what its data set says (F5 to F7, V1, V2): called on receipt, and again
 * before a decoder sees the bytes. A native frame has its exact length; an encoded one the dimensions, components and
 * depth of the data set, the coder of its transfer syntax, and its end. A JPEG's codes are walked, an RLE's runs counted,
 * a JPEG 2000's tile-parts added up; what was overwritten inside the last is seen only where a long piece became zeros.
 */
export function checkEncodedFrame(
  description: EncodedFrameShape,
  transferSyntaxUID: string,
  bytes: Uint8Array,
): Result<void, FrameRefusal> {
  const syntax = transferSyntaxes.get(transferSyntaxUID);
  if (!syntax) return refuse('unsupported', transferSyntaxUID);
  const native = syntax.codec === 'none';
  const decoded = decodedFrameBytes(description, native);
  if (decoded === undefined) return refuse('undescribed', 'rows, columns or bits');
  if (decoded > maxDecodedFrameBytes) return refuse('tooLarge', 'decoded size');
  if (syntax.codec === 'none') return checkNative(decoded, alignedFrameBytes(description), bytes);
  if (bytes.length > Math.max(decoded * maxExpansion, smallFrameBytes)) return refuse('tooLarge', 'encoded size');
  return syntax.codec === 'rle' ? checkRleFrame(description, bytes) : checkCodestream(description, syntax.codec, bytes);
}

/**
 * Bytes of one frame, native (PS3.5 section 8.1.1) or as decoders give it; undefined when the description is of no frame.
 * Native YBR_FULL_422 holds two samples a pixel (PS3.3 section C.7.6.3.1.2); every decoder gives three.
 */
export function decodedFrameBytes(description: EncodedFrameShape, native: boolean): number | undefined {
  const { Rows, Columns, SamplesPerPixel, BitsAllocated, BitsStored, PhotometricInterpretation } = description;
  const whole = (value: number, most: number) => Number.isInteger(value) && value >= 1 && value <= most;
  if (!whole(Rows, 65_535) || !whole(Columns, 65_535) || !whole(SamplesPerPixel, 4)) return undefined;
  if (![1, 8, 16, 32, 64].includes(BitsAllocated) || !whole(BitsStored, BitsAllocated)) return undefined;
  const samples = native && PhotometricInterpretation === 'YBR_FULL_422' ? 2 : SamplesPerPixel;
  return Math.ceil((Rows * Columns * samples * BitsAllocated) / 8);
}

/**
 * Bytes of a native YBR_FULL_422 frame of odd width whose every row begins with a brightness of its own, as PS3.3
 * section C.7.6.3.1.2 has it; others write the pairs on across the rows. Undefined for every other frame.
 */
export function alignedFrameBytes({ Rows, Columns, PhotometricInterpretation }: EncodedFrameShape): number | undefined {
  if (PhotometricInterpretation !== 'YBR_FULL_422' || Columns % 2 === 0) return undefined;
  return Rows * (Columns + 1) * 2;
}

/** A value field has an even length (PS3.5 section 7.1.1), so an odd frame may carry one more byte. */
function checkNative(expected: number, aligned: number | undefined, bytes: Uint8Array): Result<void, FrameRefusal> {
  if (aligned !== undefined && bytes.length === aligned) return succeed(undefined);
  const exact = bytes.length === expected || (expected % 2 === 1 && bytes.length === expected + 1);
  return exact ? succeed(undefined) : refuse(bytes.length < expected ? 'cut' : 'lied', 'native length');
}

function checkRleFrame(description: EncodedFrameShape, bytes: Uint8Array): Result<void, FrameRefusal> {
  const segments = description.SamplesPerPixel * Math.ceil(description.BitsAllocated / 8);
  const checked = checkRle(bytes, segments, description.Rows * description.Columns);
  if (checked.ok) return checked;
  return refuse(checked.failure.reason === 'RLE segment cut' ? 'cut' : 'lied', checked.failure.reason);
}

function checkCodestream(
  description: EncodedFrameShape,
  codec: Exclude<Codec, 'none' | 'rle'>,
  bytes: Uint8Array,
): Result<void, FrameRefusal> {
  const read = readCodestreamHeader(bytes);
  if (!read.ok) return refuse('lied', read.failure.reason);
  const header = read.value;
  if (!coderFits(header.coder, codec)) return refuse('lied', `coder ${header.coder}`);
  if (header.width !== description.Columns || header.height !== description.Rows) return refuse('lied', 'dimensions');
  if (header.components !== description.SamplesPerPixel) return refuse('lied', 'components');
  // Writers put the stored bits, the allocated bits, or something between into the header; less would lose values.
  if (header.bitDepth < description.BitsStored || header.bitDepth > description.BitsAllocated) {
    return refuse('lied', 'bit depth');
  }
  if (codec === 'jpegBaseline' || codec === 'jpegExtended' || codec === 'jpegLossless') {
    const fault = faultOfJpeg(bytes);
    return fault === undefined ? succeed(undefined) : refuse('cut', fault);
  }
  if (!hasEndMarker(bytes)) return refuse('cut', 'no end marker');
  if (codec === 'jpegProgressive' && refinesCoefficients(bytes))
    return refuse('unsupported', 'successive approximation');
  if ((codec === 'jpeg2000' || codec === 'htj2k') && !tilePartsAddUp(bytes)) return refuse('cut', 'tile-parts');
  if ((codec === 'jpeg2000' || codec === 'htj2k') && hasZeroedPiece(bytes)) return refuse('cut', 'zeroed piece');
  return succeed(undefined);
}

function refuse(kind: FrameRefusal['kind'], reason: string): Result<never, FrameRefusal> {
  return fail({ kind, reason });
}
