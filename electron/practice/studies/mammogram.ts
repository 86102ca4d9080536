import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { buildAttributes, codeItem } from '../attributes/buildAttributes.ts';
import { pixelAttributes } from '../attributes/image.ts';
import { type StudyDetails, seriesTimes, studyAttributes } from '../attributes/patient.ts';
import { practiceUid } from '../attributes/practiceUids.ts';
import { practiceSyntaxes } from '../codecs/practiceSyntaxes.ts';
import { type BreastPlace, breastPicture } from '../phantoms/anatomy/breast.ts';
import { noiseTile } from '../phantoms/paint/noise.ts';
import { randomStream } from '../phantoms/paint/random.ts';
import { sampler } from '../phantoms/radiograph.ts';
import type { Drawing, DrawingTime, DrawnInstance, PlannedSeries, PlannedStudy } from './plannedStudy.ts';
import { quantise } from './quantise.ts';

const pixelMm = 0.1;
const [columns, rows] = [1280, 1960];
/** Detector pixels of one place of the picture, whose border of two places keeps the edges of the film from fading. */
const perPlace = 4;
const border = 2;

interface View {
  readonly key: string;
  readonly side: 'R' | 'L';
  readonly oblique: boolean;
  readonly code: DicomDataset;
  /** Front of the breast and the outer or upper side are told by the sides of the picture (PS3.3 C.7.6.1.1.1). */
  readonly orientation: readonly [row: string, column: string];
  readonly mass?: BreastPlace;
  /** Middle of a group of fine calcifications. */
  readonly calcifications?: BreastPlace;
}

const [fromAbove, along] = [
  codeItem('R-10242', 'SRT', 'cranio-caudal'),
  codeItem('R-10226', 'SRT', 'medio-lateral oblique'),
];
const views: readonly View[] = [
  {
    key: 'R CC',
    side: 'R',
    oblique: false,
    code: fromAbove,
    orientation: ['P', 'L'],
    calcifications: { fromWall: 52, down: 92 },
  },
  {
    key: 'L CC',
    side: 'L',
    oblique: false,
    code: fromAbove,
    orientation: ['A', 'R'],
    mass: { fromWall: 40, down: 58 },
  },
  {
    key: 'R MLO',
    side: 'R',
    oblique: true,
    code: along,
    orientation: ['P', 'FL'],
    calcifications: { fromWall: 54, down: 108 },
  },
  {
    key: 'L MLO',
    side: 'L',
    oblique: true,
    code: along,
    orientation: ['A', 'FR'],
    mass: { fromWall: 52, down: 72 },
  },
];

const details: StudyDetails = {
  key: 'mammogram',
  patient: {
    id: 'DP-10119',
    name: { Alphabetic: 'Baloch^Zarina', Ideographic: 'بلوچ^زرینہ' },
    sex: 'F',
    ageYears: 52,
    birthday: '0311',
  },
  minutesAgo: 520,
  modality: 'MG',
  description: 'Mammography, both breasts',
  bodyPart: 'BREAST',
  institution: 'Turbat',
  station: 'MG1',
  manufacturer: 'Durbeen Practice',
  model: 'Analytic MG',
  referrer: { Alphabetic: 'Gichki^Nadir^^Dr' },
  indication: 'Lump in the left breast, outer upper quadrant, for two months.',
  priority: 'ROUTINE',
  accession: 'TUR260081',
};

/** Four views: a spiculated mass in the left breast, benign-looking calcifications in the right. */
export function mammogram(time: DrawingTime): PlannedStudy {
  const drawings = views.map((view, order): Drawing => {
    return {
      series: [seriesOf(view, order, time)],
      count: 1,
      cost: 700,
      prepare: () => () => [drawView(view)],
    };
  });
  return { key: details.key, attributes: studyAttributes(details, time), drawings };
}

