import { fail, type Result, succeed } from '#shared/base/result.ts';
import { along, type Vector3 } from '#shared/dicom/vectors.ts';
import { type Samples, type Score, samplesOf, scoreOf } from './registrationScore.ts';
import { halved, middleOfVolume, type RegistrationVolume } from './registrationVolume.ts';
import { type RigidTransform, rigidAbout, turnDegrees } from './rigidTransform.ts';

/** Why two series were not aligned; a code with its sentence in `together.json` under `alignRefused`. */
export type RegistrationRefusal = 'notAlike' | 'littleInCommon' | 'tookTooLong';

export interface Registration {
  /** From the first volume's frame of reference to the second's. */
  readonly transform: RigidTransform;
  readonly likeness: number;
  readonly overlap: number;
  readonly degrees: number;
}

/** Three shifts in mm, then three angles in degrees. */
type Movement = readonly [number, number, number, number, number, number];

/** Below these nobody should rely on it; found on examinations of one patient against those of others. */
const leastLikeness = { sameKind: 0.6, otherKind: 0.12 };
const leastOverlap = 0.35;
const samplesAtLevel = [8_000, 16_000, 30_000];
/** How far apart the first guesses lie, and how far to the sides: tables and cushions differ less than coverage does. */
const guessMm = 12;
const sidewaysMm = [-36, -12, 12, 36];
/** The guesses that are followed down. */
const followed = 4;

/**
 * Finds by which turn and shift a volume lies on another of the same patient: best of many guesses on coarse copies, then
 * finer ones. The same input gives the same answer. `isOver` is asked between steps: when it says so, it ends.
 */
export function registerRigid(
  first: RegistrationVolume,
  second: RegistrationVolume,
  sameKind: boolean,
  isOver: () => boolean = () => false,
): Result<Registration, RegistrationRefusal> {
  const firsts = levelsOf(first);
  const seconds = levelsOf(second);
  const centre = middleOfVolume(first);
  let candidates: readonly Movement[] = guesses(first, second, centre);
  for (const [level, copy] of firsts.entries()) {
    const other = seconds[level] ?? second;
    const samples = samplesOf(copy, samplesAtLevel[level] ?? 30_000);
    const judge = judgeOf(samples, other, centre, sameKind);
    const ranked = [...candidates].sort((a, b) => judge(b) - judge(a));
    const stepMm = Math.max(...copy.steps);
    const improved: Movement[] = [];
    for (const candidate of ranked.slice(0, level === 0 ? followed : 1)) {
      const better = climb(candidate, judge, { mm: stepMm, degrees: level === 0 ? 4 : 1.5 }, stepMm / 16, isOver);
      if (!better) return fail('tookTooLong');
      improved.push(better);
    }
    candidates = improved.sort((a, b) => judge(b) - judge(a));
  }
  return verdict(first, second, candidates[0] ?? [0, 0, 0, 0, 0, 0], centre, sameKind);
}

function verdict(
  first: RegistrationVolume,
  second: RegistrationVolume,
  movement: Movement,
  centre: Vector3,
  sameKind: boolean,
): Result<Registration, RegistrationRefusal> {
  const transform = transformOf(movement, centre);
  const { likeness, overlap } = scoreOf(samplesOf(first, 60_000), second, transform, sameKind);
  if (overlap < leastOverlap) return fail('littleInCommon');
  if (likeness < (sameKind ? leastLikeness.sameKind : leastLikeness.otherKind)) return fail('notAlike');
  return succeed({ transform, likeness, overlap, degrees: turnDegrees(transform) });
}

/** From the coarsest to the finest. */
function levelsOf(finest: RegistrationVolume): readonly RegistrationVolume[] {
  const middle = halved(finest);
  return [halved(middle), middle, finest];
}

/** Middle on middle, moved along the first volume's slices over all of the second, and a little to the sides. */
function guesses(first: RegistrationVolume, second: RegistrationVolume, centre: Vector3): readonly Movement[] {
  const target = middleOfVolume(second);
  const reach = Math.ceil((lengthOfSlots(first) + lengthOfSlots(second)) / 2 / guessMm);
  const found: Movement[] = [];
  for (let step = -reach; step <= reach; step += 1) {
    for (const x of sidewaysMm) {
      for (const y of sidewaysMm) {
        const moved = along(along(along(target, first.normal, step * guessMm), first.row, x), first.column, y);
        found.push([moved[0] - centre[0], moved[1] - centre[1], moved[2] - centre[2], 0, 0, 0]);
      }
    }
  }
  return found;
}

function lengthOfSlots({ slots, steps }: RegistrationVolume): number {
  return slots * steps[2];
}

/** Likeness counts less where little of the first lies within the second: a corner of air is like any other. */
function judgeOf(samples: Samples, other: RegistrationVolume, centre: Vector3, sameKind: boolean) {
  const known = new Map<string, number>();
  return (movement: Movement): number => {
    const key = movement.join(' ');
    const before = known.get(key);
    if (before !== undefined) return before;
    const { likeness, overlap }: Score = scoreOf(samples, other, transformOf(movement, centre), sameKind);
    const judged = overlap < leastOverlap ? likeness * (overlap / leastOverlap) ** 2 - 0.5 : likeness;
    known.set(key, judged);
    return judged;
  };
}

/**
 * Uphill by steps along each of the six numbers and along the way just gone, halved when none is better, until they are
 * small. Undefined when it was told to end.
 */
function climb(
  start: Movement,
  judge: (movement: Movement) => number,
  step: { readonly mm: number; readonly degrees: number },
  smallestMm: number,
  isOver: () => boolean,
): Movement | undefined {
  let at = start;
  let scale = 1;
  while (step.mm * scale >= smallestMm) {
    if (isOver()) return undefined;
    const next = aroundOf(at, judge, step.mm * scale, step.degrees * scale);
    if (judge(next) <= judge(at)) {
      scale /= 2;
      continue;
    }
    const onward = next.map((value, index) => 2 * value - (at[index] ?? 0)) as unknown as Movement;
    at = judge(onward) > judge(next) ? onward : next;
  }
  return at;
}

function aroundOf(from: Movement, judge: (movement: Movement) => number, mm: number, degrees: number): Movement {
  let best = from;
  for (let index = 0; index < 6; index += 1) {
    const size = index < 3 ? mm : degrees;
    const tried = [size, -size].map((by) => best.map((value, each) => (each === index ? value + by : value)));
    for (const candidate of tried as unknown as readonly Movement[])
      if (judge(candidate) > judge(best)) best = candidate;
  }
  return best;
}

function transformOf([dx, dy, dz, ax, ay, az]: Movement, centre: Vector3): RigidTransform {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  return rigidAbout(centre, [radians(ax), radians(ay), radians(az)], [dx, dy, dz]);
}
