import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { buildAttributes } from '../attributes/buildAttributes.ts';
import { pixelAttributes, planeAttributes } from '../attributes/image.ts';
import { type StudyDetails, seriesTimes, studyAttributes } from '../attributes/patient.ts';
import { practiceUid } from '../attributes/practiceUids.ts';
import { headPainter } from '../phantoms/anatomy/head.ts';
import { infarct } from '../phantoms/headFindings.ts';
import { noiseTile } from '../phantoms/paint/noise.ts';
import type { SliceGeometry } from '../phantoms/paint/slice.ts';
import { blurSlice } from '../phantoms/paint/slice.ts';
import { type MrSeries, mrSeries } from './brainMrSeries.ts';
import type { DrawInstances, Drawing, DrawingTime, DrawnInstance, PlannedStudy } from './plannedStudy.ts';
import { quantise } from './quantise.ts';

const mrImageStorage = '1.2.840.10008.5.1.4.1.1.4';

const details: StudyDetails = {
  key: 'brain-mr',
  patient: {
    id: 'DP-10058',
    name: { Alphabetic: 'Khan^Zarmina', Ideographic: 'خان^زرمینہ' },
    sex: 'F',
    ageYears: 47,
    birthday: '1102',
  },
  minutesAgo: 260,
  modality: 'MR',
  description: 'MR brain with diffusion',
  bodyPart: 'BRAIN',
  institution: 'Gilgit',
  station: 'MR1',
  manufacturer: 'Durbeen Practice',
  model: 'Analytic 1.5T',
  referrer: { Alphabetic: 'Hunzai^Karim^^Dr', Ideographic: 'ہنزائی^کریم' },
  indication: 'Left arm weakness since yesterday. Infarct?',
  priority: 'HIGH',
  accession: 'GIL260041',
};

/** An acute infarct: bright on diffusion, dark on the ADC map, faint on FLAIR, not yet on T1. */
export function brainMr(time: DrawingTime): PlannedStudy {
  return {
    key: details.key,
    attributes: studyAttributes(details, time),
    drawings: mrSeries.map((series, order) => mrDrawing(series, order, time)),
  };
}

function mrDrawing(series: MrSeries, order: number, time: DrawingTime): Drawing {
  const cost = (series.columns / 512) ** 2 * 60;
  const attributes = seriesAttributes(series, order, time);
  const planned = { key: series.key, syntax: series.syntax, attributes };
  return { series: [planned], count: series.count * series.volumes.length, cost, prepare: () => prepareMr(series) };
}

function seriesAttributes(series: MrSeries, order: number, time: DrawingTime): DicomDataset {
  const attributes = buildAttributes({
    Modality: 'MR',
    SOPClassUID: mrImageStorage,
    SeriesInstanceUID: practiceUid(details.key, series.key),
    SeriesNumber: order + 2,
    SeriesDescription: series.description,
    ProtocolName: series.description,
    ...seriesTimes(details, time, 3 + order * 5),
    FrameOfReferenceUID: practiceUid(details.key, 'frame of reference'),
    PositionReferenceIndicator: [],
    PatientPosition: 'HFS',
    ImageType: series.imageType,
    SpacingBetweenSlices: series.pitchMm,
    MRAcquisitionType: series.pitchMm < 2 ? '3D' : '2D',
    MagneticFieldStrength: 1.5,
    AcquisitionNumber: order + 1,
    WindowCenter: [series.window[0]],
    WindowWidth: [series.window[1]],
    BurnedInAnnotation: 'NO',
    LossyImageCompression: '00',
  });
  return { ...attributes, ...buildAttributes(series.technique) };
}

function prepareMr(series: MrSeries): DrawInstances {
  const geometry: SliceGeometry = {
    columns: series.columns,
    rows: series.columns,
    spacing: 230 / series.columns,
    x0: -115 + 115 / series.columns,
    y0: -116 + 115 / series.columns,
  };
  const painters = series.volumes.map(({ contrast, lesion }) =>
    headPainter({ seed: 'infarct', contrast, findings: infarct('infarct', lesion[0], lesion[1]) }),
  );
  const [real, imaginary] = [noiseTile(`${series.key} real`, 512, 1), noiseTile(`${series.key} imaginary`, 512, 1)];
  return (index) => {
    const [volume, plane] = [Math.floor(index / series.count), index % series.count];
    const z = series.firstZ + plane * series.pitchMm;
    const slice = painters[volume]?.(geometry, z);
    if (!slice) throw new RangeError('no such volume');
    const smooth = blurSlice(slice, 0.6);
    const shift = Math.imul(index + 1, 0x9e3779b1) >>> 4;
    const frame = quantise(series.columns, series.columns, { bitsStored: 12, signed: false }, (at) => {
      const x = (at % series.columns) / series.columns - 0.5;
      const y = Math.floor(at / series.columns) / series.columns - 0.5;
      // Receive coils see the near side brighter; magnitude noise is Rician.
      const signal = (smooth[at] ?? 0) * (1 + series.shading * (0.9 * x * x + 1.1 * y * y - 0.1));
      const a = signal + series.noise * (real.values[(at + shift) & 0x3ffff] ?? 0);
      const b = series.noise * (imaginary.values[(at + shift) & 0x3ffff] ?? 0);
      return Math.hypot(a, b);
    });
    return [instance(series, index, plane, volume, geometry, z, frame)];
  };
}

function instance(
  series: MrSeries,
  index: number,
  plane: number,
  volume: number,
  geometry: SliceGeometry,
  z: number,
  frame: DrawnInstance['frames'][number],
): DrawnInstance {
  const bValue = series.volumes[volume]?.bValue;
  const place = planeAttributes({
    orientation: [1, 0, 0, 0, 1, 0],
    position: [geometry.x0, geometry.y0, z],
    spacing: [geometry.spacing, geometry.spacing],
    thicknessMm: series.thicknessMm,
  });
  const named = buildAttributes({
    SOPInstanceUID: practiceUid(details.key, series.key, index),
    InstanceNumber: volume * series.count + plane + 1,
    ...(bValue !== undefined && { DiffusionBValue: bValue }),
  });
  return { attributes: { ...place, ...pixelAttributes(frame, 'MONOCHROME2'), ...named }, frames: [frame] };
}
