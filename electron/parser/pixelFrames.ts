import { type DicomDataset, numberOf, textOf } from '#shared/dicom/dicomJson.ts';
import {
  alignedFrameBytes,
  decodedFrameBytes,
  type EncodedFrameShape,
  encodedFrameShapeOf,
} from '#shared/dicom/frameCheck.ts';
import type { FramePlace } from '#shared/dicom/framePlace.ts';
import { instanceKind } from '#shared/dicom/sopClasses.ts';
import { transferSyntaxes } from '#shared/dicom/transferSyntax.ts';
import { damaged, FileRefused, limits } from './limits.ts';
import type { ElementsRead, PixelField } from './readElements.ts';

type Encapsulated = Extract<PixelField, { kind: 'encapsulated' }>;
type Piece = FramePlace[number];

/** Where each frame lies. Empty without pixel data; refuses what does not add up rather than guess. @throws FileRefused */
export function framesOf(read: ElementsRead, bytes: Buffer, transferSyntaxUID: string): readonly FramePlace[] {
  const { dataset, pixels } = read;
  if (!pixels) return [];
  const syntax = transferSyntaxes.get(transferSyntaxUID);
  if (!syntax) throw new FileRefused('TransferSyntaxUnsupported', { transferSyntax: transferSyntaxUID });
  const count = numberOf(dataset, 'NumberOfFrames') ?? 1;
  if (!Number.isInteger(count) || count < 1 || count > limits.frames) throw damaged('NumberOfFrames');
  if (pixels.kind === 'native') {
    if (syntax.codec !== 'none') throw damaged('notEncapsulated');
    return nativeFrames(dataset, pixels, bytes, count);
  }
  if (syntax.codec === 'none') throw damaged('encapsulated');
  return encapsulatedFrames(read, pixels, bytes, count);
}

function nativeFrames(
  dataset: DicomDataset,
  pixels: Extract<PixelField, { kind: 'native' }>,
  bytes: Buffer,
  count: number,
): readonly FramePlace[] {
  const description = encodedFrameShapeOf(dataset);
  const aligned = description && alignedFrameBytes(description);
  const size = aligned !== undefined && pixels.length === aligned * count ? aligned : nativeBytes(description);
  if (!description || size === undefined) throw damaged('imageDescription');
  const bits = description.Rows * description.Columns * description.SamplesPerPixel * description.BitsAllocated;
  // One-bit frames follow each other without a gap (PS3.5 section 8.1.1); one that begins inside a byte has no place.
  if (description.BitsAllocated === 1 && count > 1 && bits % 8 !== 0) {
    // A segmentation is taken whole: its frames are told apart bit by bit.
    const length = Math.ceil((bits * count) / 8);
    if (!isSegmentation(dataset)) throw damaged('bitFrames');
    if (pixels.length < length) throw damaged('pixelDataCut');
    return [[{ offset: pixels.offset, length }]];
  }
  const total = size * count;
  if (pixels.length < total) throw damaged('pixelDataCut');
  // One byte of padding is the standard's, more zeros are careless writers'; anything else is pixels we know nothing of.
  const excess = bytes.subarray(pixels.offset + total, pixels.offset + pixels.length);
  if (excess.length > 1 && excess.some((byte) => byte !== 0)) throw damaged('pixelDataLength');
  return Array.from({ length: count }, (_, index) => [{ offset: pixels.offset + index * size, length: size }]);
}

function isSegmentation(dataset: DicomDataset): boolean {
  return instanceKind(textOf(dataset, 'SOPClassUID'), true) === 'segmentation';
}

function nativeBytes(description: EncodedFrameShape | undefined): number | undefined {
  return description && decodedFrameBytes(description, true);
}

function encapsulatedFrames(
  read: ElementsRead,
  pixels: Encapsulated,
  bytes: Buffer,
  count: number,
): readonly FramePlace[] {
  const { fragments, offsetTable } = pixels;
  if (fragments.length === 0) throw damaged('noFragments');
  if (count === 1) return [fragments];
  if (fragments.length === count) return fragments.map((fragment) => [fragment]);
  if (fragments.length < count) throw damaged('framesMissing');
  const offsets = offsetTable.length === count ? offsetTable : read.extendedOffsets;
  const frames = offsets?.length === count ? byOffsets(fragments, offsets) : byFirstBytes(fragments, bytes);
  if (frames.length !== count || frames.some((frame) => frame.length === 0)) throw damaged('fragments');
  return frames;
}

/** Offsets count from the first byte of the first fragment's item tag (PS3.5 section A.4). */
function byOffsets(fragments: readonly Piece[], offsets: readonly number[]): Piece[][] {
  const base = (fragments[0]?.offset ?? 0) - 8;
  const starts = new Map(offsets.map((offset, index) => [base + offset + 8, index]));
  const frames: Piece[][] = [];
  for (const fragment of fragments) {
    if (starts.get(fragment.offset) === frames.length) frames.push([]);
    const frame = frames.at(-1);
    if (!frame) throw damaged('offsetTable');
    frame.push(fragment);
  }
  return frames;
}

/** Without a table: a fragment that begins with a codestream's magic begins a frame (FFD8 JPEG, FF4F JPEG 2000). */
function byFirstBytes(fragments: readonly Piece[], bytes: Buffer): Piece[][] {
  const frames: Piece[][] = [];
  for (const fragment of fragments) {
    const magic = fragment.length >= 2 ? bytes.readUInt16BE(fragment.offset) : 0;
    if (magic === 0xffd8 || magic === 0xff4f || frames.length === 0) frames.push([]);
    frames.at(-1)?.push(fragment);
  }
  return frames;
}
