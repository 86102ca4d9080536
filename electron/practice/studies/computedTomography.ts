import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { buildAttributes } from '../attributes/buildAttributes.ts';
import { pixelAttributes, planeAttributes } from '../attributes/image.ts';
import { minutesInto, type StudyDetails } from '../attributes/patient.ts';
import { practiceUid } from '../attributes/practiceUids.ts';
import type { PracticeSyntax } from '../codecs/practiceSyntaxes.ts';
import { noiseTile } from '../phantoms/paint/noise.ts';
import { blurSlice, type Slice, type SliceGeometry } from '../phantoms/paint/slice.ts';
import type { DrawInstances, Drawing, DrawingTime, DrawnInstance, PlannedSeries } from './plannedStudy.ts';
import { quantise } from './quantise.ts';

export interface Kernel {
  readonly key: string;
  readonly number: number;
  readonly description: string;
  readonly name: string;
  readonly syntax: PracticeSyntax;
  readonly sharp: boolean;
  /** Standard deviation of the noise, HU. */
  readonly noise: number;
  /** Signed values without offset, or unsigned 12 bits with intercept -1024. */
  readonly signed: boolean;
  readonly windows: ReadonlyArray<readonly [name: string, center: number, width: number]>;
}

export interface Scan {
  readonly details: StudyDetails;
  readonly geometry: SliceGeometry;
  readonly firstZ: number;
  readonly pitchMm: number;
  readonly count: number;
  readonly kernels: readonly Kernel[];
  readonly technique: DicomDataset;
  readonly protocol: string;
  /** Called once in the thread that draws. */
  preparePainter(): (geometry: SliceGeometry, z: number) => Slice;
}

const ctImageStorage = '1.2.840.10008.5.1.4.1.1.2';

/** Both kernels of a helical scan, each plane painted once. */
export function ctDrawing(scan: Scan, time: DrawingTime): Drawing {
  const { details, kernels } = scan;
  const series = kernels.map((kernel) => ctSeries(scan, kernel, time));
  const cost = (scan.geometry.columns / 512) ** 2 * 45;
  return { series, count: scan.count, cost, prepare: () => prepareCt(scan, `${details.key} noise`) };
}

function ctSeries(scan: Scan, kernel: Kernel, time: DrawingTime): PlannedSeries {
  const started = minutesInto(scan.details, time, 4 + kernel.number);
  const attributes = buildAttributes({
    Modality: 'CT',
    SOPClassUID: ctImageStorage,
    SeriesInstanceUID: practiceUid(scan.details.key, kernel.key),
    SeriesNumber: kernel.number,
    SeriesDescription: kernel.description,
    SeriesDate: started.date,
    SeriesTime: started.time,
    AcquisitionDate: started.date,
    AcquisitionTime: started.time,
    ContentDate: started.date,
    ContentTime: started.time,
    AcquisitionNumber: 1,
    ProtocolName: scan.protocol,
    ConvolutionKernel: kernel.name,
    ImageType: ['ORIGINAL', 'PRIMARY', 'AXIAL'],
    FrameOfReferenceUID: practiceUid(scan.details.key, 'frame of reference'),
    PositionReferenceIndicator: [],
    PatientPosition: 'HFS',
    SpacingBetweenSlices: scan.pitchMm,
    ReconstructionDiameter: scan.geometry.columns * scan.geometry.spacing,
    RescaleIntercept: kernel.signed ? 0 : -1024,
    RescaleSlope: 1,
    RescaleType: 'HU',
    WindowCenter: kernel.windows.map(([, center]) => center),
    WindowWidth: kernel.windows.map(([, , width]) => width),
    WindowCenterWidthExplanation: kernel.windows.map(([name]) => name),
    BurnedInAnnotation: 'NO',
    LossyImageCompression: '00',
  });
  return { key: kernel.key, syntax: kernel.syntax, attributes: { ...scan.technique, ...attributes } };
}

function prepareCt(scan: Scan, seed: string): DrawInstances {
  const painter = scan.preparePainter();
  const soft = noiseTile(`${seed} soft`, 512, 2, 0.4);
  const sharp = noiseTile(`${seed} sharp`, 512, 1, 0.9);
  return (index) => {
    const z = scan.firstZ + index * scan.pitchMm;
    const slice = painter(scan.geometry, z);
    return scan.kernels.map((kernel) => drawKernel(scan, kernel, slice, index, kernel.sharp ? sharp : soft));
  };
}

function drawKernel(
  scan: Scan,
  kernel: Kernel,
  slice: Slice,
  index: number,
  noise: { values: Float32Array },
): DrawnInstance {
  const { columns, rows, spacing } = slice;
  const smooth = blurSlice(slice, kernel.sharp ? 0.9 : 0.55);
  const shift = Math.imul(index + 1, 0x9e3779b1) >>> 4;
  const offset = kernel.signed ? 0 : 1024;
  const frame = quantise(
    columns,
    rows,
    kernel.signed ? { bitsStored: 16, signed: true } : { bitsStored: 12, signed: false },
    (at) => {
      const painted = slice.values[at] ?? 0;
      const blurred = smooth[at] ?? 0;
      // A sharp kernel overshoots at edges; a soft one spreads them.
      const value = kernel.sharp ? painted + 0.55 * (painted - blurred) : blurred;
      const grain = noise.values[(at + shift) & 0x3ffff] ?? 0;
      return Math.max(-1024, value + grain * kernel.noise * (value < -950 ? 0.55 : 1)) + offset;
    },
  );
  const place = planeAttributes({
    orientation: [1, 0, 0, 0, 1, 0],
    position: [slice.x0, slice.y0, slice.z],
    spacing: [spacing, spacing],
    thicknessMm: scan.pitchMm,
  });
  const named = buildAttributes({
    SOPInstanceUID: practiceUid(scan.details.key, kernel.key, index),
    // Numbered from the head downwards, as scanners do.
    InstanceNumber: scan.count - index,
  });
  return { attributes: { ...place, ...pixelAttributes(frame, 'MONOCHROME2'), ...named }, frames: [frame] };
}
