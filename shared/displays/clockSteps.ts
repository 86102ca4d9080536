/** What was seen of the computer's clock: where it last stood, and by how much it was set back since the first look, ms. */
export interface ClockSeen {
  readonly lastSeen: number;
  readonly setBackMs: number;
}

/**
 * A time that never goes back: the clock, plus every step that it was set back. Whoever sets the clock back makes
 * nothing younger; who sets it forward makes everything older, and that is the safe side.
 */
export function seeClock(seen: ClockSeen | undefined, now: number): ClockSeen & { readonly effective: number } {
  const before = seen ?? { lastSeen: now, setBackMs: 0 };
  const setBackMs = before.setBackMs + Math.max(0, before.lastSeen - now);
  return { lastSeen: now, setBackMs, effective: now + setBackMs };
}
