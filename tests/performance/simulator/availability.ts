/** When a line was down; `to` is missing while it still is. */
interface OutageRecord {
  readonly from: number;
  readonly to?: number | undefined;
}

/** The share of a time in which the line was up, from 0 to 1; 1 of no time at all. */
export function availability(outages: readonly OutageRecord[], from: number, to: number): number {
  if (to <= from) return 1;
  const inside = outages
    .map((one) => ({ from: Math.max(one.from, from), to: Math.min(one.to ?? to, to) }))
    .filter((one) => one.to > one.from)
    .sort((one, other) => one.from - other.from);
  let down = 0;
  let end = from;
  for (const one of inside) {
    down += Math.max(0, one.to - Math.max(one.from, end));
    end = Math.max(end, one.to);
  }
  return 1 - down / (to - from);
}
