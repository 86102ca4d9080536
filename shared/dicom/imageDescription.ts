import type { ArchiveId } from './frameKey.ts';
import type { ImagePatient } from './imagePatient.ts';
import type { LookupTable } from './lookupTable.ts';
import type { Orientation } from './orientation.ts';
import type { OverlayPlane } from './overlayPlanes.ts';
import type { PetImage } from './petImage.ts';
import type { Rescale, VOILUTFunction, Window } from './presentationValues.ts';
import type { Shutter } from './shutter.ts';
import type { SeriesInstanceUID, SOPInstanceUID, StudyInstanceUID } from './uids.ts';
import type { UltrasoundRegion } from './ultrasoundRegions.ts';
import type { Vector3 } from './vectors.ts';

/** Row spacing first, as PixelSpacing (0028,0030) writes it: the distance between rows, then between columns, in mm. */
export interface Spacing {
  readonly betweenRows: number;
  readonly betweenColumns: number;
}

export interface Palette {
  readonly red: LookupTable;
  readonly green: LookupTable;
  readonly blue: LookupTable;
}

/** How the pixels of an instance are stored: what a decoder and the checks after it need (PS3.3 C.7.6.3). */
export interface PixelLayout {
  readonly rows: number;
  readonly columns: number;
  readonly samplesPerPixel: number;
  readonly photometricInterpretation: string;
  readonly planarConfiguration: number;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
  /** Float or Double Float Pixel Data (7FE0,0008 and 0009): a sample is a number as it stands (PS3.3 C.7.6.24 and .25). */
  readonly floating?: 'single' | 'double' | undefined;
}

/** What may stand behind a millimetre; `calibration.ts` decides which of them does. */
export interface SpacingSources {
  readonly pixelSpacing?: Spacing | undefined;
  readonly imagerPixelSpacing?: Spacing | undefined;
  readonly nominalScannedPixelSpacing?: Spacing | undefined;
  readonly calibrationType?: string | undefined;
  readonly magnificationFactor?: number | undefined;
  readonly distanceSourceToDetectorMm?: number | undefined;
  readonly distanceSourceToPatientMm?: number | undefined;
  readonly aspectRatio?: Spacing | undefined;
}

/** One frame: what may differ from frame to frame, shared values already filled in (Q7). */
export interface FrameDescription {
  /** From 1, as in DICOM. */
  readonly frameNumber: number;
  readonly position?: Vector3 | undefined;
  readonly orientation?: Orientation | undefined;
  readonly spacing: SpacingSources;
  readonly sliceThicknessMm?: number | undefined;
  readonly rescale?: Rescale | undefined;
  /**
   * The data name a slope of 0, by which every value would be the same, or a rescale that makes numbers beyond all measure:
   * they are shown as stored, and measured never (PX1).
   */
  readonly rescaleRefused?: true | undefined;
  readonly windows: readonly Window[];
  readonly voiFunction: VOILUTFunction;
  /** Its own, where the depth changes from frame to frame; else those of the image count (LN9). */
  readonly ultrasoundRegions?: readonly UltrasoundRegion[] | undefined;
  /** What may tell two frames at one place apart: echo, b-value, time, stack (Q2). */
  readonly discriminators: Readonly<Record<Discriminator, string>>;
}

export const discriminators = ['stack', 'echo', 'bValue', 'imageType', 'temporal', 'acquisition'] as const;
export type Discriminator = (typeof discriminators)[number];

/** One image instance, read once and refused if it cannot be true (Q11). */
export interface ImageDescription {
  /** The archive that described it, where one did: a disc and an archive may hold the same instance, differently. */
  readonly archiveId?: ArchiveId | undefined;
  readonly studyInstanceUID: StudyInstanceUID;
  readonly seriesInstanceUID: SeriesInstanceUID;
  readonly sopInstanceUID: SOPInstanceUID;
  readonly sopClassUID: string;
  readonly modality: string;
  readonly instanceNumber?: number | undefined;
  readonly imageType: readonly string[];
  readonly layout: PixelLayout;
  readonly palette?: Palette | undefined;
  /** Several slices side by side in one picture: it lies at no place (MR mosaics). */
  readonly collage?: true | undefined;
  /** Grey values that their maker means to be seen through a colour map, as a map of blood flow is (PS3.3 C.7.6.23). */
  readonly colourMapped: boolean;
  readonly modalityTable?: LookupTable | undefined;
  /** The data set has a Modality or VOI LUT that did not travel with the attributes: grey is not as its maker meant. */
  readonly missingTable: boolean;
  readonly voiTables: readonly LookupTable[];
  readonly padding?: { readonly from: number; readonly to: number } | undefined;
  readonly invertedByNature: boolean;
  readonly frameOfReferenceUID?: string | undefined;
  readonly laterality?: string | undefined;
  /** Whom this very image names; one object for all images of a study that name the same. */
  readonly patient?: ImagePatient | undefined;
  readonly viewPosition?: string | undefined;
  /** The letters towards which rows and columns run; the fallback where there is no orientation (Q9). */
  readonly patientOrientation?: readonly [row: string, column: string] | undefined;
  readonly lossyAtSource: boolean;
  readonly lossyRatio?: number | undefined;
  /** Lossy Image Compression Method (0028,2114), one for each time it was done. */
  readonly lossyMethods?: readonly string[] | undefined;
  readonly overlays?: readonly OverlayPlane[] | undefined;
  /** Overlays of it that cannot be shown, because what they say of themselves cannot be true (PX10, Q11). */
  readonly overlaysRefused?: number | undefined;
  readonly shutter?: Shutter | undefined;
  /** Of colour images; `elsewhere`: the archive has one, and has not sent it along (PX9). */
  readonly iccProfile?: Uint8Array | 'elsewhere' | undefined;
  readonly frameTimeMs?: number | undefined;
  /** How long each frame of a cine lasts, where they last differently. */
  readonly frameTimesMs?: readonly number[] | undefined;
  /** The data ask to be played there and back. */
  readonly sweeping?: true | undefined;
  readonly ultrasoundRegions: readonly UltrasoundRegion[];
  readonly technique: Technique;
  /** What turns its values into uptake per dose and weight; of PET only. */
  readonly pet?: PetImage | undefined;
  readonly frames: readonly FrameDescription[];
}

/** The few words of how the image was made that stand in the corner of the image box. */
export interface Technique {
  readonly kVp?: number | undefined;
  readonly kernel?: string | undefined;
  readonly repetitionTimeMs?: number | undefined;
  readonly echoTimeMs?: number | undefined;
  readonly bValue?: number | undefined;
}

/** Why an instance is not drawn; a code with its sentence in `reading.json` under `refused`. */
export type ImageRefusal =
  | 'notAnImage'
  | 'identifierMissing'
  | 'sizeAbsurd'
  | 'frameCountAbsurd'
  | 'bitsAbsurd'
  | 'samplesAbsurd'
  | 'photometricUnknown'
  | 'paletteMissing';
