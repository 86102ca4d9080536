import { describe, expect, it } from 'vitest';
import {
  type CountState,
  countConnections,
  type LineAnswer,
  type LineObservation,
  lossyCeiling,
  ordinaryCeiling,
  startCount,
} from './connectionCount.ts';
import { leastAnswerMs, noLeastAnswer, noteAnswer } from './leastAnswer.ts';

/** `home5`: 4.7 Mbit/s of payload, 300 ms, a queue of 300 ms; frames of 180 KB. */
const home5 = { bytesPerSecond: 587_500, roundTripMs: 300, queueMs: 300, answerBytes: 180_000 };

interface Line {
  readonly bytesPerSecond: number;
  readonly roundTripMs: number;
  readonly queueMs: number;
  readonly answerBytes: number;
  /** What loss or slow start allow one connection while it sends, in round trips for an answer. */
  readonly tripsForAnswer: number;
  /** Before the answer begins: two where every socket is fresh, for it is dialled first. */
  readonly tripsBefore?: number;
  /** Longest work of the archive on an answer, ms; the shortest is a fifth of it. */
  readonly archiveMs?: number;
  /** Share of the answers whose request or first segment was lost on a fresh socket: they come after its first timer. */
  readonly lateShare?: number;
  /** What the archive makes in all, bytes a second. */
  readonly archiveBytesPerSecond?: number;
}

/** Mathis: an answer of S takes S/c, and c falls with the round trip, so it takes so many of them. */
const tripsAt = (loss: number, line = home5) =>
  loss === 0 ? 3.2 : line.answerBytes / ((1.4 * 1448) / Math.sqrt(loss));

function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** What `count` connections do on a line: its goodput, and the wait before the bottleneck that half of the answers see. */
function flowOf(line: Line, count: number): { goodput: number; queueMs: number } {
  const trips = line.tripsForAnswer + (line.tripsBefore ?? 1);
  const each = line.answerBytes / (trips * (line.roundTripMs / 1000));
  const asked = Math.min(count * each, line.archiveBytesPerSecond ?? Number.POSITIVE_INFINITY);
  if (asked < line.bytesPerSecond) return { goodput: asked, queueMs: 60 * (asked / line.bytesPerSecond) ** 12 };
  // Round trips grow until the connections carry no more than the line does.
  const trip = (count * line.answerBytes) / line.bytesPerSecond / trips;
  const queueMs = Math.min(line.queueMs, trip * 1000 - line.roundTripMs);
  return { goodput: line.bytesPerSecond, queueMs: Math.max(60, queueMs) };
}

/** Runs the rule on a line on a clock of its own; answers the counts of each second. */
function run(
  line: Line,
  seconds: number,
  seed = 1,
  from: CountState = startCount(),
  leastMs: (answer: LineAnswer | undefined) => number = () => line.roundTripMs,
): { states: CountState[] } {
  const random = createRandom(seed);
  let state = from;
  let owed = 0;
  const states: CountState[] = [];
  for (let atMs = 0; atMs < seconds * 1000; atMs += 250) {
    const { goodput, queueMs } = flowOf(line, state.count);
    // Goodput of a lossy line varies by a quarter, its queue between nothing and twice the middle.
    const bytes = goodput * 0.25 * (0.6 + 0.8 * random());
    owed += bytes / line.answerBytes;
    const answersMs: number[] = [];
    for (; owed >= 1; owed -= 1) {
      const late = random() < (line.lateShare ?? 0) ? 900 : 0;
      const workMs = (line.archiveMs ?? 5) * (0.2 + 0.8 * random());
      answersMs.push(line.roundTripMs + 2 * queueMs * random() + workMs + late);
    }
    for (const afterMs of answersMs) leastMs({ atMs, afterMs });
    state = countConnections(state, { atMs, bytes, answersMs, leastAnswerMs: leastMs(undefined), isFull: true });
    states.push(state);
  }
  return { states };
}

const settled = (line: Line, seed = 1) => {
  const counts = run(line, 240, seed)
    .states.slice(-480)
    .map(({ count }) => count);
  return counts.reduce((sum, one) => sum + one, 0) / counts.length;
};

