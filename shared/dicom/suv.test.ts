import { describe, expect, test } from 'vitest';
import { datasetOf, imageDataset } from '#tests/fixtures/imageDataset.ts';
import type { DicomDataset } from './dicomJson.ts';
import { readImageDescription } from './readImageDescription.ts';
import { suvOfSeries } from './suv.ts';

type Changes = Parameters<typeof datasetOf>[0];

/**
 * 70 kg, 350 MBq of something that halves every hour, given at 10:00, scanned from 12:00: a quarter, 87.5 MBq, is left,
 * which is 1,250 Bq/g. 1 Bq/ml is an SUV of 0.0008.
 */
const dose = {
  RadionuclideTotalDose: ['350000000'],
  RadionuclideHalfLife: ['3600'],
  RadiopharmaceuticalStartTime: ['100000.00'],
} as const;
const perBecquerel = 0.0008;

function petDataset(changed: Changes = {}, changedDose: Changes = {}): DicomDataset {
  return imageDataset({
    SOPClassUID: ['1.2.840.10008.5.1.4.1.1.128'],
    Modality: ['PT'],
    Units: ['BQML'],
    CorrectedImage: ['DTIM', 'ATTN', 'SCAT', 'DECY'],
    DecayCorrection: ['START'],
    PatientWeight: ['70'],
    SeriesDate: ['20260310'],
    SeriesTime: ['120000'],
    AcquisitionDate: ['20260310'],
    AcquisitionTime: ['120000'],
    ActualFrameDuration: ['180000'],
    RadiopharmaceuticalInformationSequence: [datasetOf({ ...dose, ...changedDose })],
    ...changed,
  });
}

function petOf(dataset: DicomDataset) {
  const image = readImageDescription(dataset);
  if (!image.ok) throw new Error(image.failure);
  return image.value.pet;
}

/** The factor, or the reason why there is none. */
function answerOf(...datasets: readonly DicomDataset[]): number | string {
  const suv = suvOfSeries(datasets.map(petOf));
  return suv.ok ? suv.value.perUnit : suv.failure;
}

describe('E3: SUV by body weight of Bq/ml', () => {
  test('START: the dose decays from the injection to the start of the scan', () => {
    expect(answerOf(petDataset())).toBeCloseTo(perBecquerel, 12);
  });

  test('ADMIN: the images are corrected to the injection, and the dose does not decay', () => {
    expect(answerOf(petDataset({ DecayCorrection: ['ADMIN'] }))).toBeCloseTo(0.0002, 12);
  });

  test('NONE is refused, and so is what CorrectedImage does not say', () => {
    expect(answerOf(petDataset({ DecayCorrection: ['NONE'] }))).toBe('notDecayCorrected');
    expect(answerOf(petDataset({ CorrectedImage: ['ATTN'] }))).toBe('notDecayCorrected');
    expect(answerOf(petDataset({ CorrectedImage: ['DECY', 'SCAT'] }))).toBe('notAttenuationCorrected');
    expect(answerOf(petDataset({ DecayCorrection: [] }))).toBe('notDecayCorrected');
  });

  test('slices with slopes of their own share one factor: it stands behind the rescale', () => {
    const [one, two] = [petDataset({ RescaleSlope: ['2'] }), petDataset({ RescaleSlope: ['3'] })];
    const slopes = [one, two].map((dataset) => {
      const image = readImageDescription(dataset);
      return image.ok ? image.value.frames[0]?.rescale?.slope : undefined;
    });
    const factor = Number(answerOf(one, two));
    expect(slopes.map((slope = 0) => Math.round(1_000 * slope * factor * 1e6) / 1e6)).toEqual([1.6, 2.4]);
  });
});

