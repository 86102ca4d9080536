import { fail, type Result, succeed } from '../base/result.ts';
import type { PetImage, WrittenMoment } from './petImage.ts';

export type SuvTimeRefusal = 'noStart' | 'noInjectionTime' | 'timesContradict' | 'timesImpossible' | 'zoneUnknown';

const dayMs = 86_400_000;
/** Two ways of writing one moment differ by less. */
const sameMomentMs = 60_000;
/** After so many half-lives a thousandth of the dose is left: nobody scans then, a date is wrong. */
const longestInHalfLives = 10;

/**
 * Seconds between the injection and the moment to which a series with DecayCorrection START is corrected. Moments are
 * compared as the site's clock shows them; a value with an offset of its own is first brought there.
 */
export function decaySeconds(
  first: PetImage,
  pets: readonly PetImage[],
  halfLifeSeconds: number,
): Result<number, SuvTimeRefusal> {
  const start = startOfScan(pets, halfLifeSeconds);
  if (!start.ok) return start;
  const given = injectionAt(first, start.value);
  if (!given.ok) return given;
  const seconds = (start.value - given.value) / 1000;
  if (seconds < 0 || seconds > longestInHalfLives * halfLifeSeconds) return fail('timesImpossible');
  return succeed(seconds);
}

/**
 * When the scan began, in milliseconds of the site's clock. SeriesTime is it unless it is later than an acquisition: then
 * the series was written anew (PS3.3 C.8.9.1, QIBA), and the moment is what the maker says, else what each image tells of
 * its own correction, if all of them (several bed positions) tell the same.
 */
function startOfScan(pets: readonly PetImage[], halfLifeSeconds: number): Result<number, SuvTimeRefusal> {
  const [first] = pets;
  if (!first) return fail('noStart');
  if (first.decayCorrectedAt) return onSiteClock(first, first.decayCorrectedAt);
  const acquired = pets.map(({ acquiredAt }) => acquiredAt?.localMs);
  const began = pets.map(({ seriesAt }) => seriesAt?.localMs);
  const earliest = Math.min(...acquired.map((ms) => ms ?? Number.NaN));
  const series = Math.min(...began.map((ms) => ms ?? Number.NaN));
  if (series <= earliest) return succeed(series);
  if (first.scannedAtByMaker) return onSiteClock(first, first.scannedAtByMaker);
  const told =
    oneMoment(pets.map((pet) => startByFactor(pet, halfLifeSeconds))) ??
    oneMoment(pets.map((pet) => startByReference(pet, halfLifeSeconds)));
  return told === undefined ? fail('noStart') : succeed(told);
}

/** DecayFactor (0054,1321) = e^(λ·(acquisition − start)) times the mean decay within the frame. */
function startByFactor(pet: PetImage, halfLifeSeconds: number): number | undefined {
  if (pet.decayFactor === undefined || pet.frameDurationSeconds === undefined || !pet.acquiredAt) return undefined;
  const rate = Math.LN2 / halfLifeSeconds;
  const during = rate * pet.frameDurationSeconds;
  const seconds = Math.log(pet.decayFactor / (during / (1 - Math.exp(-during)))) / rate;
  return pet.acquiredAt.localMs - seconds * 1000;
}

/** FrameReferenceTime (0054,1300) runs from the start to the moment at which the frame's mean rate was reached. */
function startByReference(pet: PetImage, halfLifeSeconds: number): number | undefined {
  const { frameReferenceSeconds, frameDurationSeconds, acquiredAt } = pet;
  // 0 is what is written where nothing is known.
  if (!frameReferenceSeconds || frameDurationSeconds === undefined || !acquiredAt) return undefined;
  const rate = Math.LN2 / halfLifeSeconds;
  const during = rate * frameDurationSeconds;
  const toMeanRate = Math.log(during / (1 - Math.exp(-during))) / rate;
  return acquiredAt.localMs + (toMeanRate - frameReferenceSeconds) * 1000;
}

function oneMoment(moments: readonly (number | undefined)[]): number | undefined {
  const known = moments.filter((moment) => moment !== undefined);
  if (known.length === 0 || known.length < moments.length) return undefined;
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return high - low <= sameMomentMs ? low : undefined;
}

/** When it was given. A time of day without a date is the last one before the scan: it may lie before midnight. */
function injectionAt(pet: PetImage, startMs: number): Result<number, SuvTimeRefusal> {
  const { givenAt, givenTimeOfDayMs } = pet;
  if (givenAt) {
    const given = onSiteClock(pet, givenAt);
    if (!given.ok || givenTimeOfDayMs === undefined) return given;
    return sameTimeOfDay(given.value, givenTimeOfDayMs) ? given : fail('timesContradict');
  }
  if (givenTimeOfDayMs === undefined) return fail('noInjectionTime');
  const onScanDay = Math.floor(startMs / dayMs) * dayMs + givenTimeOfDayMs;
  return succeed(onScanDay <= startMs ? onScanDay : onScanDay - dayMs);
}

function onSiteClock(pet: PetImage, moment: WrittenMoment): Result<number, SuvTimeRefusal> {
  if (moment.offsetMinutes === undefined) return succeed(moment.localMs);
  if (pet.offsetMinutes !== undefined) {
    return succeed(moment.localMs + (pet.offsetMinutes - moment.offsetMinutes) * 60_000);
  }
  // The site's offset is not named. The same injection, written as a time of its clock, tells whether it is this one.
  const known = pet.givenTimeOfDayMs;
  if (moment !== pet.givenAt || known === undefined) return fail('zoneUnknown');
  return sameTimeOfDay(moment.localMs, known) ? succeed(moment.localMs) : fail('zoneUnknown');
}

function sameTimeOfDay(ms: number, timeOfDayMs: number): boolean {
  const apart = Math.abs((ms - timeOfDayMs) % dayMs);
  return Math.min(apart, dayMs - apart) <= sameMomentMs;
}
