import { fail, type Result, succeed } from '../base/result.ts';
import type { PetImage } from './petImage.ts';
import { decaySeconds, type SuvTimeRefusal } from './suvTimes.ts';

/** Why SUV is not shown; a code with its sentence in `together.json` under `suvRefused`. */
export type SuvRefusal =
  | 'notPet'
  | 'noUnits'
  | 'unitsUnknown'
  | 'otherSuv'
  | 'notAttenuationCorrected'
  | 'notDecayCorrected'
  | 'noWeight'
  | 'noDose'
  | 'doseAbsurd'
  | 'severalDoses'
  | 'noHalfLife'
  | 'noMakerFactor'
  | 'imagesContradict'
  | SuvTimeRefusal;

/** SUV by body weight of a value after its rescale is the value times this. */
export interface Suv {
  readonly perUnit: number;
}

/** Doses between these are given to people; what lies outside was written in another unit (MBq, mCi). */
const sanestDoses = { fromBq: 1e6, toBq: 2e10 };
/** Nobody weighs more; and what was written in grams would make every lesion a thousand times as hot. */
const heaviestKg = 500;

/**
 * What turns the values of one PET series into SUV by body weight, or why that cannot be known (E3). For the series as a
 * whole, because slices of one series share one scale: `images` are all that it has. Nothing is guessed.
 * After PS3.3 C.8.9 and the vendor-neutral reading of the QIBA profile on FDG-PET: dose and weight decay to the moment
 * that the images are corrected to, which DecayCorrection (0054,1102) names.
 */
export function suvOfSeries(images: readonly (PetImage | undefined)[]): Result<Suv, SuvRefusal> {
  const pets = images.filter((image) => image !== undefined);
  const [first] = pets;
  if (!first || pets.length < images.length) return fail('notPet');
  if (pets.some((pet) => nameOf(pet) !== nameOf(first))) return fail('imagesContradict');
  if (!first.correctedImage.includes('ATTN')) return fail('notAttenuationCorrected');
  if (!first.correctedImage.includes('DECY') || first.decayCorrection === 'NONE') return fail('notDecayCorrected');
  switch (first.units) {
    case undefined:
      return fail('noUnits');
    case 'GML':
      return isByWeight(first) ? succeed({ perUnit: 1 }) : fail('otherSuv');
    case 'CNTS':
      return ofCounts(first, pets);
    case 'BQML':
      return ofActivity(first, pets);
    default:
      return fail('unitsUnknown');
  }
}

/** SUVType (0054,1006): without one, grams per millilitre are by body weight (PS3.3 C.8.9.1). */
function isByWeight({ suvType }: PetImage): boolean {
  return suvType === undefined || suvType === 'BW';
}

/** A factor that is 0 says that there is none (it was read as undefined). */
function ofCounts(first: PetImage, pets: readonly PetImage[]): Result<Suv, SuvRefusal> {
  if (first.makerSuvFactor !== undefined) return succeed({ perUnit: first.makerSuvFactor });
  if (first.makerActivityFactor === undefined) return fail('noMakerFactor');
  const ofBecquerel = ofActivity(first, pets);
  return ofBecquerel.ok ? succeed({ perUnit: ofBecquerel.value.perUnit * first.makerActivityFactor }) : ofBecquerel;
}

/** Bq/ml over Bq/g: a millilitre of the body weighs a gram. */
function ofActivity(first: PetImage, pets: readonly PetImage[]): Result<Suv, SuvRefusal> {
  if (first.doses > 1) return fail('severalDoses');
  if (first.weightKg === undefined || first.weightKg > heaviestKg) return fail('noWeight');
  if (first.totalDoseBq === undefined) return fail('noDose');
  if (first.totalDoseBq < sanestDoses.fromBq || first.totalDoseBq > sanestDoses.toBq) return fail('doseAbsurd');
  const remaining = remainingShare(first, pets);
  if (!remaining.ok) return remaining;
  return succeed({ perUnit: (first.weightKg * 1000) / (first.totalDoseBq * remaining.value) });
}

/** How much of the dose is left at the moment that the images are corrected to. */
function remainingShare(first: PetImage, pets: readonly PetImage[]): Result<number, SuvRefusal> {
  if (first.decayCorrection === 'ADMIN') return succeed(1);
  if (first.decayCorrection !== 'START') return fail('notDecayCorrected');
  if (first.halfLifeSeconds === undefined) return fail('noHalfLife');
  const seconds = decaySeconds(first, pets, first.halfLifeSeconds);
  return seconds.ok ? succeed(2 ** (-seconds.value / first.halfLifeSeconds)) : seconds;
}

/** Everything that one series says once. */
function nameOf(pet: PetImage): string {
  const { units, suvType, correctedImage, decayCorrection, weightKg, doses, totalDoseBq, halfLifeSeconds } = pet;
  const { givenAt, givenTimeOfDayMs, offsetMinutes, makerSuvFactor, makerActivityFactor } = pet;
  const corrections = [...correctedImage].filter((each) => each === 'ATTN' || each === 'DECY').sort();
  return JSON.stringify([
    [units, suvType, corrections, decayCorrection, weightKg, doses, totalDoseBq, halfLifeSeconds],
    [givenAt, givenTimeOfDayMs, offsetMinutes, makerSuvFactor, makerActivityFactor],
  ]);
}