describe('E3: other units', () => {
  test('GML is SUV already, by weight unless it says otherwise', () => {
    expect(answerOf(petDataset({ Units: ['GML'], PatientWeight: [] }))).toBe(1);
    expect(answerOf(petDataset({ Units: ['GML'], SUVType: ['BW'] }))).toBe(1);
    expect(answerOf(petDataset({ Units: ['GML'], SUVType: ['LBM'] }))).toBe('otherSuv');
  });

  const philips = (elements: DicomDataset) => ({
    ...petDataset({ Units: ['CNTS'] }),
    '70530010': { vr: 'LO', Value: ['Philips PET Private Group'] },
    ...elements,
  });

  test('CNTS take the factor of the maker, also where the archive knows only its bytes', () => {
    expect(answerOf(philips({ '70531000': { vr: 'DS', Value: [0.000551] } }))).toBe(0.000551);
    // "0.000551" and a space, in base64.
    expect(answerOf(philips({ '70531000': { vr: 'UN', InlineBinary: 'MC4wMDA1NTEg' } }))).toBe(0.000551);
  });

  test('CNTS with a factor of 0 become Bq/ml first, by the other factor, wherever its block stands', () => {
    const dataset = {
      ...petDataset({ Units: ['CNTS'] }),
      '70530010': { vr: 'LO', Value: ['SOMEBODY ELSE'] },
      '70531009': { vr: 'DS', Value: [99] },
      '70530011': { vr: 'LO', Value: ['Philips PET Private Group'] },
      '70531100': { vr: 'DS', Value: ['0'] },
      '70531109': { vr: 'DS', Value: ['2.5'] },
    };
    expect(answerOf(dataset)).toBeCloseTo(2.5 * perBecquerel, 12);
  });

  test('without a factor, and in a unit that is not uptake, there is none', () => {
    expect(answerOf(petDataset({ Units: ['CNTS'] }))).toBe('noMakerFactor');
    expect(answerOf(petDataset({ Units: ['PROPCPS'] }))).toBe('unitsUnknown');
    expect(answerOf(petDataset({ Units: [] }))).toBe('noUnits');
  });
});

describe('E3: times', () => {
  test('an injection before midnight is of the day before', () => {
    const scan = { SeriesTime: ['003000'], AcquisitionTime: ['003000'] };
    // 22:30 to 00:30: two hours.
    expect(answerOf(petDataset(scan, { RadiopharmaceuticalStartTime: ['223000'] }))).toBeCloseTo(perBecquerel, 12);
  });

  test('the date of the injection counts where it is named', () => {
    const given = { RadiopharmaceuticalStartDateTime: ['20260310100000.00'] };
    expect(answerOf(petDataset({}, given))).toBeCloseTo(perBecquerel, 12);
    const dayBefore = { RadiopharmaceuticalStartDateTime: ['20260309100000.00'] };
    expect(answerOf(petDataset({}, dayBefore))).toBe('timesImpossible');
    const after = { RadiopharmaceuticalStartDateTime: ['20260310130000'], RadiopharmaceuticalStartTime: ['130000'] };
    expect(answerOf(petDataset({}, after))).toBe('timesImpossible');
  });

  test('two times of the injection that differ are refused', () => {
    const given = { RadiopharmaceuticalStartDateTime: ['20260310103000'] };
    expect(answerOf(petDataset({}, given))).toBe('timesContradict');
  });

  test('LN4: an offset west of Greenwich, and one of half an hour, name the same moment', () => {
    // 10:00 at -05:00 is 15:00 UTC; 10:00 at +05:30 is 04:30 UTC.
    const inUtc = (text: string) => ({ RadiopharmaceuticalStartDateTime: [text] });
    const west = { TimezoneOffsetFromUTC: ['-0500'] };
    expect(answerOf(petDataset(west, inUtc('20260310150000.00+0000')))).toBeCloseTo(perBecquerel, 12);
    expect(answerOf(petDataset(west, inUtc('20260310100000.00-0500')))).toBeCloseTo(perBecquerel, 12);
    expect(answerOf(petDataset(west, inUtc('20260310100000.00')))).toBeCloseTo(perBecquerel, 12);
    const east = { TimezoneOffsetFromUTC: ['+0530'] };
    expect(answerOf(petDataset(east, inUtc('20260310043000+0000')))).toBeCloseTo(perBecquerel, 12);
    expect(answerOf(petDataset(east, inUtc('20260310100000+0530')))).toBeCloseTo(perBecquerel, 12);
  });

  test('an offset that the images do not share is believed only where the time of day confirms it', () => {
    const confirmed = { RadiopharmaceuticalStartDateTime: ['20260310100000+0530'] };
    expect(answerOf(petDataset({}, confirmed))).toBeCloseTo(perBecquerel, 12);
    const inUtc = { RadiopharmaceuticalStartDateTime: ['20260310043000+0000'] };
    expect(answerOf(petDataset({}, inUtc))).toBe('zoneUnknown');
  });

  test('several bed positions: the start of the scan counts for all, whichever of them is looked at', () => {
    const bed = (AcquisitionTime: string) => petDataset({ AcquisitionTime: [AcquisitionTime] });
    expect(answerOf(bed('120600'), bed('120000'), bed('120300'))).toBeCloseTo(perBecquerel, 12);
  });
});

