import { floorOn } from '#electron/base/http/progressFloor.ts';
import type { Patience } from './index.ts';

const leastStallMs = 10_000;
const leastHeadMs = 15_000;
const mostHeadMs = 120_000;
/** Before anything has been measured: the worst line that anybody reads over. */
const unknownStallMs = 20_000;

export interface Known {
  readonly roundTripMs: number | undefined;
  /** Beyond a round trip. */
  readonly slowestStartMs: number;
  readonly answerBytes: number | undefined;
  readonly bytesPerSecond: number | undefined;
  /** Heads waited for in vain since the last one came: an archive may need longer than has ever been measured. */
  readonly lateHeads: number;
  /** Bodies that share the line. */
  readonly inFlight: number;
}

/** How long silence is borne (rule N6): `max(10 s, 8·RTT, 4·S/g)` in a body, 15 s and three slowest starts before it. */
export function patienceWith(known: Known): Patience {
  const { roundTripMs, slowestStartMs, answerBytes, bytesPerSecond, lateHeads } = known;
  const answerMs = answerBytes && bytesPerSecond ? (answerBytes * 1000) / bytesPerSecond : 0;
  const stallMs = roundTripMs === undefined ? unknownStallMs : Math.max(leastStallMs, 8 * roundTripMs, 4 * answerMs);
  const headMs = (leastHeadMs + 3 * slowestStartMs) * 2 ** Math.min(lateHeads, 3);
  return {
    headMs: Math.min(mostHeadMs, Math.max(headMs, stallMs)),
    stallMs: Math.min(stallMs, 60_000),
    progressFloor: floorOn(bytesPerSecond, known.inFlight),
  };
}
