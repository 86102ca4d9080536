import type { RawFrame } from '#electron/base/codecs/rawFrame.ts';
import { buildAttributes, codeItem } from '../attributes/buildAttributes.ts';
import { pixelAttributes } from '../attributes/image.ts';
import type { StudyDetails } from '../attributes/patient.ts';
import { practiceUid } from '../attributes/practiceUids.ts';
import { practiceSyntaxes } from '../codecs/practiceSyntaxes.ts';
import type { SliceGeometry } from '../phantoms/paint/slice.ts';
import type { Drawing, DrawingTime, DrawnInstance } from '../studies/plannedStudy.ts';
import { dicomCode, imageReference, objectClasses, objectIdentity, objectSeries } from './objectAttributes.ts';

interface Scanned {
  readonly geometry: SliceGeometry;
  readonly firstZ: number;
  readonly pitchMm: number;
  /** Patient coordinates of its centre, and its radius, mm. */
  readonly nodule: { readonly centre: readonly [number, number, number]; readonly radiusMm: number };
  readonly seriesKey: string;
}

/** What a program that looks for nodules might send: one segment, found by itself and looked at by nobody (PS3.3 A.51). */
export function noduleSegmentation(details: StudyDetails, time: DrawingTime, scanned: Scanned): Drawing {
  const series = objectSeries(details, time, {
    key: 'nodules',
    number: 904,
    modality: 'SEG',
    description: 'Nodule finder',
    minutes: 15,
  });
  const prepare = () => () => [segmentation(details, scanned)];
  return { series: [{ ...series, syntax: practiceSyntaxes.rle }], count: 1, cost: 2, prepare };
}

function segmentation(details: StudyDetails, scanned: Scanned): DrawnInstance {
  const { geometry, firstZ, pitchMm, nodule, seriesKey } = scanned;
  const centreZ = nodule.centre[2];
  const first = Math.ceil((centreZ - nodule.radiusMm - firstZ) / pitchMm);
  const last = Math.floor((centreZ + nodule.radiusMm - firstZ) / pitchMm);
  const indexes = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  const frames = indexes.map((index) => mask(scanned, firstZ + index * pitchMm));
  const perFrame = indexes.map((index, at) =>
    buildAttributes({
      // Segment, then slice: as `dimensions` says.
      FrameContentSequence: [buildAttributes({ DimensionIndexValues: [1, at + 1] })],
      DerivationImageSequence: [
        buildAttributes({
          DerivationCodeSequence: [dicomCode('113076', 'Segmentation')],
          SourceImageSequence: [
            {
              ...imageReference(details.key, seriesKey, index),
              ...buildAttributes({
                PurposeOfReferenceCodeSequence: [dicomCode('121322', 'Source image for image processing operation')],
              }),
            },
          ],
        }),
      ],
      PlanePositionSequence: [
        buildAttributes({ ImagePositionPatient: [geometry.x0, geometry.y0, firstZ + index * pitchMm] }),
      ],
      SegmentIdentificationSequence: [buildAttributes({ ReferencedSegmentNumber: 1 })],
    }),
  );
  const images = buildAttributes({
    ReferencedSeriesSequence: [
      buildAttributes({
        SeriesInstanceUID: practiceUid(details.key, seriesKey),
        ReferencedInstanceSequence: indexes.map((index) => imageReference(details.key, seriesKey, index)),
      }),
    ],
  });
  return {
    attributes: { ...attributesOf(details, scanned, perFrame, frames[0]), ...images, ...dimensions(details) },
    frames,
  };
}

/** What tells the frames apart: their segment, then their place (PS3.3 C.7.6.17). */
function dimensions(details: StudyDetails) {
  const DimensionOrganizationUID = practiceUid(details.key, 'dimensions');
  const index = (DimensionIndexPointer: string, FunctionalGroupPointer: string) =>
    buildAttributes({ DimensionOrganizationUID, DimensionIndexPointer, FunctionalGroupPointer });
  return buildAttributes({
    DimensionOrganizationSequence: [buildAttributes({ DimensionOrganizationUID })],
    DimensionIndexSequence: [index('0062000B', '0062000A'), index('00200032', '00209113')],
  });
}

function attributesOf(
  details: StudyDetails,
  { geometry, pitchMm }: Scanned,
  perFrame: readonly ReturnType<typeof buildAttributes>[],
  frame: RawFrame | undefined,
) {
  return {
    ...objectIdentity(details.key, 'nodules', objectClasses.segmentation),
    ...(frame && pixelAttributes(frame, 'MONOCHROME2')),
    ...buildAttributes({
      ImageType: ['DERIVED', 'PRIMARY'],
      ManufacturerModelName: 'Nodule finder',
      SoftwareVersions: '1.0',
      FrameOfReferenceUID: practiceUid(details.key, 'frame of reference'),
      PositionReferenceIndicator: [],
      ContentLabel: 'NODULES',
      ContentDescription: 'Nodule finder',
      NumberOfFrames: perFrame.length,
      LossyImageCompression: '00',
      SegmentationType: 'FRACTIONAL',
      SegmentationFractionalType: 'OCCUPANCY',
      MaximumFractionalValue: 255,
      SegmentSequence: [
        buildAttributes({
          SegmentNumber: 1,
          SegmentLabel: 'Nodule, right upper lobe',
          SegmentAlgorithmType: 'AUTOMATIC',
          SegmentAlgorithmName: 'Practice nodule finder',
          RecommendedDisplayCIELabValue: [43_000, 48_000, 40_000],
          SegmentedPropertyCategoryCodeSequence: [codeItem('49755003', 'SCT', 'Morphologically Altered Structure')],
          SegmentedPropertyTypeCodeSequence: [codeItem('27925004', 'SCT', 'Nodule')],
        }),
      ],
      SharedFunctionalGroupsSequence: [
        buildAttributes({
          PixelMeasuresSequence: [
            buildAttributes({
              PixelSpacing: [geometry.spacing, geometry.spacing],
              SliceThickness: pitchMm,
              SpacingBetweenSlices: pitchMm,
            }),
          ],
          PlaneOrientationSequence: [buildAttributes({ ImageOrientationPatient: [1, 0, 0, 0, 1, 0] })],
        }),
      ],
      PerFrameFunctionalGroupsSequence: perFrame,
    }),
  };
}

/** The disc in which a slice cuts the nodule; its edge falls off over one pixel. */
function mask({ geometry, nodule }: Scanned, z: number): RawFrame {
  const { columns, rows, spacing, x0, y0 } = geometry;
  const [x, y, centreZ] = nodule.centre;
  const radius = Math.sqrt(Math.max(0, nodule.radiusMm ** 2 - (z - centreZ) ** 2));
  const bytes = new Uint8Array(columns * rows);
  for (let at = 0; at < bytes.length; at += 1) {
    const distance = Math.hypot(x0 + (at % columns) * spacing - x, y0 + Math.floor(at / columns) * spacing - y);
    bytes[at] = Math.round(255 * Math.min(1, Math.max(0, (radius - distance) / spacing + 0.5)));
  }
  return { columns, rows, samplesPerPixel: 1, bitsAllocated: 8, bitsStored: 8, signed: false, bytes };
}