function drawView(view: View): DrawnInstance {
  const seed = `breast ${view.key}`;
  const picture = breastPicture(
    { seed, oblique: view.oblique, mass: view.mass },
    { columns: columns / perPlace + 2 * border, rows: rows / perPlace + 2 * border, spacing: perPlace * pixelMm },
  );
  const grid = { columns, rows, perColumn: perPlace, perRow: perPlace, left: border, top: border };
  const bright = sampler(picture, grid);
  const specks = view.calcifications ? specksAround(view.calcifications, seed) : new Map<number, number>();
  const noise = noiseTile(seed, 512, 1).values;
  const line = new Float32Array(columns);
  const frame = quantise(columns, rows, { bitsStored: 12, signed: false }, (at) => {
    const column = at % columns;
    const row = (at - column) / columns;
    // The right breast is the left one seen in a mirror, so a row is made before its pixels are handed out.
    if (column === 0) for (let x = 0; x < columns; x++) line[x] = bright(row * columns + x);
    const x = view.side === 'L' ? column : columns - 1 - column;
    const level = line[x] ?? 0;
    const grain = (noise[((row & 511) << 9) | (x & 511)] ?? 0) * (5 + 22 * level);
    return 40 + 3700 * level + grain + (specks.get(row * columns + x) ?? 0);
  });
  const named = buildAttributes({ SOPInstanceUID: practiceUid(details.key, view.key, 0), InstanceNumber: 1 });
  return { attributes: { ...pixelAttributes(frame, 'MONOCHROME2'), ...named }, frames: [frame] };
}

/** Fourteen specks of 0.2 to 0.5 mm within a centimetre: what is added to the pixel of each place. */
function specksAround(middle: BreastPlace, seed: string): Map<number, number> {
  const stream = randomStream(`${seed} specks`);
  const added = new Map<number, number>();
  for (let speck = 0; speck < 14; speck++) {
    const [x, y] = [middle.fromWall, middle.down].map((mm) => Math.round((mm + stream.gaussian() * 2.6) / pixelMm));
    const radius = stream.between(1, 2.6);
    for (let dy = -3; dy <= 3; dy++) {
      for (let dx = -3; dx <= 3; dx++) {
        const share = Math.max(0, 1 - Math.hypot(dx, dy) / (radius + 0.5));
        if (share > 0) added.set(((y ?? 0) + dy) * columns + (x ?? 0) + dx, 1300 * share);
      }
    }
  }
  return added;
}

function seriesOf(view: View, order: number, time: DrawingTime): PlannedSeries {
  const attributes = buildAttributes({
    Modality: 'MG',
    // Digital Mammography X-Ray Image Storage, For Presentation (PS3.4 B.5).
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.1.2',
    SeriesInstanceUID: practiceUid(details.key, view.key),
    SeriesNumber: order + 1,
    SeriesDescription: view.key,
    ...seriesTimes(details, time, 2 + order),
    PresentationIntentType: 'FOR PRESENTATION',
    ImageType: ['ORIGINAL', 'PRIMARY', ''],
    ViewPosition: view.oblique ? 'MLO' : 'CC',
    PatientOrientation: view.orientation,
    ImageLaterality: view.side,
    AnatomicRegionSequence: [codeItem('T-04000', 'SRT', 'Breast')],
    ViewCodeSequence: [{ ...view.code, ...buildAttributes({ ViewModifierCodeSequence: [] }) }],
    OrganExposed: 'BREAST',
    AcquisitionContextSequence: [],
    ImagerPixelSpacing: [pixelMm, pixelMm],
    DistanceSourceToDetector: 660,
    EstimatedRadiographicMagnificationFactor: 1.04,
    KVP: 29,
    DetectorType: 'DIRECT',
    PositionerType: 'MAMMOGRAPHIC',
    PixelIntensityRelationship: 'LOG',
    PixelIntensityRelationshipSign: -1,
    RescaleIntercept: 0,
    RescaleSlope: 1,
    RescaleType: 'US',
    PresentationLUTShape: 'IDENTITY',
    WindowCenter: [1900],
    WindowWidth: [3600],
    BurnedInAnnotation: 'NO',
    LossyImageCompression: '00',
  });
  return { key: view.key, syntax: view.oblique ? practiceSyntaxes.htj2k : practiceSyntaxes.jpegLs, attributes };
}