describe('countConnections', () => {
  it.each([
    [0, 4, 6],
    [0.01, 9, 14],
    [0.02, 14, 20],
    [0.03, 16, 22],
  ])('N3: on home5 with %s loss it settles between %i and %i', (loss, least, most) => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const count = settled({ ...home5, tripsForAnswer: tripsAt(loss) }, seed);
      expect(count).toBeGreaterThanOrEqual(least);
      expect(count).toBeLessThanOrEqual(most);
    }
  });

  it('N3: fills a lossy line within half a minute', () => {
    const line = { ...home5, tripsForAnswer: tripsAt(0.02) };
    const { states } = run(line, 30);
    expect(flowOf(line, states.at(-1)?.count ?? 0).goodput).toBeGreaterThan(0.9 * line.bytesPerSecond);
  });

  /** An archive that closes after each answer: dialled each time, so slow start each time, which loss hardly holds back. */
  const fresh = (loss: number): Line => ({
    ...home5,
    tripsForAnswer: 4 + 200 * loss,
    tripsBefore: 2,
    archiveMs: 40,
    lateShare: 2 * loss,
  });
  /** What a gauge does that has seen the archive over a line of 1 ms: at the site, before a VPN, in a test. */
  const learnsLeast = (firstMs: number) => {
    let least = noteAnswer(noLeastAnswer, { atMs: -5_000, afterMs: firstMs });
    return (answer: LineAnswer | undefined) => {
      if (answer) least = noteAnswer(least, answer);
      return leastAnswerMs(least) ?? firstMs;
    };
  };
  const shareAt = (line: Line, states: readonly CountState[]) => {
    const goodputs = states.map(({ count }) => flowOf(line, count).goodput);
    return goodputs.reduce((sum, one) => sum + one, 0) / goodputs.length / line.bytesPerSecond;
  };

  it.each([0, 0.01, 0.02, 0.03])('N3: fills the line where every socket is fresh, at %s loss', (loss) => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const { states } = run(fresh(loss), 120, seed, undefined, learnsLeast(305));
      expect(shareAt(fresh(loss), states.slice(80))).toBeGreaterThan(0.9);
    }
  });

  it('N3: a least round trip of another line is forgotten, and holds nothing back', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const { states } = run(fresh(0.01), 120, seed, undefined, learnsLeast(1));
      expect(shareAt(fresh(0.01), states.slice(80))).toBeGreaterThan(0.9);
    }
  });

  it('N3: answers that are late for another reason than our queue do not cost goodput for good', () => {
    // The least is wrong and stays wrong: every answer seems to have waited 300 ms.
    for (const seed of [1, 2, 3, 4, 5]) {
      const { states } = run(fresh(0.02), 240, seed, undefined, () => 1);
      expect(shareAt(fresh(0.02), states.slice(-600))).toBeGreaterThan(0.8);
    }
  });

  it('N3: an archive that is slow is tried with more than the ordinary ceiling now and then, and left with few', () => {
    const line = { ...home5, tripsForAnswer: 1, archiveBytesPerSecond: 100_000 };
    const counts = run(line, 600).states.map(({ count }) => count);
    expect(counts.filter((count) => count > ordinaryCeiling).length).toBeLessThan(counts.length / 4);
    expect(counts.filter((count) => count <= 8).length).toBeGreaterThan(counts.length * 0.45);
  });

  it('N3: never asks for more than the ceiling, whatever it is told', () => {
    const { states } = run({ ...home5, tripsForAnswer: tripsAt(0.2) }, 600);
    expect(Math.max(...states.map(({ count }) => count))).toBe(lossyCeiling);
  });

  it.each(['busy', 'stalled'] as const)(
    'N3: halves on %s, once for what failed together, and holds for 30 s',
    (trouble) => {
      const line = { ...home5, tripsForAnswer: tripsAt(0.02) };
      let state = run(line, 120).states.at(-1) ?? startCount();
      const before = state.count;
      const quiet: LineObservation = { atMs: 120_000, bytes: 0, answersMs: [], leastAnswerMs: 300, isFull: true };
      for (const atMs of [120_000, 120_100, 120_200]) state = countConnections(state, { ...quiet, atMs, trouble });
      expect(state.count).toBe(Math.floor(before / 2));
      const eager = { ...quiet, bytes: 2_000_000, answersMs: Array.from({ length: 20 }, () => 300) };
      for (let atMs = 121_000; atMs < 150_000; atMs += 3_000) state = countConnections(state, { ...eager, atMs });
      expect(state.count).toBe(Math.floor(before / 2));
      for (let atMs = 151_000; atMs < 400_000; atMs += 3_000) {
        state = countConnections(state, { ...eager, bytes: 100_000 * state.count, atMs });
      }
      // An archive that said it is too much is not asked for more than the ordinary ceiling for a while.
      expect(state.count).toBe(trouble === 'busy' ? ordinaryCeiling : lossyCeiling);
    },
  );

  it('learns nothing while less is asked for than allowed', () => {
    const idle: LineObservation = { atMs: 0, bytes: 50_000, answersMs: [300, 300], leastAnswerMs: 300, isFull: false };
    let state = startCount(8);
    for (let atMs = 0; atMs < 60_000; atMs += 500) state = countConnections(state, { ...idle, atMs });
    expect(state.count).toBe(8);
  });
});
