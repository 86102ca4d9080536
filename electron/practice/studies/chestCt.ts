import { buildAttributes } from '../attributes/buildAttributes.ts';
import { type PracticePatient, type StudyDetails, studyAttributes } from '../attributes/patient.ts';
import { practiceSyntaxes } from '../codecs/practiceSyntaxes.ts';
import { chestDocuments } from '../documents/chestDocuments.ts';
import { noduleSegmentation } from '../documents/noduleSegmentation.ts';
import { reportDrawing } from '../documents/priorReport.ts';
import { chestPainter } from '../phantoms/anatomy/chest.ts';
import { withContrast } from '../phantoms/anatomy/chestOrgans.ts';
import { paintCalibrationBlock } from '../phantoms/calibration.ts';
import { noduleCentre, nodulePainter } from '../phantoms/chestFindings.ts';
import { ctDrawing, type Kernel, type Scan } from './computedTomography.ts';
import type { Drawing, DrawingTime, PlannedStudy } from './plannedStudy.ts';

const patient: PracticePatient = {
  id: 'DP-10021',
  name: { Alphabetic: 'Baloch^Ghulam Rasool', Ideographic: 'بلوچ^غلام رسول' },
  sex: 'M',
  ageYears: 61,
  birthday: '0314',
};

const site = {
  patient,
  modality: 'CT',
  bodyPart: 'CHEST',
  institution: 'Quetta DHQ',
  station: 'CT1',
  manufacturer: 'Durbeen Practice',
  model: 'Analytic 64',
  referrer: { Alphabetic: 'Kakar^Saima^^Dr', Ideographic: 'کاکڑ^صائمہ' },
} as const;

const softWindows = [
  ['MEDIASTINUM', 40, 400],
  ['LUNG', -600, 1500],
  ['BONE', 450, 1800],
] as const;
const lungWindows = [
  ['LUNG', -600, 1500],
  ['MEDIASTINUM', 40, 400],
] as const;

const soft = { key: 'soft', number: 2, name: 'B31f', sharp: false, windows: softWindows } as const;
const lung = { key: 'lung', number: 3, name: 'B70f', sharp: true, windows: lungWindows } as const;

interface ChestScan {
  readonly details: StudyDetails;
  readonly pitchMm: number;
  readonly noduleMm: number;
  readonly kernels: readonly Kernel[];
  readonly columns: number;
  readonly spacing: number;
  readonly calibrated: boolean;
  /** What goes with the images. */
  documents(drawn: Scan): readonly Drawing[];
}

function plan(scan: ChestScan, time: DrawingTime): PlannedStudy {
  const { columns } = scan;
  const drawn: Scan = {
    details: scan.details,
    // Centres of pixels fall on whole multiples of the spacing: see calibrationBeads.
    geometry: {
      columns,
      rows: columns,
      spacing: scan.spacing,
      x0: (-columns / 2) * scan.spacing,
      y0: -Math.round(columns * 0.4375) * scan.spacing,
    },
    firstZ: 0,
    pitchMm: scan.pitchMm,
    count: Math.floor(280 / scan.pitchMm),
    kernels: scan.kernels,
    protocol: 'Chest with contrast',
    technique: buildAttributes({
      KVP: 120,
      XRayTubeCurrent: 210,
      ExposureTime: 500,
      ContrastBolusAgent: 'Iohexol 350',
      ScanOptions: 'HELICAL',
    }),
    preparePainter: () => {
      const finding = nodulePainter('chest', scan.noduleMm);
      const paint = chestPainter({ seed: 'chest', contrast: withContrast, armsUp: true, lungFindings: finding });
      return (geometry, z) => {
        const slice = paint(geometry, z);
        if (scan.calibrated) paintCalibrationBlock(slice);
        return slice;
      };
    },
  };
  const drawings = [ctDrawing(drawn, time), ...scan.documents(drawn)];
  return { key: scan.details.key, attributes: studyAttributes(scan.details, time), drawings };
}

/** The slice through the middle of the nodule. */
function noduleSlice({ firstZ, pitchMm }: Scan): number {
  return Math.round((noduleCentre[2] - firstZ) / pitchMm);
}

/** The current scan: nodule of 15 mm, and the calibration block with its 25.0 mm. */
export function chestCt(time: DrawingTime): PlannedStudy {
  const details: StudyDetails = {
    ...site,
    key: 'chest-ct',
    minutesAgo: 95,
    description: 'CT chest with contrast',
    indication: 'Cough, weight loss. Nodule on earlier CT, growth?',
    priority: 'HIGH',
    accession: 'QTA260118',
  };
  const kernels: readonly Kernel[] = [
    { ...soft, description: 'Chest 2.5 mm soft tissue', syntax: practiceSyntaxes.jpegLs, noise: 13, signed: false },
    { ...lung, description: 'Chest 2.5 mm lung', syntax: practiceSyntaxes.htj2k, noise: 38, signed: true },
  ];
  const noduleMm = 15;
  const documents = (drawn: Scan) => {
    const { geometry, firstZ, pitchMm } = drawn;
    const [x, y] = noduleCentre;
    const place = {
      seriesKey: lung.key,
      index: noduleSlice(drawn),
      column: (x - geometry.x0) / geometry.spacing,
      row: (y - geometry.y0) / geometry.spacing,
      radius: noduleMm / 2 / geometry.spacing,
    };
    const nodule = { centre: noduleCentre, radiusMm: noduleMm / 2 };
    return [
      chestDocuments(details, time, place),
      noduleSegmentation(details, time, { geometry, firstZ, pitchMm, nodule, seriesKey: lung.key }),
    ];
  };
  const scan = {
    details,
    pitchMm: 2.5,
    noduleMm,
    kernels,
    columns: 416,
    spacing: 0.78125,
    calibrated: true,
    documents,
  };
  return plan(scan, time);
}

/** Six months earlier: thicker slices, nodule of 8 mm. */
export function chestCtPrior(time: DrawingTime): PlannedStudy {
  const details: StudyDetails = {
    ...site,
    key: 'chest-ct-prior',
    minutesAgo: 183 * 24 * 60,
    description: 'CT chest with contrast',
    indication: 'Cough for four weeks, smoker',
    priority: 'ROUTINE',
    accession: 'QTA251704',
  };
  const kernels: readonly Kernel[] = [
    { ...soft, description: 'Chest 4 mm soft tissue', syntax: practiceSyntaxes.rle, noise: 11, signed: false },
    { ...lung, description: 'Chest 4 mm lung', syntax: practiceSyntaxes.jpeg2000, noise: 32, signed: false },
  ];
  const documents = (drawn: Scan) => [
    reportDrawing(details, time, {
      findings:
        'Solid nodule of 8 mm in the right upper lobe, smooth border. No enlarged lymph nodes. No effusion. Upper abdomen without finding.',
      impression: 'Nodule of 8 mm in the right upper lobe. Control in six months.',
      image: { seriesKey: lung.key, index: noduleSlice(drawn) },
    }),
  ];
  const scan = {
    details,
    pitchMm: 4,
    noduleMm: 8,
    kernels,
    columns: 400,
    spacing: 0.8125,
    calibrated: false,
    documents,
  };
  return plan(scan, time);
}
