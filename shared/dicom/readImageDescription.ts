import { fail, type Result, succeed } from '../base/result.ts';
import { tagOf } from './attributes.ts';
import { readCineTiming } from './cineTiming.ts';
import { isCollage } from './collage.ts';
import { type DicomDataset, itemsOf, numberOf, numbersOf, textOf, textsOf, valuesOf } from './dicomJson.ts';
import { floatingOf, readFloatPadding } from './floatingPixels.ts';
import { frameCountOf } from './frameCount.ts';
import type {
  FrameDescription,
  ImageDescription,
  ImageRefusal,
  Palette,
  PixelLayout,
  Technique,
} from './imageDescription.ts';
import { bytesOfBase64 } from './inlineBinary.ts';
import { readLookupTable, readSegmentedTable } from './lookupTable.ts';
import { countRefusedOverlays, readOverlayPlanes } from './overlayPlanes.ts';
import { readPetImage } from './petImage.ts';
import { describeFrames } from './readFrames.ts';
import { readShutter } from './shutter.ts';
import { instanceKind } from './sopClasses.ts';
import { isUID, type SeriesInstanceUID, type SOPInstanceUID, type StudyInstanceUID } from './uids.ts';
import { readUltrasoundRegions } from './ultrasoundRegions.ts';

/** Beyond these a file lies about itself, or would take the page down with it (Q11). */
const limits = { side: 32_768, pixels: 1 << 28 };

const photometrics = new Set([
  'MONOCHROME1',
  'MONOCHROME2',
  'PALETTE COLOR',
  'RGB',
  'YBR_FULL',
  'YBR_FULL_422',
  'YBR_PARTIAL_422',
  'YBR_PARTIAL_420',
  'YBR_ICT',
  'YBR_RCT',
]);

/** Reads one instance's attributes as an image, or says why it is not one that can be drawn (Q11). */
export function readImageDescription(dataset: DicomDataset): Result<ImageDescription, ImageRefusal> {
  const sopClassUID = textOf(dataset, 'SOPClassUID') ?? '';
  const hasSize = numberOf(dataset, 'Rows') !== undefined && numberOf(dataset, 'Columns') !== undefined;
  if (instanceKind(sopClassUID, hasSize) !== 'image' || !hasSize) return fail('notAnImage');
  const identifiers = readIdentifiers(dataset);
  if (!identifiers) return fail('identifierMissing');
  const layout = readLayout(dataset);
  if (!layout.ok) return layout;
  const numberOfFrames = frameCountOf(dataset);
  if (numberOfFrames === undefined) return fail('frameCountAbsurd');
  // A palette beside grey values is a supplement to them (PS3.3 C.7.6.19), not what they are drawn with.
  const palette = isPaletteColour(layout.value) ? readPalette(dataset, layout.value) : undefined;
  if (isPaletteColour(layout.value) && !palette) return fail('paletteMissing');
  const collage = isCollage(dataset);
  const described = describeFrames(dataset, numberOfFrames, {
    floating: layout.value.floating !== undefined,
    bitsStored: layout.value.bitsStored,
  });
  // Its tiles keep how they are turned and how large their pixels are; none of them lies at the place it names.
  const frames = collage ? described.map((frame) => ({ ...frame, position: undefined })) : described;
  return succeed({
    ...identifiers,
    sopClassUID,
    modality: textOf(dataset, 'Modality') ?? '',
    instanceNumber: numberOf(dataset, 'InstanceNumber'),
    imageType: textsOf(dataset, 'ImageType'),
    layout: layout.value,
    palette,
    ...(collage && { collage: true as const }),
    colourMapped: isColourMapped(dataset, layout.value),
    ...readTables(dataset, layout.value.signed, frames),
    padding: readPadding(dataset, layout.value),
    ...readLayers(dataset, layout.value),
    invertedByNature: isInverted(dataset, layout.value),
    frameOfReferenceUID: textOf(dataset, 'FrameOfReferenceUID'),
    laterality: textOf(dataset, 'ImageLaterality') ?? textOf(dataset, 'Laterality'),
    viewPosition: textOf(dataset, 'ViewPosition'),
    patientOrientation: readPatientOrientation(dataset),
    lossyAtSource: textOf(dataset, 'LossyImageCompression') === '01',
    lossyRatio: readLossyRatio(dataset),
    lossyMethods: textsOf(dataset, 'LossyImageCompressionMethod'),
    frameTimeMs: readFrameTime(dataset),
    ...readCineTiming(dataset, frames.length),
    ultrasoundRegions: readUltrasoundRegions(dataset),
    technique: readTechnique(dataset),
    pet: textOf(dataset, 'Modality') === 'PT' ? readPetImage(dataset) : undefined,
    frames,
  });
}

