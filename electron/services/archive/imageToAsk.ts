import { type DicomDataset, numberOf, textOf, textsOf } from '#shared/dicom/dicomJson.ts';
import { decodedFrameBytes, encodedFrameShapeOf } from '#shared/dicom/frameCheck.ts';
import { transferSyntaxes } from '#shared/dicom/transferSyntax.ts';

/** What decides how an image's frames are best asked for. */
export interface ImageToAsk {
  readonly series: string;
  /** What made it, as far as its attributes say: one maker's images are stored alike at one archive. */
  readonly station: string;
  readonly sopClass: string;
  /** One sample a pixel, and the pixels are greys: no palette, no colour that a server might turn into another. */
  readonly isMonochrome: boolean;
  /** Samples of more than 16 bits: no codec here carries them. */
  readonly isDeep: boolean;
  /** (0028,2110): it was lossy compressed once, so it may be stored so. */
  readonly isLossyAtSource: boolean;
  /** (0008,3002): the syntax the archive says it is stored in, where it names just one. */
  readonly availableSyntax: string | undefined;
  readonly numberOfFrames: number;
  /** Uncompressed bytes of one frame; undefined where its attributes do not say. */
  readonly frameBytes: number | undefined;
}

export function imageToAsk(attributes: DicomDataset): ImageToAsk {
  const shape = encodedFrameShapeOf(attributes);
  const available = textsOf(attributes, 'AvailableTransferSyntaxUID').filter((uid) => transferSyntaxes.has(uid));
  const sopClass = textOf(attributes, 'SOPClassUID') ?? '';
  const maker = (['Manufacturer', 'ManufacturerModelName', 'StationName'] as const).map(
    (keyword) => textOf(attributes, keyword) ?? '',
  );
  return {
    series: textOf(attributes, 'SeriesInstanceUID') ?? '',
    station: [sopClass, ...maker].join('\\'),
    sopClass,
    isDeep: (shape?.BitsAllocated ?? 0) > 16,
    isMonochrome: shape?.SamplesPerPixel === 1 && /^MONOCHROME[12]$/.test(shape.PhotometricInterpretation),
    isLossyAtSource: textOf(attributes, 'LossyImageCompression') === '01',
    availableSyntax: available.length === 1 ? available[0] : undefined,
    numberOfFrames: numberOf(attributes, 'NumberOfFrames') ?? 1,
    frameBytes: shape && decodedFrameBytes(shape, true),
  };
}
