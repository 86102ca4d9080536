/** A line as link.md §1.1 names it; the uplink is half the downlink unless it is said. */
export interface LineProfile {
  readonly downBits: number;
  readonly upBits?: number;
  readonly roundTripMs: number;
  readonly jitterMs?: number;
  /** Both ways, independent. */
  readonly lossPercent: number;
  /** Longest wait at the bottleneck; what comes later is dropped. */
  readonly queueMs?: number;
  readonly seed?: number;
}

export const profiles = {
  satellite: { downBits: 384_000, roundTripMs: 715, lossPercent: 0, queueMs: 300 },
  home2: { downBits: 2_000_000, roundTripMs: 300, jitterMs: 40, lossPercent: 0, queueMs: 300 },
  home5: { downBits: 5_000_000, roundTripMs: 300, lossPercent: 0, queueMs: 300 },
  /** M4 asks for it: the rate of `home5`, half its round trip. */
  near5: { downBits: 5_000_000, roundTripMs: 150, lossPercent: 0, queueMs: 300 },
  mobile10: { downBits: 10_000_000, roundTripMs: 80, jitterMs: 20, lossPercent: 0, queueMs: 300 },
} as const satisfies Readonly<Record<string, LineProfile>>;

/** No slower than the computer: for what comes before a measurement. */
export const withoutLimit: LineProfile = { downBits: 0, upBits: 0, roundTripMs: 0, jitterMs: 0, lossPercent: 0 };
