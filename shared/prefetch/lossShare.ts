/** Payload of a TCP segment on ordinary paths, bytes. */
const segmentBytes = 1448;
/** Mathis et al. 1997: a loss-based sender keeps to 1.22 segments in a round trip, over the root of the loss. */
const mathis = 1.22;
/** Shorter answers end before their connection feels the loss. */
const leastAnswerBytes = 48 * 1024;

export interface SharedRate {
  readonly bytesPerSecond: number;
  /** Among which it was shared, each held back by loss and not by a full line. */
  readonly connections: number;
  readonly roundTripMs: number;
  /** Of an ordinary answer: between two of them a connection waits a round trip. */
  readonly answerBytes: number;
}

/** The share of packets lost, from 0 to 1, that would hold each connection to what it carries; undefined where it cannot be told. */
export function lossShareOf({ bytesPerSecond, connections, roundTripMs, answerBytes }: SharedRate): number | undefined {
  if (connections < 4 || answerBytes < leastAnswerBytes || bytesPerSecond <= 0) return undefined;
  const seconds = roundTripMs / 1000;
  const sending = (answerBytes * connections) / bytesPerSecond - seconds;
  if (sending <= 0) return undefined;
  const share = ((mathis * segmentBytes * sending) / (seconds * answerBytes)) ** 2;
  return share < 0.3 ? share : undefined;
}
