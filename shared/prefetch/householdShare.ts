/** How much of the time the line may still be used ahead of need, so that others in the house have theirs. */
export interface ShareState {
  /** Time that may be used, less what was used; ms. */
  readonly creditMs: number;
  readonly atMs: number;
  /** Until then others seem to want the line more than usually. */
  readonly crowdedUntilMs: number;
}

/** Bursts keep TCP at speed, and are short enough that a page loads in between. */
const mostCreditMs = 3_000;
const mostDebtMs = 6_000;
/** Asked alone over an idle line, an answer begins after a round trip, unless others fill the line. */
const crowdedRoundTrips = 3;
const crowdedMs = 500;
const crowdedForMs = 30_000;
const crowdedPart = 0.5;

export const freshShare: ShareState = { creditMs: mostCreditMs, atMs: 0, crowdedUntilMs: 0 };

/**
 * Lets time pass. The share is one of time, not of the rate: a rate measured while holding back would be taken for the
 * line's, and shrink round after round.
 *
 * @param isFetching something was on its way since `atMs`.
 * @param householdPercent of a hundred, what is left to others.
 */
export function passTime(state: ShareState, nowMs: number, isFetching: boolean, householdPercent: number): ShareState {
  const passed = Math.max(0, nowMs - state.atMs);
  const credit = state.creditMs + passed * ourPart(state, nowMs, householdPercent) - (isFetching ? passed : 0);
  return { ...state, atMs: nowMs, creditMs: Math.min(mostCreditMs, Math.max(-mostDebtMs, credit)) };
}

/** How long nothing may begin, ms; 0: now. */
export function waitForShare(state: ShareState, householdPercent: number): number {
  if (householdPercent <= 0 || state.creditMs > 0) return 0;
  return Math.ceil((1 - state.creditMs) / ourPart(state, state.atMs, householdPercent));
}

/** An answer that was asked for alone began after `afterMs`: over a line that nobody else uses that is a round trip. */
export function noteAlone(state: ShareState, nowMs: number, afterMs: number, leastRoundTripMs: number): ShareState {
  if (afterMs <= crowdedRoundTrips * leastRoundTripMs + crowdedMs) return state;
  return { ...state, crowdedUntilMs: nowMs + crowdedForMs };
}

function ourPart({ crowdedUntilMs }: ShareState, nowMs: number, householdPercent: number): number {
  const part = 1 - Math.min(90, Math.max(0, householdPercent)) / 100;
  return nowMs < crowdedUntilMs ? part * crowdedPart : part;
}
