import type { SOPInstanceUID } from '../dicom/uids.ts';
import type { FetchTier, FrameRequest, InstanceToPlan, SeriesToPlan, StudyToPlan } from './frameRequest.ts';

/** Where someone looks, if anyone does. */
export interface ShownFrame {
  readonly sopInstanceUID: SOPInstanceUID;
  readonly frameNumber: number;
  /** Where the reader is going: towards higher positions of the series, or lower ones. */
  readonly direction?: 1 | -1;
  /** The reader is scrolling now: what lies ahead is wanted within moments. */
  readonly isScrolling?: boolean;
}

/** One answer stays below so much: a lost connection then costs little, and a long list is still one question (N14). */
const requestBytes = 1024 * 1024;
const mostFramesInRequest = 64;
/** Positions on each side of the shown one that come next, and those that come once the series can be scrolled through. */
const nextBeside = 2;
const neighbourhood = 8;
/** A series can be scrolled through when no frame is further than so many from one that is here (O3, M3). */
const scrollableReach = 5;

/** The frames of one question, from `first` to `last`, and which of them are missing. */
interface Unit {
  readonly instance: InstanceToPlan;
  readonly first: number;
  readonly last: number;
  readonly missing: number[];
}

/**
 * The missing frames of a study as requests, in the order in which they help most: the series that is shown, then one
 * key slice of every series (rule O1), then series by series: what will hang first, then the light ones first, so that a
 * thick series comes before its thin reconstruction (O2).
 */
export function orderStudy(plan: StudyToPlan, tier: FetchTier, shown?: ShownFrame): readonly FrameRequest[] {
  const series = [...plan.series].sort(hungFirst(plan.hangOrder)).map((one) => ({ one, units: unitsOf(one) }));
  const inView: FrameRequest[] = [];
  const keySlices: FrameRequest[] = [];
  const rest: FrameRequest[] = [];
  for (const { one, units } of series) {
    const request = (unit: Unit): FrameRequest => ({
      tier,
      study: plan.study,
      seriesInstanceUID: one.seriesInstanceUID,
      sopInstanceUID: unit.instance.sopInstanceUID,
      frameNumbers: unit.missing,
    });
    const [first, ...others] = orderUnits(units, shown).order;
    // The series in view is finished before another begins.
    const isInView = shown !== undefined && units.some((unit) => isAt(unit, shown));
    if (first !== undefined) take(units, [first], isInView ? inView : keySlices, request);
    take(units, others, isInView ? inView : rest, request);
  }
  return [...inView, ...keySlices, ...rest];
}

/**
 * The order within a series, every position once (rule O3). Somebody looks: the frame that is shown and two on each side,
 * those ahead first, then coarse to fine until the series can be scrolled through, then the neighbourhood, then the rest.
 * While somebody scrolls, the neighbourhood comes before the coarse frames. Nobody looks: the middle, then coarse to fine.
 */
function orderUnits(units: readonly Unit[], shown: ShownFrame | undefined) {
  const position = shown ? units.findIndex((unit) => isAt(unit, shown)) : -1;
  const all = coarseToFine(units.length);
  const next = position < 0 ? all.slice(0, 1) : beside(position, units.length, shown?.direction);
  const near = position < 0 ? [] : around(position, units.length, shown?.direction);
  const before = position >= 0 && shown?.isScrolling ? [...next, ...near] : next;
  const coarse = coarsely(units, before);
  return { order: [...new Set([...before, ...coarse, ...near, ...all])], scrollable: [...next, ...coarse] };
}

/**
 * The fewest positions, coarse to fine, that leave no frame further than `scrollableReach` from one that is here: one of
 * eleven, where none is. Where they lie depends on the whole series, not on what is missing, so they stay as frames come.
 */
function coarsely(units: readonly Unit[], planned: readonly number[]): readonly number[] {
  const frames = units.reduce((most, { first, last }) => Math.max(most, last - first + 1), 1);
  const reach = Math.floor(scrollableReach / frames);
  const cell = 2 * reach + 1;
  const here = new Set(planned);
  for (const [index, { missing }] of units.entries()) if (missing.length === 0) here.add(index);
  const isReached = (index: number) => {
    for (let each = index - reach; each <= index + reach; each += 1) if (here.has(each)) return true;
    return false;
  };
  const chosen: number[] = [];
  for (const part of coarseToFine(Math.ceil(units.length / cell))) {
    const end = Math.min((part + 1) * cell, units.length);
    let isCovered = true;
    for (let index = part * cell; index < end; index += 1) isCovered &&= isReached(index);
    if (isCovered) continue;
    const center = Math.min(part * cell + reach, units.length - 1);
    here.add(center);
    chosen.push(center);
  }
  return chosen;
}

/** A series of so few frames is not divided. */
const leastToDivide = 32;

/**
 * An open study in two parts, each in the order of `orderStudy`: what it takes to scroll through all of it, its short
 * series whole, and the rest.
 */