function readIdentifiers(dataset: DicomDataset) {
  const study = textOf(dataset, 'StudyInstanceUID') ?? '';
  const series = textOf(dataset, 'SeriesInstanceUID') ?? '';
  const instance = textOf(dataset, 'SOPInstanceUID') ?? '';
  if (!isUID(study) || !isUID(series) || !isUID(instance)) return undefined;
  return {
    studyInstanceUID: study as StudyInstanceUID,
    seriesInstanceUID: series as SeriesInstanceUID,
    sopInstanceUID: instance as SOPInstanceUID,
  };
}

function readLayout(dataset: DicomDataset): Result<PixelLayout, ImageRefusal> {
  const rows = numberOf(dataset, 'Rows') ?? 0;
  const columns = numberOf(dataset, 'Columns') ?? 0;
  const whole = (value: number, max: number) => Number.isInteger(value) && value >= 1 && value <= max;
  if (!whole(rows, limits.side) || !whole(columns, limits.side) || rows * columns > limits.pixels) {
    return fail('sizeAbsurd');
  }
  const bitsAllocated = numberOf(dataset, 'BitsAllocated') ?? 0;
  const bitsStored = numberOf(dataset, 'BitsStored') ?? bitsAllocated;
  const highBit = numberOf(dataset, 'HighBit') ?? bitsStored - 1;
  const floating = floatingOf(dataset, bitsAllocated);
  if (floating && bitsAllocated !== (floating === 'single' ? 32 : 64)) return fail('bitsAbsurd');
  if (!floating && ![8, 16, 32].includes(bitsAllocated)) return fail('bitsAbsurd');
  if (!whole(bitsStored, bitsAllocated)) return fail('bitsAbsurd');
  if (!Number.isInteger(highBit) || highBit < bitsStored - 1 || highBit >= bitsAllocated) return fail('bitsAbsurd');
  const samplesPerPixel = numberOf(dataset, 'SamplesPerPixel') ?? 1;
  if (samplesPerPixel !== 1 && samplesPerPixel !== 3) return fail('samplesAbsurd');
  const photometricInterpretation = textOf(dataset, 'PhotometricInterpretation') ?? '';
  if (!photometrics.has(photometricInterpretation)) return fail('photometricUnknown');
  if (floating && (samplesPerPixel !== 1 || !photometricInterpretation.startsWith('MONOCHROME'))) {
    return fail('photometricUnknown');
  }
  return succeed({
    rows,
    columns,
    samplesPerPixel,
    photometricInterpretation,
    planarConfiguration: numberOf(dataset, 'PlanarConfiguration') ?? 0,
    bitsAllocated,
    bitsStored,
    highBit,
    signed: floating !== undefined || numberOf(dataset, 'PixelRepresentation') === 1,
    ...(floating && { floating }),
  });
}

/** What lies over the pixels, and what their colours mean; each read once, none of it ever part of the pixels (PX9, PX10). */
function readLayers(dataset: DicomDataset, layout: PixelLayout) {
  const overlays = readOverlayPlanes(dataset);
  const shutter = readShutter(dataset);
  const iccProfile = isPaletteColour(layout) || layout.samplesPerPixel === 3 ? readProfile(dataset) : undefined;
  const overlaysRefused = countRefusedOverlays(dataset);
  const refused = overlaysRefused > 0 && { overlaysRefused };
  return {
    ...(overlays.length > 0 && { overlays }),
    ...refused,
    ...(shutter && { shutter }),
    ...(iccProfile && { iccProfile }),
  };
}

function readProfile(dataset: DicomDataset): Uint8Array | 'elsewhere' | undefined {
  // Of more than one optical path the profile stands in the path (PS3.3 C.8.12.5).
  const item = itemsOf(dataset, 'OpticalPathSequence')[0] ?? dataset;
  const element = item[tagOf('ICCProfile')];
  if (element?.InlineBinary !== undefined) return bytesOfBase64(element.InlineBinary);
  return element?.BulkDataURI === undefined ? undefined : 'elsewhere';
}

/** The greatest: what was lost in the worst of several compressions is gone (PX12). */
function readLossyRatio(dataset: DicomDataset): number | undefined {
  const ratios = (numbersOf(dataset, 'LossyImageCompressionRatio') ?? []).filter((ratio) => ratio > 0);
  return ratios.length > 0 ? Math.max(...ratios) : undefined;
}

function isPaletteColour(layout: PixelLayout): boolean {
  return layout.photometricInterpretation === 'PALETTE COLOR';
}

