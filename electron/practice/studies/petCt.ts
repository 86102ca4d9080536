import { buildAttributes } from '../attributes/buildAttributes.ts';
import { type StudyDetails, studyAttributes } from '../attributes/patient.ts';
import { practiceSyntaxes } from '../codecs/practiceSyntaxes.ts';
import { chestPainter } from '../phantoms/anatomy/chest.ts';
import { withoutContrast } from '../phantoms/anatomy/chestOrgans.ts';
import { nodulePainter } from '../phantoms/chestFindings.ts';
import { ctDrawing } from './computedTomography.ts';
import { petDrawing } from './petSeries.ts';
import type { DrawingTime, PlannedStudy } from './plannedStudy.ts';

const details: StudyDetails = {
  key: 'pet-ct',
  patient: {
    id: 'DP-10084',
    name: { Alphabetic: 'Siddiqui^Nasreen', Ideographic: 'صدیقی^نسرین' },
    sex: 'F',
    ageYears: 58,
    birthday: '0921',
  },
  minutesAgo: 1_540,
  modality: 'PT',
  description: 'PET/CT chest',
  bodyPart: 'CHEST',
  institution: 'Lahore',
  station: 'PETCT1',
  manufacturer: 'Durbeen Practice',
  model: 'Analytic PET',
  referrer: { Alphabetic: 'Butt^Farah^^Dr', Ideographic: 'بٹ^فرح' },
  indication: 'Nodule of the right upper lobe. Staging.',
  priority: 'ROUTINE',
  accession: 'LHE260077',
};

const weightKg = 68;

/** A low-dose CT and the PET over it, in one frame of reference; the PET finds what the CT alone does not show. */
export function petCt(time: DrawingTime): PlannedStudy {
  const columns = 256;
  const spacing = 1.5625;
  const ct = ctDrawing(
    {
      details,
      geometry: { columns, rows: columns, spacing, x0: (-columns / 2) * spacing, y0: -112 * spacing },
      firstZ: 3,
      pitchMm: 4,
      count: 65,
      kernels: [
        {
          key: 'ct',
          number: 2,
          description: 'CT low dose 4 mm',
          name: 'B30f',
          syntax: practiceSyntaxes.jpegLs,
          sharp: false,
          noise: 20,
          signed: false,
          windows: [
            ['MEDIASTINUM', 40, 400],
            ['LUNG', -600, 1500],
          ],
        },
      ],
      protocol: 'PET/CT chest',
      technique: buildAttributes({ KVP: 120, XRayTubeCurrent: 40, ExposureTime: 500, ScanOptions: 'HELICAL' }),
      preparePainter: () =>
        chestPainter({
          seed: 'pet-ct',
          contrast: withoutContrast,
          armsUp: true,
          lungFindings: nodulePainter('pet-ct', 16),
        }),
    },
    time,
  );
  const attributes = { ...studyAttributes(details, time), ...buildAttributes({ PatientWeight: weightKg }) };
  return { key: details.key, attributes, drawings: [ct, petDrawing(details, weightKg, time)] };
}
