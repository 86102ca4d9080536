/**
 * One study fetch of the real services through a bad archive and a bad line, all drawn from a seed; then the faults
 * stop, everything must come, and nothing wrong may ever have counted as there (link.md M11).
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRequestHandler } from '#electron/practice/index.ts';
import { seededFractions } from '#tests/fixtures/testRandom.ts';
import { createFastWorld } from './fastWorld.ts';
import { startFaultProxy } from './faultProxy.ts';
import { drawScript, type TrialStage } from './faultScript.ts';
import { startFaultyArchive } from './faultyArchive.ts';
import { TrialDesk } from './trialDesk.ts';
import { type TrialCorpus, trialCorpus } from './trialStudies.ts';

export interface TrialReport {
  readonly seed: number;
  readonly steps: readonly string[];
  /** What must not be: empty when the trial passed. */
  readonly violations: readonly string[];
  readonly frames: number;
  readonly framesAsked: number;
  readonly strikes: number;
  readonly wallMs: number;
}

const speed = 60;
/** After the faults have stopped, on the wall; the longest pause of the services is a second of it, and a busy machine takes its time. */
const recoverWithinMs = 60_000;
/** On their way at once, and those that a refused list is asked again for one by one. */
export const framesAStrikeMayCost = 14;

/** Plays one trial. Never rejects: what went wrong is in `violations`. */
export async function runFaultTrial(seed: number): Promise<TrialReport> {
  const started = performance.now();
  const trial = await FaultTrial.open(seed);
  const unhandled = (reason: unknown) => trial.violate(`unhandled rejection: ${String(reason)}`);
  // A timer that throws ends a process; here it ends the trial.
  const uncaught = (error: Error) => trial.violate(`uncaught: ${error.stack ?? error.message}`);
  process.on('unhandledRejection', unhandled);
  process.on('uncaughtException', uncaught);
  try {
    await trial.play();
    await trial.recover();
    await trial.inspect();
  } catch (error) {
    trial.violate(`threw: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  } finally {
    await trial.close();
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', unhandled);
    process.off('uncaughtException', uncaught);
  }
  return trial.report(performance.now() - started);
}

type Stage = Omit<TrialStage, 'networkChanged' | 'restart'>;

class FaultTrial {
  readonly #seed: number;
  readonly #corpus: TrialCorpus;
  readonly #stage: TrialStage;
  readonly #desk: TrialDesk;
  readonly #folder: string;
  readonly #draw: () => number;
  readonly #violations = new Set<string>();
  readonly #steps: string[] = [];
  #watch: NodeJS.Timeout | undefined;

  private constructor(seed: number, corpus: TrialCorpus, stage: Stage, folder: string) {
    this.#seed = seed;
    this.#corpus = corpus;
    this.#folder = folder;
    this.#draw = seededFractions(`trial ${seed}`);
    this.#desk = new TrialDesk({ world: stage.world, folder, url: stage.proxy.url });
    this.#stage = {
      ...stage,
      networkChanged: () => this.#desk.services?.networkChanged(),
      restart: () => this.#desk.restart(),
    };
  }

  static async open(seed: number): Promise<FaultTrial> {
    const corpus = await trialCorpus();
    const serve = (source: TrialCorpus['own']) => createRequestHandler({ sources: () => [source] });
    const archive = await startFaultyArchive(serve(corpus.own), `archive ${seed}`);
    const proxy = await startFaultProxy({ target: archive.url, seed: `proxy ${seed}`, line: { oneWayMs: 1 } });
    const world = createFastWorld({ seed, speed });
    const folder = await mkdtemp(join(tmpdir(), 'durbeen-trial-'));
    const stage = { archive, proxy, world, impostor: serve(corpus.impostor), lossy: serve(corpus.lossy) };
    return new FaultTrial(seed, corpus, stage, folder);
  }

  violate(what: string): void {
    this.#violations.add(what);
  }

  /** The script runs beside the fetch; its first steps are there before the first question. */
  async play(): Promise<void> {
    const script = drawScript(this.#draw, this.#stage);
    const isEarly = ({ afterMs, name }: (typeof script)[number]) => afterMs === 0 && /^(archive|connection)/.test(name);
    this.#watch = setInterval(() => this.#checkNow(), 10);
    for (const step of script.filter(isEarly)) {
      this.#steps.push(step.name);
      await step.run(this.#stage);
    }
    await this.#desk.start();
    for (const step of script.filter((one) => !isEarly(one))) {
      await pause(step.afterMs);
      this.#steps.push(step.name);
      await step.run(this.#stage);
    }
    await pause(100);
  }

  /** The faults stop; the services ask again by themselves. */
  async recover(): Promise<void> {
    const { archive, proxy, world } = this.#stage;
    archive.clearFaults();
    proxy.clearFaults();
    await proxy.restore();
    world.files.healAll();
    const deadline = performance.now() + recoverWithinMs;
    while (!this.#isAllHere()) {
      if (performance.now() > deadline) {
        this.violate(`not complete ${recoverWithinMs} ms after the faults stopped: ${this.#describeList()}`);
        return;
      }
      await pause(20);
    }
  }

  async inspect(): Promise<void> {
    this.#checkNow();
    clearInterval(this.#watch);
    for (const wrong of await this.#desk.compareKept(this.#corpus)) this.violate(wrong);
    // A loop that asks again and again costs more than what was on its way.
    const most = this.#corpus.truth.size + framesAStrikeMayCost * (this.#strikes + 1);
    if (this.#framesAsked > most) this.violate(`${this.#framesAsked} frames asked for, at most ${most} expected`);
  }

  async close(): Promise<void> {
    clearInterval(this.#watch);
    await this.#desk.stop();
    await this.#stage.proxy.close();
    await this.#stage.archive.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  report(wallMs: number): TrialReport {
    return {
      seed: this.#seed,
      steps: this.#steps,
      violations: [...this.#violations],
      frames: this.#corpus.truth.size,
      framesAsked: this.#framesAsked,
      strikes: this.#strikes,
      wallMs: Math.round(wallMs),
    };
  }

  #isAllHere(): boolean {
    const items = this.#desk.items();
    return (
      items.length === this.#corpus.studies.length &&
      items.every(({ study, readiness }) => readiness.presentFrames === this.#framesOf(study.studyInstanceUID)) &&
      items.every(({ readiness }) => readiness.state === 'complete')
    );
  }

  #framesOf(study: string): number {
    return [...this.#corpus.truth.keys()].filter((name) => name.startsWith(`${study}.`)).length;
  }

  /** What must hold at every moment. */
  #checkNow(): void {
    for (const { study, readiness } of this.#desk.items()) {
      const uid = study.studyInstanceUID;
      if (!this.#corpus.studies.includes(uid)) this.violate(`a foreign study is listed: ${uid}`);
      const whole = this.#framesOf(uid);
      if (readiness.state === 'complete' && readiness.presentFrames < whole) {
        this.violate(`"complete" with ${readiness.presentFrames} of ${whole} frames: ${uid}`);
      }
      if (readiness.presentFrames > whole) this.violate(`${readiness.presentFrames} of ${whole} frames: ${uid}`);
    }
  }

  get #framesAsked(): number {
    return framesAskedOf(this.#stage.archive.requests);
  }

  get #strikes(): number {
    return this.#stage.archive.strikes + this.#stage.proxy.counts.resets + this.#steps.length;
  }

  #describeList(): string {
    const said = this.#desk.items().map(({ readiness }) => readiness);
    return JSON.stringify({ said, archives: this.#desk.services?.worklist.list().archives });
  }
}

/** Frames that an archive was asked for, those of lists one by one. */
export function framesAskedOf(requests: readonly { readonly target: string }[]): number {
  return requests.reduce((sum, { target }) => {
    const list = /\/frames\/([\d,]+)/.exec(target)?.[1];
    return list === undefined ? sum : sum + list.split(',').length;
  }, 0);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
