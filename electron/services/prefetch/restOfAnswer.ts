/** Ten segments of 1448 bytes: what a connection carries in its first round trip (RFC 6928). */
const firstFlightBytes = 14_480;

export interface AnswerSoFar {
  /** Of the whole body, on the line. */
  readonly bytes: number;
  readonly received: number;
  /** Since its head. */
  readonly sinceMs: number;
  readonly roundTripMs: number;
}

/**
 * How long the rest of an answer takes that has the line for itself, ms, from what has come of it: while its connection
 * finds its speed it carries twice as much in each round trip, and then no more than it has.
 */
export function restOfAnswer({ bytes, received, sinceMs, roundTripMs }: AnswerSoFar): number {
  const left = bytes - received;
  if (left <= 0) return 0;
  if (received <= 0) return Number.POSITIVE_INFINITY;
  const flights = Math.log2((bytes + firstFlightBytes) / (received + firstFlightBytes));
  const atThisRate = (left * Math.max(sinceMs, roundTripMs)) / received;
  return Math.max(flights * roundTripMs, atThisRate);
}