describe('E3: a series that was written again after the scan', () => {
  const rate = Math.LN2 / 3600;
  const during = rate * 180;
  /** Corrected from `minutes` after 12:00 back to it, and for the three minutes of the frame. */
  const factor = (minutes: number) => Math.exp(rate * minutes * 60) * (during / (1 - Math.exp(-during)));
  const bed = (minutes: number, more: Changes) =>
    petDataset({ SeriesTime: ['170000'], AcquisitionTime: [`12${String(minutes).padStart(2, '0')}00`], ...more });

  test('is corrected to the moment that its decay factors tell', () => {
    const beds = [0, 4, 8].map((minutes) => bed(minutes, { DecayFactor: [String(factor(minutes))] }));
    expect(answerOf(...beds)).toBeCloseTo(perBecquerel, 9);
  });

  test('or to the one that its reference times tell', () => {
    const toMean = Math.log(during / (1 - Math.exp(-during))) / rate;
    const beds = [0, 4].map((minutes) =>
      bed(minutes, { FrameReferenceTime: [String((minutes * 60 + toMean) * 1000)] }),
    );
    expect(answerOf(...beds)).toBeCloseTo(perBecquerel, 9);
  });

  test('or to the one that its maker wrote', () => {
    const ofMaker = {
      ...bed(0, {}),
      '00090010': { vr: 'LO', Value: ['GEMS_PETD_01'] },
      '0009100D': { vr: 'DT', Value: ['20260310120000.00'] },
    };
    expect(answerOf(ofMaker)).toBeCloseTo(perBecquerel, 12);
  });

  test('and is refused where its images tell different moments, or nothing', () => {
    const beds = [bed(0, { DecayFactor: [String(factor(0))] }), bed(4, { DecayFactor: [String(factor(30))] })];
    expect(answerOf(...beds)).toBe('noStart');
    expect(answerOf(bed(0, { FrameReferenceTime: ['0'] }))).toBe('noStart');
  });
});

describe('E3: what is missing or cannot be is refused with its reason', () => {
  test.each<[string, Changes, Changes, string]>([
    ['no weight', { PatientWeight: [] }, {}, 'noWeight'],
    ['a weight of 0', { PatientWeight: ['0'] }, {}, 'noWeight'],
    ['a weight in grams', { PatientWeight: ['70000'] }, {}, 'noWeight'],
    ['no dose', {}, { RadionuclideTotalDose: [] }, 'noDose'],
    ['a dose in MBq', {}, { RadionuclideTotalDose: ['350'] }, 'doseAbsurd'],
    ['no half-life', {}, { RadionuclideHalfLife: [] }, 'noHalfLife'],
    ['no time of the injection', {}, { RadiopharmaceuticalStartTime: [] }, 'noInjectionTime'],
    ['two doses', { RadiopharmaceuticalInformationSequence: [datasetOf(dose), datasetOf(dose)] }, {}, 'severalDoses'],
    ['nothing given', { RadiopharmaceuticalInformationSequence: [] }, {}, 'noDose'],
  ])('%s', (_, changed, changedDose, reason) => {
    expect(answerOf(petDataset(changed, changedDose))).toBe(reason);
  });

  test('images of one series that name different weights', () => {
    expect(answerOf(petDataset(), petDataset({ PatientWeight: ['80'] }))).toBe('imagesContradict');
  });

  test('no PET, and nothing at all', () => {
    expect(answerOf(imageDataset({ Modality: ['CT'] }))).toBe('notPet');
    expect(answerOf()).toBe('notPet');
  });
});
