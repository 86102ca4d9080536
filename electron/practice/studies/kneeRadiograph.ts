import { buildAttributes, codeItem } from '../attributes/buildAttributes.ts';
import { pixelAttributes } from '../attributes/image.ts';
import { type StudyDetails, seriesTimes, studyAttributes } from '../attributes/patient.ts';
import { practiceUid } from '../attributes/practiceUids.ts';
import { practiceSyntaxes } from '../codecs/practiceSyntaxes.ts';
import { kneePainter } from '../phantoms/anatomy/knee.ts';
import { noiseTile } from '../phantoms/paint/noise.ts';
import { fineTexture, project, sampler } from '../phantoms/radiograph.ts';
import type { DrawInstances, Drawing, DrawingTime, PlannedSeries, PlannedStudy } from './plannedStudy.ts';
import { quantise } from './quantise.ts';

const pixelMm = 0.15;
const [columns, rows] = [1120, 1600];
const views = [
  {
    key: 'ap',
    description: 'Knee left AP',
    position: 'AP',
    orientation: ['L', 'F'],
    code: codeItem('R-10206', 'SRT', 'antero-posterior'),
  },
  {
    key: 'lateral',
    description: 'Knee left lateral',
    position: 'LL',
    orientation: ['P', 'F'],
    code: codeItem('R-10236', 'SRT', 'left lateral'),
  },
] as const;

const details: StudyDetails = {
  key: 'knee-dx',
  patient: { id: 'DP-10085', name: { Alphabetic: 'D’Souza^Maria' }, sex: 'F', ageYears: 33, birthday: '0619' },
  minutesAgo: 410,
  modality: 'DX',
  description: 'XR knee left, two views',
  bodyPart: 'KNEE',
  institution: 'Turbat',
  station: 'DR1',
  manufacturer: 'Durbeen Practice',
  model: 'Analytic DR',
  referrer: { Alphabetic: 'Gichki^Nadir^^Dr' },
  indication: 'Fall from stairs, pain. Fracture?',
  priority: 'ROUTINE',
  accession: 'TUR260079',
};

export function kneeRadiograph(time: DrawingTime): PlannedStudy {
  const series = views.map((_, order) => seriesOf(order, time));
  const drawing: Drawing = { series, count: 1, cost: 900, prepare };
  return { key: details.key, attributes: studyAttributes(details, time), drawings: [drawing] };
}

function prepare(): DrawInstances {
  const geometry = { columns: 280, rows: 280, spacing: 0.6, x0: -83.7, y0: -83.7 };
  return () => {
    const rays = project(kneePainter('knee'), {
      geometry,
      topZ: 120,
      pitchMm: 1.2,
      planes: 200,
      lateralHalfWidthMm: 200,
    });
    return views.map((view) => {
      const met = sampler(view.key === 'ap' ? rays.frontal : rays.lateral, {
        columns,
        rows,
        perColumn: 4,
        perRow: 8,
        left: 0,
        top: 0,
      });
      const texture = fineTexture(`knee ${view.key}`);
      const noise = noiseTile(`knee ${view.key}`, 512, 1).values;
      const frame = quantise(columns, rows, { bitsStored: 12, signed: false }, (at) => {
        const thick = met(at);
        const [column, row] = [at % columns, Math.floor(at / columns)];
        const grain = (noise[((row & 511) << 9) | (column & 511)] ?? 0) * (6 + 4 * thick);
        return (thick / 3.6) * 3500 + (thick > 1.2 ? 45 * texture(column * pixelMm, row * pixelMm) : 0) + grain + 110;
      });
      const named = buildAttributes({ SOPInstanceUID: practiceUid(details.key, view.key, 0), InstanceNumber: 1 });
      return { attributes: { ...pixelAttributes(frame, 'MONOCHROME2'), ...named }, frames: [frame] };
    });
  };
}

function seriesOf(order: number, time: DrawingTime): PlannedSeries {
  const view = views[order === 0 ? 0 : 1];
  const attributes = buildAttributes({
    Modality: 'DX',
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.1.1',
    SeriesInstanceUID: practiceUid(details.key, view.key),
    SeriesNumber: order + 1,
    SeriesDescription: view.description,
    ...seriesTimes(details, time, 2 + order),
    PresentationIntentType: 'FOR PRESENTATION',
    ImageType: ['ORIGINAL', 'PRIMARY', ''],
    ViewPosition: view.position,
    PatientOrientation: view.orientation,
    ImageLaterality: 'L',
    AnatomicRegionSequence: [codeItem('T-D9200', 'SRT', 'Knee')],
    ViewCodeSequence: [view.code],
    AcquisitionContextSequence: [],
    ImagerPixelSpacing: [pixelMm, pixelMm],
    PixelSpacing: [pixelMm / 1.05, pixelMm / 1.05],
    PixelSpacingCalibrationType: 'GEOMETRY',
    PixelSpacingCalibrationDescription: 'Object 5 cm above detector',
    EstimatedRadiographicMagnificationFactor: 1.05,
    DistanceSourceToDetector: 1100,
    KVP: 60,
    DetectorType: 'DIRECT',
    PositionerType: 'COLUMN',
    PixelIntensityRelationship: 'LOG',
    PixelIntensityRelationshipSign: 1,
    RescaleIntercept: 0,
    RescaleSlope: 1,
    RescaleType: 'US',
    PresentationLUTShape: 'IDENTITY',
    WindowCenter: [1900],
    WindowWidth: [3300],
    BurnedInAnnotation: 'NO',
    LossyImageCompression: '00',
  });
  return {
    key: view.key,
    syntax: order === 0 ? practiceSyntaxes.rle : practiceSyntaxes.explicitLittleEndian,
    attributes,
  };
}
