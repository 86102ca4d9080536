/** As the host's plan has it: what shows the whole of the body comes before what makes it fine. */
const keyEvery = 11;

/**
 * Which slot of a volume is filled next: what is here before what has yet to come, one of eleven before the rest, from
 * where the reader looks outwards. Undefined where none is open.
 */
export function nextToFill(
  open: Iterable<number>,
  looksAt: number,
  isHere: (slot: number) => boolean,
): number | undefined {
  const rank = (slot: number): readonly number[] => {
    const distance = Math.abs(slot - looksAt);
    return [Number(!isHere(slot)), Number(distance % keyEvery !== 0), distance, slot];
  };
  let best: { readonly slot: number; readonly rank: readonly number[] } | undefined;
  for (const slot of open) {
    const own = rank(slot);
    if (!best || comesBefore(own, best.rank)) best = { slot, rank: own };
  }
  return best?.slot;
}

function comesBefore(one: readonly number[], other: readonly number[]): boolean {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at >= 0 && (one[at] ?? 0) < (other[at] ?? 0);
}