export function orderOpenStudy(
  plan: StudyToPlan,
  shown?: ShownFrame,
): { readonly first: readonly FrameRequest[]; readonly rest: readonly FrameRequest[] } {
  const essential = new Set<string>();
  for (const one of plan.series) {
    const units = unitsOf(one);
    const { order, scrollable } = orderUnits(units, shown);
    for (const index of units.length <= leastToDivide ? order : scrollable) {
      const unit = units[index];
      if (unit) essential.add(`${unit.instance.sopInstanceUID}/${unit.first}`);
    }
  }
  const requests = orderStudy(plan, 'open', shown);
  const size = (sopInstanceUID: string) => sizes.get(sopInstanceUID) ?? 1;
  const sizes = new Map(
    plan.series.flatMap(({ instances }) => instances.map((one) => [one.sopInstanceUID as string, unitSize(one)])),
  );
  const isEssential = ({ sopInstanceUID, frameNumbers: [number = 1] }: FrameRequest) => {
    const frames = size(sopInstanceUID);
    return essential.has(`${sopInstanceUID}/${Math.floor((number - 1) / frames) * frames + 1}`);
  };
  return { first: requests.filter(isEssential), rest: requests.filter((one) => !isEssential(one)) };
}

/**
 * Every index below `count` once, so that after the first 2^m no gap is wider than count/2^m: the middle first, then
 * halves, quarters and so on (van der Corput order).
 */
export function coarseToFine(count: number): readonly number[] {
  const order: number[] = [];
  const seen = new Set<number>();
  const add = (index: number) => {
    if (index < 0 || index >= count || seen.has(index)) return;
    seen.add(index);
    order.push(index);
  };
  for (let parts = 2; order.length < count; parts *= 2) {
    for (let part = 1; part < parts; part += 2) add(Math.floor((part * count) / parts));
    if (parts > 2 * count) for (let index = 0; index < count; index += 1) add(index);
  }
  return order;
}

function take(
  units: readonly Unit[],
  indexes: readonly number[],
  into: FrameRequest[],
  request: (unit: Unit) => FrameRequest,
): void {
  for (const index of indexes) {
    const unit = units[index];
    if (unit && unit.missing.length > 0) into.push(request(unit));
  }
}

/** The series cut into questions. Cuts depend on the whole series, not on what is missing, so they stay as frames come. */
function unitsOf(series: SeriesToPlan): readonly Unit[] {
  return series.instances.flatMap((instance) => {
    const size = unitSize(instance);
    const units: Unit[] = [];
    for (let first = 1; first <= instance.numberOfFrames; first += size) {
      units.push({ instance, first, last: Math.min(first + size - 1, instance.numberOfFrames), missing: [] });
    }
    // Each missing frame is looked at once: for every question anew, a cine of thousands would hold up the host.
    for (const number of instance.missing) units[Math.floor((number - 1) / size)]?.missing.push(number);
    return units;
  });
}

/** Frames of one question. */
function unitSize({ frameBytes }: InstanceToPlan): number {
  return Math.min(mostFramesInRequest, Math.max(1, Math.floor(requestBytes / Math.max(1, frameBytes))));
}

function isAt(unit: Unit, shown: ShownFrame): boolean {
  const { instance, first, last } = unit;
  const isWithin = shown.frameNumber >= first && shown.frameNumber <= last;
  return instance.sopInstanceUID === shown.sopInstanceUID && isWithin;
}

/** The shown one and those next to it, ahead before behind. */
function beside(center: number, count: number, direction: 1 | -1 | undefined): readonly number[] {
  const order = [center];
  const steps = Array.from({ length: nextBeside }, (_, index) => index + 1);
  if (direction === undefined) for (const step of steps) order.push(center + step, center - step);
  else order.push(...[...steps, ...steps.map((step) => -step)].map((step) => center + step * direction));
  return order.filter((index) => index >= 0 && index < count);
}

/** By distance; where the reader is going, two positions ahead for one behind (rule O3). */
function around(center: number, count: number, direction: 1 | -1 | undefined): readonly number[] {
  const order: number[] = [];
  for (let distance = 1; distance <= neighbourhood; distance += 1) {
    if (direction === undefined) order.push(center + distance, center - distance);
    else order.push(...[2 * distance - 1, 2 * distance, -distance].map((step) => center + step * direction));
  }
  return order.filter((index) => index >= 0 && index < count);
}

function hungFirst(hangOrder: StudyToPlan['hangOrder'] = []): (one: SeriesToPlan, other: SeriesToPlan) => number {
  const places = new Map(hangOrder.map((uid, place) => [uid, place]));
  const placeOf = ({ seriesInstanceUID }: SeriesToPlan) => places.get(seriesInstanceUID) ?? places.size;
  return (one, other) => placeOf(one) - placeOf(other) || lightFirst(one, other);
}

function lightFirst(one: SeriesToPlan, other: SeriesToPlan): number {
  return bytesOf(one) - bytesOf(other) || (one.seriesInstanceUID < other.seriesInstanceUID ? -1 : 1);
}

function bytesOf(series: SeriesToPlan): number {
  return series.instances.reduce((sum, instance) => sum + instance.numberOfFrames * instance.frameBytes, 0);
}
