import { describe, expect, it } from 'vitest';
import {
  type CountState,
  countConnections,
  type LineObservation,
  lossyCeiling,
  ordinaryCeiling,
  startCount,
} from './connectionCount.ts';

/** `home5`: 4.7 Mbit/s of payload, 300 ms, a queue of 300 ms; frames of 180 KB. */
const home5 = { bytesPerSecond: 587_500, roundTripMs: 300, queueMs: 300, answerBytes: 180_000 };

interface Line {
  readonly bytesPerSecond: number;
  readonly roundTripMs: number;
  readonly queueMs: number;
  readonly answerBytes: number;
  /** What loss or slow start allow one connection while it sends, in round trips for an answer. */
  readonly tripsForAnswer: number;
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
  const each = line.answerBytes / ((line.tripsForAnswer + 1) * (line.roundTripMs / 1000));
  const asked = Math.min(count * each, line.archiveBytesPerSecond ?? Number.POSITIVE_INFINITY);
  if (asked < line.bytesPerSecond) return { goodput: asked, queueMs: 60 * (asked / line.bytesPerSecond) ** 12 };
  // Round trips grow until the connections carry no more than the line does.
  const trip = (count * line.answerBytes) / line.bytesPerSecond / (line.tripsForAnswer + 1);
  const queueMs = Math.min(line.queueMs, trip * 1000 - line.roundTripMs);
  return { goodput: line.bytesPerSecond, queueMs: Math.max(60, queueMs) };
}

/** Runs the rule on a line on a clock of its own; answers the counts of each second. */
function run(line: Line, seconds: number, seed = 1, from: CountState = startCount()): { states: CountState[] } {
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
    for (; owed >= 1; owed -= 1) answersMs.push(line.roundTripMs + 2 * queueMs * random() + 5 * random());
    state = countConnections(state, { atMs, bytes, answersMs, leastAnswerMs: line.roundTripMs, isFull: true });
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
