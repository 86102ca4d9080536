import { existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openTestStore } from '../fixtures/openStore.ts';
import { createTestRandom } from '../fixtures/testRandom.ts';
import { createTestWorld, type TestWorld } from '../fixtures/testWorld.ts';
import { hearUntilKilled, startChild } from './childProcess.ts';
import { type Said, said, trialFrames, trialStudies } from './trialCorpus.ts';

/** What so many deaths have cost (goal M7 of link.md). */
export interface KillFigures {
  readonly kills: number;
  readonly tornTails: number;
  readonly indexesLost: number;
  /** Frames that were served and are not the bytes that were kept. Must be 0. */
  readonly wrongFrames: number;
  /** Kept frames that a kill or a lost index alone has cost. Must be 0. */
  readonly lostFrames: number;
  /** Studies of which frames were kept, and none can be read. Must be 0. */
  readonly lostStudies: number;
  /** The most bytes that one death made it fetch again: after a kill, and after a cut of the mains. */
  readonly mostAgainAfterKill: number;
  readonly mostAgainAfterCut: number;
  readonly bytesFetched: number;
  readonly bytesFetchedAgain: number;
  /** From the start of the work to the first new frame on the disk; median and worst. */
  readonly resumeMs: { readonly median: number; readonly worst: number };
}

export interface KillTrialOptions {
  readonly seed: number;
  readonly kills: number;
}

interface Proven {
  readonly wrongFrames: number;
  readonly missing: number;
  readonly lostStudies: number;
}

type Death = 'kill' | 'cut' | 'lostIndex';

/** Kills a process that fetches again and again, now and then with a cut of the mains or a lost index besides. */
export async function runKillTrial({ seed, kills }: KillTrialOptions): Promise<KillFigures> {
  const random = createTestRandom(seed);
  await using world = await createTestWorld({ seed, startMs: 1_790_000_000_000 });
  const { directory } = world;
  const book = new TrialBook();
  for (let kill = 0; kill < kills; kill += 1) {
    const life = { lines: 5 + Math.floor(random.fraction() * 120), extraMs: random.fraction() * 40 };
    const child = startChild(join(import.meta.dirname, 'storeChild.ts'), [directory, String(seed + kill)]);
    book.read(await hearUntilKilled(child, said, life));
    const death = drawDeath(random.fraction());
    if (death === 'cut') cutMains(directory, book.synced, random);
    if (death === 'lostIndex') spoilIndex(directory, random.fraction());
    book.noteDeath(death);
  }
  return book.figures(kills, await proveAll(world, book.kept));
}

const drawDeath = (fraction: number): Death => (fraction < 0.3 ? 'cut' : fraction < 0.4 ? 'lostIndex' : 'kill');

/** What is known from outside: which frames were kept, and what each death has cost. */
class TrialBook {
  /** Bytes of each pack that are on the disk for certain. */
  readonly synced = new Map<string, number>();
  /** In which life each frame was last kept. */
  readonly #keptIn = new Map<number, number>();
  readonly #resumes: number[] = [];
  /** How each life ended, and what was fetched again because of it: perhaps not in the next life, which may be short. */
  readonly #ends: { readonly death: Death; bytes: number }[] = [];
  /** Had come, and was not kept yet. */
  #onItsWay: number | undefined;
  #fetched = 0;
  #fetchedAgain = 0;

  read(lines: readonly Said[]): void {
    for (const line of lines) {
      if (line.kind === 'synced') this.synced.set(line.pack, line.size);
      if (line.kind === 'resumed') this.#resumes.push(line.afterMs);
      if (line.kind === 'kept') {
        this.#keptIn.set(line.number, this.#ends.length);
        this.#onItsWay = undefined;
      }
      if (line.kind === 'letGo') {
        for (const { number, study } of trialFrames) if (study === line.study) this.#keptIn.delete(number);
      }
      if (line.kind !== 'fetched') continue;
      this.#fetched += line.bytes;
      const isAgain = this.#keptIn.has(line.number) || this.#onItsWay === line.number;
      this.#onItsWay = line.number;
      if (!isAgain) continue;
      this.#fetchedAgain += line.bytes;
      const blamed = this.#wasCut(line.number) ? this.#ends[this.#keptIn.get(line.number) ?? 0] : this.#ends.at(-1);
      if (blamed) blamed.bytes += line.bytes;
    }
  }

