/** What the process costs as time goes by: memory, what it holds open, who listens. */
import { median } from '../performance/figures.ts';

export interface Look {
  readonly atMs: number;
  readonly rssBytes: number;
  readonly heapBytes: number;
  readonly held: number;
  readonly listeners: number;
}

/** Of memory, after the first hour (trust.md section 8). */
const mostBytesPerHour = 1_000_000;
const settleMs = 3_600_000;

/** Until code has run and pools are full, everything grows. */
const warmUpShare = 0.2;
/** Fewer say nothing: trials beside one another hold now more, now less. */
const leastLooksInThird = 20;
/** Handles or listeners, the middle look of the last third above that of the first; more where looks differ by more. */
const leastAllowance = 20;

export class Growth {
  readonly #say: (line: string) => void;
  readonly #looks: Look[] = [];

  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  /** Notes what is held now; says it only with a title. */
  look(title?: string): void {
    // Started with --expose-gc, what is left is what is held.
    (globalThis as { gc?: () => void }).gc?.();
    const { rss, heapUsed } = process.memoryUsage();
    const look: Look = {
      atMs: performance.now(),
      rssBytes: rss,
      heapBytes: heapUsed,
      held: process.getActiveResourcesInfo().length,
      listeners: process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
    };
    this.#looks.push(look);
    if (title === undefined) return;
    this.#say(
      `${title}; RSS ${megabytes(look.rssBytes)}, heap ${megabytes(look.heapBytes)}, ${look.held} handles, ${look.listeners} listeners`,
    );
  }

  /** Answers what grew that must not; says what the run was too short for. */
  end(): readonly string[] {
    const { notes, problems } = judgeGrowth(this.#looks);
    for (const note of notes) this.#say(note);
    return problems;
  }
}

/** What grew that must not, and what is worth a line besides. A run that is too short to tell has no problem. */
export function judgeGrowth(looks: readonly Look[]): {
  readonly notes: readonly string[];
  readonly problems: readonly string[];
} {
  const notes: string[] = [];
  const problems: string[] = [];
  const judged = [
    ['handles', ({ held }: Look) => held],
    ['listeners', ({ listeners }: Look) => listeners],
  ] as const;
  for (const [what, pick] of judged) {
    const change = changeOf(looks.map(pick));
    if (!change) notes.push(`${looks.length} looks are too few to say whether ${what} grow`);
    else if (change.to - change.from > change.allowance)
      problems.push(`${what} grew from ${change.from} to ${change.to} (allowed: ${change.allowance} more)`);
  }
  const from = looks[0]?.atMs ?? 0;
  const slope = slopePerHour(looks.filter(({ atMs }) => atMs - from >= settleMs));
  if (slope !== undefined) {
    notes.push(`heap grew by ${(slope / 1e6).toFixed(2)} MB an hour after the first hour`);
    if (slope > mostBytesPerHour) problems.push(`heap grew by ${(slope / 1e6).toFixed(1)} MB an hour`);
  }
  return { notes, problems };
}

/**
 * The middle value of the first and of the last third after the warm-up: one look at a busy moment changes neither. The
 * allowance is the distance between the quartiles of the first third where that is more, for that is what comes and
 * goes by itself; a leak moves the middle by four times what it adds to that distance.
 */
function changeOf(values: readonly number[]) {
  const warm = values.slice(Math.ceil(values.length * warmUpShare));
  const third = Math.floor(warm.length / 3);
  if (third < leastLooksInThird) return undefined;
  const first = warm.slice(0, third).sort((one, other) => one - other);
  const quartile = (share: number) => first[Math.floor((third - 1) * share)] ?? 0;
  const allowance = Math.max(leastAllowance, quartile(0.75) - quartile(0.25));
  return { from: median(first), to: median(warm.slice(-third)), allowance };
}

/** Least squares over the heap, for RSS keeps what the allocator once had; undefined for less than half an hour. */
function slopePerHour(looks: readonly Look[]): number | undefined {
  const [first] = looks;
  const last = looks.at(-1);
  if (!first || !last || last.atMs - first.atMs < settleMs / 2) return undefined;
  const hours = looks.map(({ atMs }) => (atMs - first.atMs) / settleMs);
  const meanX = hours.reduce((sum, x) => sum + x, 0) / hours.length;
  const meanY = looks.reduce((sum, { heapBytes }) => sum + heapBytes, 0) / looks.length;
  let over = 0;
  let under = 0;
  for (const [index, look] of looks.entries()) {
    const x = (hours[index] ?? 0) - meanX;
    over += x * (look.heapBytes - meanY);
    under += x * x;
  }
  return over / under;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
