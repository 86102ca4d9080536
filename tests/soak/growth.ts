/** What the process costs as time goes by: memory, what it holds open, who listens. */
interface Look {
  readonly atMs: number;
  readonly rssBytes: number;
  readonly heapBytes: number;
  readonly held: number;
  readonly listeners: number;
}

/** Of memory, after the first hour (trust.md section 8). */
const mostBytesPerHour = 1_000_000;
const settleMs = 3_600_000;

export class Growth {
  readonly #say: (line: string) => void;
  readonly #looks: Look[] = [];

  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  look(title: string): void {
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
    this.#say(
      `${title}; RSS ${megabytes(look.rssBytes)}, heap ${megabytes(look.heapBytes)}, ${look.held} handles, ${look.listeners} listeners`,
    );
  }

  /** Answers what grew that must not; memory only where the run lasted long enough to tell. */
  end(): readonly string[] {
    const [first] = this.#looks;
    const last = this.#looks.at(-1);
    if (!first || !last || first === last) return [];
    const problems: string[] = [];
    if (last.held > first.held + 20) problems.push(`handles grew from ${first.held} to ${last.held}`);
    if (last.listeners > first.listeners + 20)
      problems.push(`listeners grew from ${first.listeners} to ${last.listeners}`);
    const settled = this.#looks.filter(({ atMs }) => atMs - first.atMs >= settleMs);
    const slope = slopePerHour(settled);
    if (slope !== undefined) {
      this.#say(`heap grew by ${(slope / 1e6).toFixed(2)} MB an hour after the first hour`);
      if (slope > mostBytesPerHour) problems.push(`heap grew by ${(slope / 1e6).toFixed(1)} MB an hour`);
    }
    return problems;
  }
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
