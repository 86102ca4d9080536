import type { RawFrame } from '#electron/base/codecs/rawFrame.ts';
import { buildAttributes } from '../attributes/buildAttributes.ts';
import { pixelAttributes } from '../attributes/image.ts';
import { type StudyDetails, seriesTimes, studyAttributes } from '../attributes/patient.ts';
import { practiceUid } from '../attributes/practiceUids.ts';
import { practiceSyntaxes } from '../codecs/practiceSyntaxes.ts';
import { carotidPainter, carotidScreen } from '../phantoms/ultrasound.ts';
import type { DrawInstances, Drawing, DrawingTime, PlannedSeries, PlannedStudy } from './plannedStudy.ts';

const details: StudyDetails = {
  key: 'carotid-us',
  patient: {
    id: 'DP-10093',
    name: { Alphabetic: 'Raisani^Abdul Qadir', Ideographic: 'رئیسانی^عبدالقادر' },
    sex: 'M',
    ageYears: 72,
    birthday: '1230',
  },
  minutesAgo: 330,
  modality: 'US',
  description: 'US carotid arteries with Doppler',
  bodyPart: 'NECK',
  institution: 'Quetta DHQ',
  station: 'US2',
  manufacturer: 'Durbeen Practice',
  model: 'Analytic L12',
  referrer: { Alphabetic: 'Kakar^Saima^^Dr', Ideographic: 'کاکڑ^صائمہ' },
  indication: 'Two short spells of left-sided weakness. Stenosis?',
  priority: 'ROUTINE',
  accession: 'QTA260121',
};

/** A colour cine: multi-frame, JPEG Baseline as scanners send it, calibrated by its region. */
export function carotidUltrasound(time: DrawingTime): PlannedStudy {
  const drawing: Drawing = { series: [seriesOf(time)], count: 1, cost: 1500, prepare };
  return { key: details.key, attributes: studyAttributes(details, time), drawings: [drawing] };
}

function prepare(): DrawInstances {
  const { columns, rows } = carotidScreen;
  const paint = carotidPainter('carotid');
  const shape = { columns, rows, samplesPerPixel: 3, bitsAllocated: 8, bitsStored: 8, signed: false } as const;
  return () => {
    const frames: RawFrame[] = Array.from({ length: carotidScreen.frames }, (_, frame) => ({
      ...shape,
      bytes: paint(frame),
    }));
    const named = buildAttributes({ SOPInstanceUID: practiceUid(details.key, 'cine', 0), InstanceNumber: 1 });
    return [{ attributes: { ...pixelAttributes(shape, 'YBR_FULL_422'), ...named }, frames }];
  };
}

function seriesOf(time: DrawingTime): PlannedSeries {
  const { region, millimetresPerPixel, frames, frameTimeMs } = carotidScreen;
  const calibration = buildAttributes({
    // 2D tissue, linear, centimetres (PS3.3 C.8.5.5).
    RegionSpatialFormat: 1,
    RegionDataType: 1,
    RegionFlags: 0,
    RegionLocationMinX0: region.x0,
    RegionLocationMinY0: region.y0,
    RegionLocationMaxX1: region.x1,
    RegionLocationMaxY1: region.y1,
    PhysicalUnitsXDirection: 3,
    PhysicalUnitsYDirection: 3,
    PhysicalDeltaX: millimetresPerPixel / 10,
    PhysicalDeltaY: millimetresPerPixel / 10,
  });
  const attributes = buildAttributes({
    Modality: 'US',
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.3.1',
    SeriesInstanceUID: practiceUid(details.key, 'cine'),
    SeriesNumber: 1,
    SeriesDescription: 'Right common carotid, colour',
    ...seriesTimes(details, time, 6),
    ImageType: ['ORIGINAL', 'PRIMARY', 'VASCULAR'],
    PatientOrientation: [],
    NumberOfFrames: frames,
    FrameIncrementPointer: ['00181063'],
    FrameTime: frameTimeMs,
    RecommendedDisplayFrameRate: Math.round(1000 / frameTimeMs),
    CineRate: Math.round(1000 / frameTimeMs),
    HeartRate: 75,
    SequenceOfUltrasoundRegions: [calibration],
    BurnedInAnnotation: 'NO',
    LossyImageCompression: '01',
    LossyImageCompressionRatio: [10],
    LossyImageCompressionMethod: ['ISO_10918_1'],
  });
  return { key: 'cine', syntax: practiceSyntaxes.jpegBaseline, attributes };
}
