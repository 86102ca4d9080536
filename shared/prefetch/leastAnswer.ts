import type { LineAnswer } from './connectionCount.ts';

/** The least first-byte time of a line: what an answer takes through an empty queue. */
export interface LeastAnswer {
  /** Each younger one is longer: the first is the least of the time remembered. */
  readonly candidates: readonly LineAnswer[];
  readonly young: readonly LineAnswer[];
}

export const noLeastAnswer: LeastAnswer = { candidates: [], young: [] };

/** Forgotten after so long: the network may be another. */
const leastForMs = 10 * 60_000;
/** So many answers, none older than this, show what the line is like now. */
const answersToTell = 20;
const youngForMs = 120_000;
/** Of a line with room; where a queue stands, hardly a tenth of the answers. */
const shareTogether = 0.4;

/** Undefined before an answer has come. */
export function leastAnswerMs({ candidates }: LeastAnswer): number | undefined {
  return candidates[0]?.afterMs;
}

/**
 * One answer more. A least that is not of this line is forgotten before its time: a VPN, a computer that was carried
 * home, an archive that transcodes from now on. A queue of ours moves with every burst, so answers that are late by it
 * lie far apart; where many of them begin at one moment, that is what an empty queue takes now.
 */
export function noteAnswer(state: LeastAnswer, answer: LineAnswer): LeastAnswer {
  const { atMs, afterMs } = answer;
  const kept = state.candidates.filter((one) => one.afterMs < afterMs && atMs - one.atMs < leastForMs);
  const young = [...state.young, answer].slice(-answersToTell).filter((one) => atMs - one.atMs < youngForMs);
  const candidates = [...kept, answer];
  const oldestMs = young[0]?.atMs ?? atMs;
  return {
    candidates: isOfAnotherLine(candidates, young) ? candidates.filter((one) => one.atMs >= oldestMs) : candidates,
    young,
  };
}

function isOfAnotherLine(candidates: readonly LineAnswer[], young: readonly LineAnswer[]): boolean {
  const least = candidates[0]?.afterMs;
  if (least === undefined || young.length < answersToTell) return false;
  const now = Math.min(...young.map(({ afterMs }) => afterMs));
  if (now < least + Math.max(60, 0.3 * least)) return false;
  const together = young.filter(({ afterMs }) => afterMs <= now + Math.max(20, 0.08 * now));
  return together.length >= shareTogether * young.length;
}
