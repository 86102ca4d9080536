/** Something known of a series: what, from where, how sure, and what speaks against it. */
export interface Facet<Value> {
  /** Undefined: unknown. Unknown is an answer, and never a "no". */
  readonly value: Value | undefined;
  /** An attribute's keyword, or one of: geometry, text, physics, siteCorrection, none. */
  readonly source: string;
  /** From 0 to 1. */
  readonly confidence: number;
  /** What of the header speaks against the value; shown, and never a reason to turn the value round silently. */
  readonly conflict?: string | undefined;
}

export const unknown: Facet<never> = { value: undefined, source: 'none', confidence: 0 };

/** A facet that is known. */
export function known<Value>(value: Value, source: string, confidence: number, conflict?: string): Facet<Value> {
  return conflict === undefined ? { value, source, confidence } : { value, source, confidence, conflict };
}

/** Unknown because the header says two things; both stand in `conflict`. */
export function contradicted(conflict: string, source = 'text'): Facet<never> {
  return { value: undefined, source, confidence: 0, conflict };
}
