import { buildAttributes } from '../attributes/buildAttributes.ts';
import { type StudyDetails, studyAttributes } from '../attributes/patient.ts';
import { practiceSyntaxes } from '../codecs/practiceSyntaxes.ts';
import { headPainter } from '../phantoms/anatomy/head.ts';
import { bleed } from '../phantoms/headFindings.ts';
import { ctDrawing, type Kernel } from './computedTomography.ts';
import type { DrawingTime, PlannedStudy } from './plannedStudy.ts';

const contrast = {
  air: -1000,
  fat: -95,
  muscle: 52,
  cortexBone: 1250,
  marrow: 480,
  fluid: 6,
  grey: 39,
  white: 29,
  deepGrey: 38,
  vitreous: 9,
  vessel: 48,
};

const kernels: readonly Kernel[] = [
  {
    key: 'brain',
    number: 2,
    description: 'Head 3 mm brain',
    name: 'H31s',
    syntax: practiceSyntaxes.explicitLittleEndian,
    sharp: false,
    noise: 3.2,
    signed: true,
    windows: [
      ['BRAIN', 35, 80],
      ['SUBDURAL', 80, 200],
      ['BONE', 600, 2800],
    ],
  },
  {
    key: 'bone',
    number: 3,
    description: 'Head 3 mm bone',
    name: 'H60s',
    syntax: practiceSyntaxes.jpegLs,
    sharp: true,
    noise: 22,
    signed: false,
    windows: [
      ['BONE', 600, 2800],
      ['BRAIN', 35, 80],
    ],
  },
];

/** The urgent one: an acute bleed with midline shift. */
export function headCt(time: DrawingTime): PlannedStudy {
  const details: StudyDetails = {
    key: 'head-ct',
    patient: {
      id: 'DP-10034',
      name: { Alphabetic: 'Devi^Sunita', Ideographic: 'देवी^सुनीता' },
      sex: 'F',
      ageYears: 54,
      birthday: '0821',
    },
    minutesAgo: 18,
    modality: 'CT',
    description: 'CT head without contrast',
    bodyPart: 'HEAD',
    institution: 'Turbat',
    station: 'CT1',
    manufacturer: 'Durbeen Practice',
    model: 'Analytic 16',
    referrer: { Alphabetic: 'Gichki^Nadir^^Dr' },
    indication: 'Sudden right-sided weakness, headache, GCS 11. Bleed?',
    priority: 'STAT',
    accession: 'TUR260077',
  };
  const geometry = { columns: 512, rows: 512, spacing: 0.46875, x0: -120, y0: -118 };
  const scan = {
    details,
    geometry,
    firstZ: -12,
    pitchMm: 3,
    count: 50,
    kernels,
    protocol: 'Head routine',
    technique: buildAttributes({ KVP: 120, XRayTubeCurrent: 280, ExposureTime: 1000, ScanOptions: 'AXIAL' }),
    preparePainter: () => headPainter({ seed: 'bleed', contrast, findings: bleed('bleed'), midlineShiftMm: 4 }),
  };
  return { key: details.key, attributes: studyAttributes(details, time), drawings: [ctDrawing(scan, time)] };
}
