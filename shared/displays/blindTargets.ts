import { type CheckKind, type TargetPolicy, type TargetZone, targetZones } from './displayPolicy.ts';

/** Targets hide in one of nine fields, numbered as the keys of a number pad's rows are read: 1 is top left. */
export const targetPlaces = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
export type TargetPlace = (typeof targetPlaces)[number];

/** One question: an even ground and, in one of nine fields, a disc that is barely darker or lighter; or none. */
export interface BlindTarget {
  readonly zone: TargetZone;
  /** Grey level of the ground, 0 to 255, and of the disc. */
  readonly ground: number;
  readonly target: number;
  /** null: there is no disc, and who sees one is guessing. */
  readonly place: TargetPlace | null;
}

export interface TargetAnswer extends BlindTarget {
  /** null: "I see none". */
  readonly answer: TargetPlace | null;
}

/**
 * The questions of one check, in random order. After AAPM report 270: the eye is asked where, not whether.
 * @param random numbers from 0 up to 1, as chance gives them.
 */
export function planTargets(kind: CheckKind, policy: TargetPolicy, random: () => number): readonly BlindTarget[] {
  const below = (count: number) => Math.min(count - 1, Math.floor(random() * count));
  const counts = policy[kind];
  const hidden = targetZones.flatMap((zone) =>
    Array.from({ length: counts[zone] }, (): BlindTarget => {
      const { from, to, step } = policy.zones[zone];
      const ground = from + below(to - from + 1);
      // At the white end there is no room above; elsewhere the sign is chance's.
      const up = ground + step <= 255 && (ground - step < 0 || below(2) === 0);
      return { zone, ground, target: ground + (up ? step : -step), place: targetPlaces[below(9)] ?? 5 };
    }),
  );
  const empty = Array.from({ length: counts.none }, (_, index): BlindTarget => {
    const zone = targetZones[index % targetZones.length] ?? 'dark';
    const { from, to } = policy.zones[zone];
    const ground = from + below(to - from + 1);
    return { zone, ground, target: ground, place: null };
  });
  return shuffled([...hidden, ...empty], below);
}

export interface TargetScore {
  readonly passed: boolean;
  readonly found: number;
  readonly hidden: number;
  readonly missed: Readonly<Record<TargetZone, number>>;
  /** Discs that were seen where there was none. */
  readonly falseAlarms: number;
}

/** Judges the answers. A check that was broken off, or asked less than the policy does, is not passed. */
export function scoreTargets(kind: CheckKind, policy: TargetPolicy, answers: readonly TargetAnswer[]): TargetScore {
  const missed: Record<TargetZone, number> = { dark: 0, middle: 0, bright: 0 };
  const asked: Record<TargetZone | 'none', number> = { dark: 0, middle: 0, bright: 0, none: 0 };
  let falseAlarms = 0;
  for (const { zone, place, answer, ground, target } of answers) {
    const isFaint = Math.abs(target - ground) <= policy.zones[zone].step;
    if (place === null) asked.none += 1;
    else if (isFaint) asked[zone] += 1;
    if (place === null && answer !== null) falseAlarms += 1;
    if (place !== null && answer !== place) missed[zone] += 1;
  }
  const wanted = policy[kind];
  const isWhole = [...targetZones, 'none' as const].every((zone) => asked[zone] >= wanted[zone]);
  const hidden = answers.filter(({ place }) => place !== null).length;
  const lost = missed.dark + missed.middle + missed.bright;
  const allowed = policy.missesAllowed[kind];
  const passed = isWhole && falseAlarms === 0 && targetZones.every((zone) => missed[zone] <= allowed);
  return { passed, found: hidden - lost, hidden, missed, falseAlarms };
}

function shuffled(targets: readonly BlindTarget[], below: (count: number) => number): readonly BlindTarget[] {
  const order = [...targets];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = below(last + 1);
    const [a, b] = [order[last], order[other]];
    if (a && b) [order[last], order[other]] = [b, a];
  }
  return order;
}
