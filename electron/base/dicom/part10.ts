/** DICOM files (PS3.10) to and from the DICOM JSON model. The only file that names dcmjs: as codec, nothing else. */
import { type DcmjsDictionary, type DcmjsFile, data, log } from 'dcmjs';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { tagOf } from '#shared/dicom/attributes.ts';
import { type DicomDataset, numberOf, textOf } from '#shared/dicom/dicomJson.ts';
import { explicitVRLittleEndian, transferSyntaxes } from '#shared/dicom/transferSyntax.ts';
import type { TransferSyntaxUID } from '#shared/dicom/uids.ts';
import { fromCodec, toArrayBuffer, toBytes, toCodec } from './elements.ts';
import { implementation } from './implementation.ts';
import { inheritCharacterSet } from './inheritCharacterSet.ts';

inheritCharacterSet();

// dcmjs prints the values it doubts, names of patients among them.
log.setLevel('silent');
log.getLogger('validation.dcmjs').setLevel('silent');

/** The pixels of a file: one run of bytes, or one encoded stream per frame. */
export type PixelBytes =
  | { readonly kind: 'native'; readonly bytes: Uint8Array }
  | { readonly kind: 'encapsulated'; readonly frames: readonly Uint8Array[] };

export interface Part10File {
  /** File meta information, group 0002. */
  readonly meta: DicomDataset;
  readonly transferSyntaxUID: TransferSyntaxUID;
  /** In Unicode, whatever the file's character set was; without pixel data. */
  readonly dataset: DicomDataset;
  readonly pixelData?: PixelBytes;
}

/** A subset of the contract's failures; `details` never hold a value of the file. */
export interface Part10Failure {
  readonly code: 'NotDicom' | 'DicomDamaged';
  readonly details: { readonly sizeBytes: number };
}

export interface Part10Options {
  /** Explicit VR Little Endian unless said. Must be an encapsulated one when `pixelData` is. */
  readonly transferSyntaxUID?: TransferSyntaxUID;
  readonly pixelData?: PixelBytes;
}

const pixelTags = new Set([tagOf('PixelData'), tagOf('FloatPixelData'), tagOf('DoubleFloatPixelData')]);

/**
 * Writes one file. The data set's own group 0002 is ignored; its text is written as ISO_IR 192 (UTF-8).
 * @throws Error when the data set names no SOP class or instance: such a file cannot be stored anywhere.
 */
export function writePart10(dataset: DicomDataset, options: Part10Options = {}): Uint8Array {
  const transferSyntaxUID = options.transferSyntaxUID ?? explicitVRLittleEndian;
  const file = new data.DicomDict(metaOf(dataset, transferSyntaxUID));
  file.dict = toCodec({ ...dataset, [tagOf('SpecificCharacterSet')]: { vr: 'CS', Value: ['ISO_IR 192'] } });
  for (const tag of Object.keys(file.dict)) if (tag.startsWith('0002')) delete file.dict[tag];
  if (options.pixelData) putPixels(file.dict, dataset, options.pixelData);
  return toBytes(file.write({ allowInvalidVRLength: true, fragmentMultiframe: false })).slice();
}

/** Reads one file whole. Nothing in it is believed: whatever dcmjs throws becomes a failure without its text. */
export function readPart10(bytes: Uint8Array): Result<Part10File, Part10Failure> {
  const details = { sizeBytes: bytes.byteLength };
  if (!startsLikePart10(bytes)) return fail({ code: 'NotDicom', details });
  const file = decode(bytes);
  if (!file) return fail({ code: 'DicomDamaged', details });
  const meta = fromCodec(file.meta, new Set());
  const dataset = fromCodec(file.dict, pixelTags);
  const transferSyntaxUID = textOf(meta, 'TransferSyntaxUID') as TransferSyntaxUID | undefined;
  if (!transferSyntaxUID) return fail({ code: 'DicomDamaged', details });
  const pixels = pixelsOf(file.dict, dataset, transferSyntaxUID);
  if (pixels === 'unclear') return fail({ code: 'DicomDamaged', details });
  return succeed({ meta, transferSyntaxUID, dataset, ...(pixels && { pixelData: pixels }) });
}

function startsLikePart10(bytes: Uint8Array): boolean {
  return bytes.byteLength > 140 && Buffer.from(bytes.subarray(128, 132)).toString('latin1') === 'DICM';
}

function decode(bytes: Uint8Array): DcmjsFile | undefined {
  try {
    return data.DicomMessage.readFile(toArrayBuffer(bytes), { ignoreErrors: false });
  } catch {
    // The message may quote the file; that it could not be read is all anybody needs.
    return undefined;
  }
}

function metaOf(dataset: DicomDataset, transferSyntaxUID: TransferSyntaxUID): DcmjsDictionary {
  const sopClassUID = textOf(dataset, 'SOPClassUID');
  const sopInstanceUID = textOf(dataset, 'SOPInstanceUID');
  if (!sopClassUID || !sopInstanceUID) throw new Error('A DICOM file needs a SOP class and a SOP instance UID.');
  return {
    '00020001': { vr: 'OB', Value: [toArrayBuffer(new Uint8Array([0, 1]))] },
    '00020002': { vr: 'UI', Value: [sopClassUID] },
    '00020003': { vr: 'UI', Value: [sopInstanceUID] },
    '00020010': { vr: 'UI', Value: [transferSyntaxUID] },
    '00020012': { vr: 'UI', Value: [implementation.classUID] },
    '00020013': { vr: 'SH', Value: [implementation.versionName] },
  };
}

function putPixels(dictionary: DcmjsDictionary, dataset: DicomDataset, pixels: PixelBytes): void {
  const tag = tagOf('PixelData');
  if (pixels.kind === 'encapsulated') {
    // PS3.5 section A.4: encapsulated pixel data is always OB.
    dictionary[tag] = { vr: 'OB', Value: pixels.frames.map(toArrayBuffer) };
    return;
  }
  const vr = (numberOf(dataset, 'BitsAllocated') ?? 16) > 8 ? 'OW' : 'OB';
  dictionary[tag] = { vr, Value: [toArrayBuffer(pixels.bytes)] };
}

function pixelsOf(
  dictionary: DcmjsDictionary,
  dataset: DicomDataset,
  transferSyntaxUID: TransferSyntaxUID,
): PixelBytes | 'unclear' | undefined {
  const tag = [...pixelTags].find((candidate) => dictionary[candidate] !== undefined);
  const parts = tag ? (dictionary[tag]?.Value ?? []).map(toBytes) : undefined;
  if (!parts || parts.length === 0) return undefined;
  const codec = transferSyntaxes.get(transferSyntaxUID)?.codec ?? 'none';
  if (codec === 'none') return { kind: 'native', bytes: parts[0] ?? new Uint8Array() };
  const frames = numberOf(dataset, 'NumberOfFrames') ?? 1;
  if (parts.length === frames) return { kind: 'encapsulated', frames: parts };
  if (frames === 1) return { kind: 'encapsulated', frames: [new Uint8Array(Buffer.concat(parts))] };
  // Several fragments a frame and no offset table: which belongs to which cannot be told here.
  return 'unclear';
}
