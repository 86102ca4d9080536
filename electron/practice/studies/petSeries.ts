import { buildAttributes, codeItem } from '../attributes/buildAttributes.ts';
import { pixelAttributes, planeAttributes } from '../attributes/image.ts';
import { minutesInto, type StudyDetails } from '../attributes/patient.ts';
import { practiceUid } from '../attributes/practiceUids.ts';
import { practiceSyntaxes } from '../codecs/practiceSyntaxes.ts';
import { uptakePainter } from '../phantoms/chestUptake.ts';
import { noiseTile } from '../phantoms/paint/noise.ts';
import type { SliceGeometry } from '../phantoms/paint/slice.ts';
import type { Drawing, DrawingTime, DrawnInstance } from './plannedStudy.ts';
import { quantise } from './quantise.ts';

const petImageStorage = '1.2.840.10008.5.1.4.1.1.128';
const pitchMm = 4;
const firstZ = 3;
const count = 65;
/** Slices that one position of the table covers, and how long each position is measured. */
const slicesOfBed = 22;
const bedMinutes = 3;
const scanMinute = 25;
const waitMinutes = 62;
/** Fluorine-18. */
const halfLifeSeconds = 6586.2;
const doseBq = 320_000_000;
const highestStored = 32_767;

const geometry: SliceGeometry = { columns: 128, rows: 128, spacing: 4, x0: -256, y0: -236 };

/** The PET: three positions of the table, values in Bq/ml with a slope of its own in each slice, corrected to the start. */
export function petDrawing(details: StudyDetails, weightKg: number, time: DrawingTime): Drawing {
  const started = minutesInto(details, time, scanMinute);
  const given = minutesInto(details, time, scanMinute - waitMinutes);
  const attributes = buildAttributes({
    Modality: 'PT',
    SOPClassUID: petImageStorage,
    SeriesInstanceUID: practiceUid(details.key, 'pet'),
    SeriesNumber: 3,
    SeriesDescription: 'PET FDG attenuation corrected',
    SeriesDate: started.date,
    SeriesTime: started.time,
    ContentDate: started.date,
    ContentTime: started.time,
    ProtocolName: 'PET/CT chest',
    ImageType: ['ORIGINAL', 'PRIMARY'],
    FrameOfReferenceUID: practiceUid(details.key, 'frame of reference'),
    PositionReferenceIndicator: [],
    PatientOrientationCodeSequence: [],
    PatientGantryRelationshipCodeSequence: [],
    SeriesType: ['WHOLE BODY', 'IMAGE'],
    CountsSource: 'EMISSION',
    NumberOfSlices: count,
    CollimatorType: [],
    Units: 'BQML',
    CorrectedImage: ['DECY', 'ATTN', 'SCAT', 'DTIM', 'RAN', 'NORM'],
    DecayCorrection: 'START',
    RescaleIntercept: 0,
    RescaleType: 'BQML',
    RadiopharmaceuticalInformationSequence: [
      buildAttributes({
        RadiopharmaceuticalStartDateTime: `${given.date}${given.time}`,
        RadiopharmaceuticalStartTime: given.time,
        RadionuclideTotalDose: doseBq,
        RadionuclideHalfLife: halfLifeSeconds,
        RadionuclideCodeSequence: [codeItem('C-111A1', 'SRT', '^18^Fluorine')],
      }),
    ],
    BurnedInAnnotation: 'NO',
    LossyImageCompression: '00',
  });
  const series = [{ key: 'pet', syntax: practiceSyntaxes.rle, attributes }];
  return { series, count, cost: 4, prepare: () => preparePet(details, weightKg, time) };
}

function preparePet(details: StudyDetails, weightKg: number, time: DrawingTime) {
  const noise = noiseTile(`${details.key} pet`, 128, 2);
  const remaining = doseBq * 2 ** ((-waitMinutes * 60) / halfLifeSeconds);
  const bqPerSuv = remaining / (weightKg * 1000);
  return (index: number): readonly DrawnInstance[] => {
    const z = firstZ + index * pitchMm;
    const shift = Math.imul(index + 1, 0x9e3779b1) >>> 8;
    const slice = uptakePainter(geometry, z, (at) => noise.values[(at + shift) & 0x3fff] ?? 0);
    const highest = slice.values.reduce((most, value) => Math.max(most, value), 0.01) * bqPerSuv;
    // DS has sixteen characters: what is stored is reckoned with the slope as it is written.
    const slope = Number((highest / highestStored).toPrecision(9));
    const frame = quantise(geometry.columns, geometry.rows, { bitsStored: 16, signed: true }, (at) => {
      return ((slice.values[at] ?? 0) * bqPerSuv) / slope;
    });
    const place = planeAttributes({
      orientation: [1, 0, 0, 0, 1, 0],
      position: [geometry.x0, geometry.y0, z],
      spacing: [geometry.spacing, geometry.spacing],
      thicknessMm: pitchMm,
    });
    const named = buildAttributes({
      ...bedTimes(details, time, Math.floor(index / slicesOfBed)),
      SOPInstanceUID: practiceUid(details.key, 'pet', index),
      InstanceNumber: count - index,
      ImageIndex: count - index,
      RescaleSlope: slope,
    });
    return [{ attributes: { ...place, ...pixelAttributes(frame, 'MONOCHROME2'), ...named }, frames: [frame] }];
  };
}

/** When a position of the table was measured, and by how much its slices were corrected back to the start. */
function bedTimes(details: StudyDetails, time: DrawingTime, bed: number) {
  const at = minutesInto(details, time, scanMinute + bed * bedMinutes);
  const rate = Math.LN2 / halfLifeSeconds;
  const during = rate * bedMinutes * 60;
  const meanDecay = during / (1 - Math.exp(-during));
  const decayFactor = Math.exp(rate * bed * bedMinutes * 60) * meanDecay;
  return {
    AcquisitionDate: at.date,
    AcquisitionTime: at.time,
    AcquisitionNumber: 1,
    // From the start of the series, by which the decay is corrected, to where the rate was its mean, in milliseconds.
    FrameReferenceTime: Math.round((bed * bedMinutes * 60 + Math.log(meanDecay) / rate) * 1000),
    ActualFrameDuration: bedMinutes * 60_000,
    DecayFactor: Number(decayFactor.toFixed(7)),
  };
}
