import type { RawFrame } from '#electron/base/codecs/rawFrame.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { buildAttributes, codeItem } from '../attributes/buildAttributes.ts';
import { pixelAttributes } from '../attributes/image.ts';
import { type PracticePatient, type StudyDetails, seriesTimes, studyAttributes } from '../attributes/patient.ts';
import { practiceUid } from '../attributes/practiceUids.ts';
import { type PracticeSyntax, practiceSyntaxes } from '../codecs/practiceSyntaxes.ts';
import { chestPainter } from '../phantoms/anatomy/chest.ts';
import { withoutContrast } from '../phantoms/anatomy/chestOrgans.ts';
import { blobPainter } from '../phantoms/headFindings.ts';
import { noiseTile } from '../phantoms/paint/noise.ts';
import { fineTexture, type Projection, project, sampler } from '../phantoms/radiograph.ts';
import type {
  DrawInstances,
  Drawing,
  DrawingTime,
  DrawnInstance,
  PlannedSeries,
  PlannedStudy,
} from './plannedStudy.ts';
import { quantise } from './quantise.ts';

const digitalXRay = '1.2.840.10008.5.1.4.1.1.1.1';
const pixelMm = 0.2;

interface View {
  readonly key: 'pa' | 'lateral';
  readonly description: string;
  readonly position: string;
  readonly orientation: readonly [row: string, column: string];
  readonly code: DicomDataset;
  readonly columns: number;
  readonly rows: number;
  readonly syntax: PracticeSyntax;
  readonly inverted: boolean;
}

const pa: Omit<View, 'syntax' | 'inverted'> = {
  key: 'pa',
  description: 'Chest PA',
  position: 'PA',
  // Shown as if facing the patient: the patient's right on the left of the picture.
  orientation: ['L', 'F'],
  code: codeItem('R-10214', 'SRT', 'postero-anterior'),
  columns: 1760,
  rows: 2140,
};
const lateral: Omit<View, 'syntax' | 'inverted'> = {
  key: 'lateral',
  description: 'Chest left lateral',
  position: 'LL',
  orientation: ['P', 'F'],
  code: codeItem('R-10236', 'SRT', 'left lateral'),
  columns: 1400,
  rows: 2140,
};

const patient: PracticePatient = {
  id: 'DP-10072',
  name: { Alphabetic: 'Sharma^Ramesh Kumar', Ideographic: 'शर्मा^रमेश कुमार' },
  sex: 'M',
  ageYears: 68,
  birthday: '0205',
};

interface Visit {
  readonly details: StudyDetails;
  readonly views: readonly View[];
  /** How dense the consolidation of the right middle zone is; 0 for none. */
  readonly consolidation: number;
}

function plan(visit: Visit, time: DrawingTime): PlannedStudy {
  const series = visit.views.map((view, order) => seriesOf(visit, view, order, time));
  const drawing: Drawing = { series, count: 1, cost: 2600, prepare: () => prepare(visit) };
  return { key: visit.details.key, attributes: studyAttributes(visit.details, time), drawings: [drawing] };
}

function prepare(visit: Visit): DrawInstances {
  const value = -870 + visit.consolidation * 800;
  const shadow = blobPainter('pneumonia', [
    { x: -78, y: 30, z: 118, rx: 30, ry: 36, rz: 24, ragged: 0.55, value, strength: visit.consolidation > 0 ? 0.9 : 0 },
  ]);
  const paint = chestPainter({ seed: 'pneumonia', contrast: withoutContrast, armsUp: false, lungFindings: shadow });
  const geometry = { columns: 352, rows: 280, spacing: 1, x0: -175.5, y0: -125.5 };
  return () => {
    const { frontal, lateral: side } = project(paint, {
      geometry,
      topZ: 318,
      pitchMm: 2,
      planes: 214,
      lateralHalfWidthMm: 128,
    });
    return visit.views.map((view) => drawView(visit, view, view.key === 'pa' ? frontal : side));
  };
}