function isColourMapped(dataset: DicomDataset, layout: PixelLayout): boolean {
  if (layout.samplesPerPixel !== 1 || isPaletteColour(layout)) return false;
  const presentation = textOf(dataset, 'PixelPresentation');
  const descriptor = numbersOf(dataset, 'RedPaletteColorLookupTableDescriptor');
  return presentation === 'COLOR' || presentation === 'MIXED' || descriptor !== undefined;
}

function readPalette(dataset: DicomDataset, layout: PixelLayout): Palette | undefined {
  const read = (colour: 'Red' | 'Green' | 'Blue') => {
    const descriptor = `${colour}PaletteColorLookupTableDescriptor` as const;
    return (
      readLookupTable(dataset, descriptor, `${colour}PaletteColorLookupTableData`, layout.signed) ??
      readSegmentedTable(dataset, descriptor, `Segmented${colour}PaletteColorLookupTableData`, layout.signed)
    );
  };
  const [red, green, blue] = [read('Red'), read('Green'), read('Blue')];
  return red && green && blue ? { red, green, blue } : undefined;
}

function readTables(dataset: DicomDataset, signed: boolean, frames: readonly FrameDescription[]) {
  const read = (item: DicomDataset, signedInput: boolean) =>
    readLookupTable(item, 'LUTDescriptor', 'LUTData', signedInput);
  const modalityItems = itemsOf(dataset, 'ModalityLUTSequence');
  const voiItems = itemsOf(dataset, 'VOILUTSequence');
  const modalityTable = modalityItems[0] && read(modalityItems[0], signed);
  // A VOI LUT takes modality values, which an intercept may put below zero though the pixels are unsigned (PS3.3 C.11.2.1.1).
  const belowZero = signed || frames.some(({ rescale }) => (rescale?.intercept ?? 0) < 0 || (rescale?.slope ?? 1) < 0);
  const voiTables = voiItems.map((item) => read(item, belowZero)).filter((table) => table !== undefined);
  const missingTable = (modalityItems.length > 0 && !modalityTable) || voiTables.length < voiItems.length;
  return { modalityTable, voiTables, missingTable };
}

function readPadding(dataset: DicomDataset, layout: PixelLayout) {
  const signed = (value: number) =>
    layout.signed && value >= 2 ** (layout.bitsAllocated - 1) ? value - 2 ** layout.bitsAllocated : value;
  if (layout.samplesPerPixel !== 1) return undefined;
  if (layout.floating) return readFloatPadding(dataset, layout.floating);
  const value = numberOf(dataset, 'PixelPaddingValue');
  if (value === undefined) return undefined;
  const limit = numberOf(dataset, 'PixelPaddingRangeLimit') ?? value;
  return { from: Math.min(signed(value), signed(limit)), to: Math.max(signed(value), signed(limit)) };
}

/** Presentation LUT Shape decides where it is given; without it, the photometric interpretation (PS3.3 C.11.6.1). */
function isInverted(dataset: DicomDataset, layout: PixelLayout): boolean {
  const shape = textOf(dataset, 'PresentationLUTShape');
  if (shape === 'INVERSE') return true;
  return shape === 'IDENTITY' ? false : layout.photometricInterpretation === 'MONOCHROME1';
}

function readPatientOrientation(dataset: DicomDataset): readonly [string, string] | undefined {
  const [row, column] = valuesOf(dataset, 'PatientOrientation');
  return typeof row === 'string' && typeof column === 'string' && row !== '' && column !== ''
    ? [row, column]
    : undefined;
}

/** Milliseconds a frame of a cine lasts: FrameTime, else the mean of the vector, else a rate (PS3.3 C.7.6.5). */
function readFrameTime(dataset: DicomDataset): number | undefined {
  const vector = numbersOf(dataset, 'FrameTimeVector')?.slice(1) ?? [];
  const rate = numberOf(dataset, 'RecommendedDisplayFrameRate') ?? numberOf(dataset, 'CineRate');
  const mean = vector.length > 0 ? vector.reduce((sum, time) => sum + time, 0) / vector.length : undefined;
  const time = numberOf(dataset, 'FrameTime') ?? mean ?? (rate !== undefined && rate > 0 ? 1000 / rate : undefined);
  return time !== undefined && time >= 1 && time <= 10_000 ? time : undefined;
}

function readTechnique(dataset: DicomDataset): Technique {
  return {
    kVp: numberOf(dataset, 'KVP'),
    kernel: textOf(dataset, 'ConvolutionKernel'),
    repetitionTimeMs: numberOf(dataset, 'RepetitionTime'),
    echoTimeMs: numberOf(dataset, 'EchoTime'),
    bValue: numberOf(dataset, 'DiffusionBValue'),
  };
}
