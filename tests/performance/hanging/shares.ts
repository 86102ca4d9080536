/** How many of a study's boxes were right, and what became of the others. */
export interface Tally {
  readonly right: number;
  /** Another series hung there. */
  readonly wrong: number;
  readonly of: number;
}

export function sumOf(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (sum, { right, wrong, of }) => ({ right: sum.right + right, wrong: sum.wrong + wrong, of: sum.of + of }),
    { right: 0, wrong: 0, of: 0 },
  );
}

/**
 * Bounds of a share in 95 of 100 draws of the studies: boxes of one study stand and fall together, so whole studies are
 * drawn. The same tallies give the same bounds.
 */
export function boundsOf(studies: readonly Tally[]): readonly [low: number, high: number] {
  const draws = 2_000;
  let state = 20_261_122;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const shares = Array.from({ length: draws }, () => {
    const { right, of } = sumOf(
      studies.map(() => studies[Math.floor(next() * studies.length)] ?? { right: 0, wrong: 0, of: 0 }),
    );
    return of === 0 ? 0 : right / of;
  }).sort((one, other) => one - other);
  return [shares[Math.floor(draws * 0.025)] ?? 0, shares[Math.floor(draws * 0.975)] ?? 0];
}

/** Wilson's bounds of a share of things that do not depend on one another, 95 of 100. */
export function wilsonOf(right: number, of: number): readonly [low: number, high: number] {
  if (of === 0) return [0, 1];
  const z = 1.959964;
  const share = right / of;
  const middle = (share + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const half = (z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))) / (1 + (z * z) / of);
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

const percent = (share: number) => (100 * share).toFixed(1);

/** "41/52 78.8 % (66.0 to 88.5), wrong 3" */
export function shownShare({ right, wrong, of }: Tally, bounds: readonly [number, number]): string {
  if (of === 0) return 'none';
  return `${`${right}/${of}`.padStart(9)} ${percent(right / of).padStart(5)} % (${percent(bounds[0])} to ${percent(bounds[1])})${wrong > 0 ? `, wrong ${wrong}` : ''}`;
}