function drawView(visit: Visit, view: View, projection: Projection): DrawnInstance {
  const { columns, rows } = view;
  const met = sampler(projection, { columns, rows, perColumn: 5, perRow: 10, left: 0, top: 0 });
  const texture = fineTexture(`${visit.details.key} ${view.key}`);
  const noise = noiseTile(`${visit.details.key} ${view.key}`, 512, 1).values;
  const white = view.key === 'pa' ? 4.6 : 6.2;
  const frame = quantise(columns, rows, { bitsStored: 12, signed: false }, (at) => {
    const thick = met(at);
    const [x, y] = [(at % columns) * pixelMm, Math.floor(at / columns) * pixelMm];
    // Logarithmic detector; quanta are few where the body is thick.
    const grain = (noise[(((y / pixelMm) & 511) << 9) | ((x / pixelMm) & 511)] ?? 0) * (7 + 5 * thick);
    const level = (thick / white) * 3500 + (thick > 0.4 ? 38 * texture(x, y) : 0) + grain + 120;
    return view.inverted ? 4095 - level : level;
  });
  return { attributes: instanceAttributes(visit, view, frame), frames: [frame] };
}

function instanceAttributes(visit: Visit, view: View, frame: RawFrame): DicomDataset {
  return {
    ...pixelAttributes(frame, view.inverted ? 'MONOCHROME1' : 'MONOCHROME2'),
    ...buildAttributes({ SOPInstanceUID: practiceUid(visit.details.key, view.key, 0), InstanceNumber: 1 }),
  };
}

function seriesOf(visit: Visit, view: View, order: number, time: DrawingTime): PlannedSeries {
  const attributes = buildAttributes({
    Modality: 'DX',
    SOPClassUID: digitalXRay,
    SeriesInstanceUID: practiceUid(visit.details.key, view.key),
    SeriesNumber: order + 1,
    SeriesDescription: view.description,
    ...seriesTimes(visit.details, time, 2 + order),
    PresentationIntentType: 'FOR PRESENTATION',
    ImageType: ['ORIGINAL', 'PRIMARY', ''],
    ViewPosition: view.position,
    PatientOrientation: view.orientation,
    ImageLaterality: 'U',
    AnatomicRegionSequence: [codeItem('T-D3000', 'SRT', 'Chest')],
    ViewCodeSequence: [view.code],
    AcquisitionContextSequence: [],
    ImagerPixelSpacing: [pixelMm, pixelMm],
    DistanceSourceToDetector: 1800,
    KVP: view.key === 'pa' ? 110 : 120,
    Exposure: view.key === 'pa' ? 3 : 9,
    DetectorType: 'DIRECT',
    PositionerType: 'COLUMN',
    PixelIntensityRelationship: 'LOG',
    PixelIntensityRelationshipSign: view.inverted ? -1 : 1,
    RescaleIntercept: 0,
    RescaleSlope: 1,
    RescaleType: 'US',
    PresentationLUTShape: view.inverted ? 'INVERSE' : 'IDENTITY',
    WindowCenter: [view.inverted ? 2250 : 1845],
    WindowWidth: [3300],
    BurnedInAnnotation: 'NO',
    LossyImageCompression: '00',
  });
  return { key: view.key, syntax: view.syntax, attributes };
}

const site = {
  patient,
  modality: 'DX',
  bodyPart: 'CHEST',
  description: 'XR chest PA and lateral',
  institution: 'Khuzdar THQ',
  station: 'DR1',
  manufacturer: 'Durbeen Practice',
  model: 'Analytic DR',
  referrer: { Alphabetic: 'Mengal^Bushra^^Dr' },
} as const;

/** Consolidation of the right lung; the frontal view is MONOCHROME1. */
export function chestRadiograph(time: DrawingTime): PlannedStudy {
  const details: StudyDetails = {
    ...site,
    key: 'chest-dx',
    minutesAgo: 140,
    indication: 'Fever and productive cough for five days. Pneumonia?',
    priority: 'ROUTINE',
    accession: 'KHZ260203',
  };
  const views: readonly View[] = [
    { ...pa, syntax: practiceSyntaxes.jpeg2000, inverted: true },
    { ...lateral, syntax: practiceSyntaxes.jpegLs, inverted: false },
  ];
  return plan({ details, views, consolidation: 1 }, time);
}

/** Two years earlier, clear. */
export function chestRadiographPrior(time: DrawingTime): PlannedStudy {
  const details: StudyDetails = {
    ...site,
    key: 'chest-dx-prior',
    minutesAgo: 731 * 24 * 60,
    indication: 'Before cataract surgery',
    priority: 'ROUTINE',
    accession: 'KHZ240091',
  };
  const views: readonly View[] = [
    { ...pa, syntax: practiceSyntaxes.htj2k, inverted: false },
    { ...lateral, syntax: practiceSyntaxes.jpegLs, inverted: false },
  ];
  return plan({ details, views, consolidation: 0 }, time);
}
