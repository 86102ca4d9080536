/**
 * What a line can carry, by the formulas of link.md §1.2. Rates in bits a second of IP packets, times in seconds, sizes
 * in bytes.
 */

/** TLS, TCP, IP and HTTP leave so much of the rate to the payload. */
const payloadShare = 0.94;
/** Of the bound: nothing but TCP and IP taken off. */
const boundShare = 0.97;
const segmentBytes = 1448;

/** Bytes of payload a second that a line carries at best (`G`). */
export function payloadRate(bits: number): number {
  return (payloadShare * bits) / 8;
}

/** Bytes on their way at any time on a line that is full. */
export function bytesInFlight(bits: number, roundTrip: number): number {
  return (bits * roundTrip) / 8;
}

/** The shortest time in which `bytes` can come after they were asked for: one round trip, and the line full. */
export function shortestTime(bytes: number, bits: number, roundTrip: number): number {
  return roundTrip + bytes / ((boundShare * bits) / 8);
}

/** Most bits a second that one connection of a loss-based sender carries (`c`; Mathis et al. 1997). */
export function connectionCap(roundTrip: number, loss: number): number {
  return loss > 0 ? (1.22 * 8 * segmentBytes) / (roundTrip * Math.sqrt(loss)) : Number.POSITIVE_INFINITY;
}

/** Connections that a line needs to be full of frames of so many bytes. */
export function connectionsNeeded(bits: number, roundTrip: number, loss: number, frameBytes: number): number {
  const forWindow = 1 + bytesInFlight(bits, roundTrip) / frameBytes;
  return Math.ceil(Math.max(forWindow, (payloadShare * bits) / connectionCap(roundTrip, loss)));
}

/**
 * When the last index arrived after which no place of a series is further than `reach` places from one that is there.
 * `arrivals` holds the time of each place; undefined while it never came. Undefined: that never was so.
 */
export function scrollableAt(arrivals: readonly (number | undefined)[], reach: number): number | undefined {
  const times = arrivals.filter((time) => time !== undefined).sort((one, other) => one - other);
  return times.find((now) => {
    const here = (index: number) => arrivals[index] !== undefined && (arrivals[index] as number) <= now;
    return arrivals.every((_, index) => {
      for (let step = 0; step <= reach; step += 1) if (here(index - step) || here(index + step)) return true;
      return false;
    });
  });
}