  noteDeath(death: Death): void {
    this.#ends.push({ death, bytes: 0 });
  }

  /** Kept, not let go of since, and at rest: what came in a life that ended with a cut of the mains need not be. */
  get kept(): ReadonlySet<number> {
    return new Set([...this.#keptIn.keys()].filter((number) => !this.#wasCut(number)));
  }

  #wasCut(number: number): boolean {
    return this.#ends[this.#keptIn.get(number) ?? this.#ends.length]?.death === 'cut';
  }

  #most(death: Death): number {
    return Math.max(0, ...this.#ends.filter((one) => one.death === death).map(({ bytes }) => bytes));
  }

  #count(death: Death): number {
    return this.#ends.filter((one) => one.death === death).length;
  }

  figures(kills: number, proven: Proven): KillFigures {
    const sorted = [...this.#resumes].sort((a, b) => a - b);
    return {
      kills,
      tornTails: this.#count('cut'),
      indexesLost: this.#count('lostIndex'),
      wrongFrames: proven.wrongFrames,
      lostFrames: proven.missing,
      lostStudies: proven.lostStudies,
      mostAgainAfterKill: Math.max(this.#most('kill'), this.#most('lostIndex')),
      mostAgainAfterCut: this.#most('cut'),
      bytesFetched: this.#fetched,
      bytesFetchedAgain: this.#fetchedAgain,
      resumeMs: { median: sorted[Math.floor(sorted.length / 2)] ?? 0, worst: sorted.at(-1) ?? 0 },
    };
  }
}

/** Of what was not at rest any sector may be lost, and the end of the index's log. */
function cutMains(directory: string, synced: ReadonlyMap<string, number>, random: { fraction(): number }): void {
  for (const name of readdirSync(join(directory, 'packs'))) {
    const path = join(directory, 'packs', name);
    const bytes = readFileSync(path);
    const safe = Math.min(bytes.length, synced.get(name) ?? 0);
    if (safe === bytes.length) continue;
    for (let at = safe; at < bytes.length; at += 512) {
      if (random.fraction() < 0.05) bytes.fill(0, at, Math.min(at + 512, bytes.length));
      else if (random.fraction() < 0.01) bytes[at] = (bytes[at] ?? 0) ^ 1;
    }
    const left = random.fraction() < 0.5 ? bytes.length : safe + Math.floor(random.fraction() * (bytes.length - safe));
    writeFileSync(path, bytes.subarray(0, left));
  }
  const log = join(directory, 'cache.db-wal');
  if (existsSync(log)) truncateSync(log, Math.floor(random.fraction() * statSync(log).size));
  for (const name of ['cache.db-shm', 'records.db-shm']) rmSync(join(directory, name), { force: true });
}

function spoilIndex(directory: string, fraction: number): void {
  const path = join(directory, 'cache.db');
  if (fraction < 0.5 || !existsSync(path)) {
    for (const name of ['cache.db', 'cache.db-wal', 'cache.db-shm']) rmSync(join(directory, name), { force: true });
    return;
  }
  const bytes = readFileSync(path);
  for (let at = 100; at < bytes.length; at += 4096) bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

/** Opens what is left as the next start does, and reads every frame. */
async function proveAll(world: TestWorld, kept: ReadonlySet<number>): Promise<Proven> {
  const { directory } = world;
  const { cache, close } = await openTestStore(world, directory);
  let [wrongFrames, missing] = [0, 0];
  const readable = new Set<number>();
  for (const { number, study, key, make } of trialFrames) {
    const found = await cache.readFrame(key);
    if (found) readable.add(study);
    else if (kept.has(number)) missing += 1;
    if (found && !Buffer.from(found.bytes).equals(make().bytes)) wrongFrames += 1;
  }
  const expected = new Set(trialFrames.filter(({ number }) => kept.has(number)).map(({ study }) => study));
  const lostStudies = trialStudies.filter((_, index) => expected.has(index) && !readable.has(index)).length;
  await close();
  return { wrongFrames, missing, lostStudies };
}
