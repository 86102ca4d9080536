import { readDate, readDateTime, readTime, readTimezoneOffset } from './dateTime.ts';
import { type DicomDataset, itemsOf, numberOf, textOf, textsOf } from './dicomJson.ts';
import { privateTextOf } from './privateAttribute.ts';

/** A moment as a data set writes it: local milliseconds since 1970, and the offset where the value itself names one. */
export interface WrittenMoment {
  readonly localMs: number;
  readonly offsetMinutes: number | undefined;
}

/** What one PET image says about its values and about what was given to the patient (PS3.3 C.8.9.1, C.8.9.2, C.8.9.4). */
export interface PetImage {
  /** Units (0054,1001): BQML, CNTS, GML … */
  readonly units: string | undefined;
  readonly suvType: string | undefined;
  readonly correctedImage: readonly string[];
  readonly decayCorrection: string | undefined;
  readonly weightKg: number | undefined;
  /** How many items the sequence of what was given has; with more than one nobody knows which dose it was. */
  readonly doses: number;
  readonly totalDoseBq: number | undefined;
  readonly halfLifeSeconds: number | undefined;
  /** When it was given: with its date, and as the time of day alone. */
  readonly givenAt: WrittenMoment | undefined;
  readonly givenTimeOfDayMs: number | undefined;
  readonly seriesAt: WrittenMoment | undefined;
  readonly acquiredAt: WrittenMoment | undefined;
  readonly decayCorrectedAt: WrittenMoment | undefined;
  readonly scannedAtByMaker: WrittenMoment | undefined;
  readonly frameDurationSeconds: number | undefined;
  readonly decayFactor: number | undefined;
  /** From the reference time of the series to the moment that the values of the image are of. */
  readonly frameReferenceSeconds: number | undefined;
  /** TimezoneOffsetFromUTC (0008,0201), for all dates and times that name none. */
  readonly offsetMinutes: number | undefined;
  /** What makes SUV of counts, and Bq/ml of counts, in a Philips image. */
  readonly makerSuvFactor: number | undefined;
  readonly makerActivityFactor: number | undefined;
}

/** Reads what SUV is made of; judges nothing (that is `suv.ts`). */
export function readPetImage(dataset: DicomDataset): PetImage {
  const given = itemsOf(dataset, 'RadiopharmaceuticalInformationSequence');
  const dose = given[0] ?? {};
  const ofMaker = (offset: string) => toNumber(privateTextOf(dataset, '7053', 'Philips PET Private Group', offset));
  const reference = numberOf(dataset, 'FrameReferenceTime');
  const duration = positive(numberOf(dataset, 'ActualFrameDuration'));
  return {
    units: textOf(dataset, 'Units'),
    suvType: textOf(dataset, 'SUVType'),
    correctedImage: textsOf(dataset, 'CorrectedImage'),
    decayCorrection: textOf(dataset, 'DecayCorrection'),
    weightKg: positive(numberOf(dataset, 'PatientWeight')),
    doses: given.length,
    totalDoseBq: positive(numberOf(dose, 'RadionuclideTotalDose')),
    halfLifeSeconds: positive(numberOf(dose, 'RadionuclideHalfLife')),
    givenAt: momentOf(textOf(dose, 'RadiopharmaceuticalStartDateTime')),
    givenTimeOfDayMs: readTime(textOf(dose, 'RadiopharmaceuticalStartTime')),
    seriesAt: momentOfTwo(textOf(dataset, 'SeriesDate'), textOf(dataset, 'SeriesTime')),
    acquiredAt: momentOfTwo(textOf(dataset, 'AcquisitionDate'), textOf(dataset, 'AcquisitionTime')),
    decayCorrectedAt: momentOf(textOf(dataset, 'DecayCorrectionDateTime')),
    scannedAtByMaker: momentOf(privateTextOf(dataset, '0009', 'GEMS_PETD_01', '0D')),
    frameDurationSeconds: duration === undefined ? undefined : duration / 1000,
    decayFactor: positive(numberOf(dataset, 'DecayFactor')),
    frameReferenceSeconds: reference === undefined ? undefined : reference / 1000,
    offsetMinutes: readTimezoneOffset(textOf(dataset, 'TimezoneOffsetFromUTC')),
    makerSuvFactor: positive(ofMaker('00')),
    makerActivityFactor: positive(ofMaker('09')),
  };
}

function momentOf(text: string | undefined): WrittenMoment | undefined {
  const read = readDateTime(text);
  if (!read) return undefined;
  const { date, timeMs, offsetMinutes } = read;
  return { localMs: Date.UTC(date.year, date.month - 1, date.day) + timeMs, offsetMinutes };
}

function momentOfTwo(dateText: string | undefined, timeText: string | undefined): WrittenMoment | undefined {
  const [date, timeMs] = [readDate(dateText), readTime(timeText)];
  if (!date || timeMs === undefined) return undefined;
  return { localMs: Date.UTC(date.year, date.month - 1, date.day) + timeMs, offsetMinutes: undefined };
}

function toNumber(text: string | undefined): number | undefined {
  const number = Number(text);
  return text !== undefined && Number.isFinite(number) ? number : undefined;
}

function positive(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 ? value : undefined;
}
