/**
 * One study fetch of the real services through a bad archive and a bad line, all drawn from a seed; then the faults
 * stop, everything must come, and nothing wrong may ever have counted as there (link.md M11).
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog } from '#electron/base/logging/log.ts';
import { createServices, type Services } from '#electron/host/createServices.ts';
import { createRequestHandler } from '#electron/practice/index.ts';
import { createStudyCache } from '#electron/services/cache/index.ts';
import { openRecords } from '#electron/services/records/index.ts';
import type { Result } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { EncodedFrame } from '#shared/contract/frames.ts';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import type { ArchiveId, FrameKey, StudyRef } from '#shared/dicom/frameKey.ts';
import { explicitVRLittleEndian } from '#shared/dicom/transferSyntax.ts';
import type { SOPInstanceUID, StudyInstanceUID } from '#shared/dicom/uids.ts';
import { testKeys } from '#tests/fixtures/dataKeys.ts';
import { createFastWorld, type FastWorld } from './fastWorld.ts';
import { startFaultProxy } from './faultProxy.ts';
import { drawScript, type TrialStage } from './faultScript.ts';
import { startFaultyArchive } from './faultyArchive.ts';
import { seededFractions } from './seededFractions.ts';
import { type TrialCorpus, type TrueFrame, trialCorpus } from './trialStudies.ts';

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
const archiveId = 'trial' as ArchiveId;
/** After the faults have stopped, on the wall; the longest pause of the services is a second of it. */
const recoverWithinMs = 25_000;

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

class FaultTrial {
  readonly #seed: number;
  readonly #corpus: TrialCorpus;
  readonly #stage: TrialStage;
  readonly #world: FastWorld;
  readonly #folder: string;
  readonly #draw: () => number;
  readonly #violations = new Set<string>();
  readonly #steps: string[] = [];
  #services: Services | undefined;
  #watch: NodeJS.Timeout | undefined;

  private constructor(
    seed: number,
    corpus: TrialCorpus,
    stage: Omit<TrialStage, 'networkChanged' | 'restart'>,
    folder: string,
  ) {
    this.#seed = seed;
    this.#corpus = corpus;
    this.#world = stage.world;
    this.#folder = folder;
    this.#draw = seededFractions(`trial ${seed}`);
    this.#stage = {
      ...stage,
      networkChanged: () => this.#services?.networkChanged(),
      restart: () => this.#restart(),
    };
  }

  static async open(seed: number): Promise<FaultTrial> {
    const corpus = await trialCorpus();
    const serve = (sources: TrialCorpus['own']) => createRequestHandler({ sources: () => [sources] });
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
    const early = script.filter(({ afterMs }) => afterMs === 0);
    this.#watch = setInterval(() => this.#checkNow(), 10);
    for (const step of early.filter(({ name }) => name.startsWith('archive') || name.startsWith('connection'))) {
      this.#steps.push(step.name);
      await step.run(this.#stage);
    }
    await this.#start();
    for (const step of script.filter((one) => !this.#steps.includes(one.name))) {
      await pause(step.afterMs);
      this.#steps.push(step.name);
      await step.run(this.#stage);
    }
    await pause(100);
  }

  /** The faults stop; the reader asks for the list again from time to time, as the services do by themselves. */
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

  /** Opens the disk anew and compares every frame with the archive's own. */
  async inspect(): Promise<void> {
    this.#checkNow();
    clearInterval(this.#watch);
    await this.#stop();
    const world = this.#world;
    const records = unwrap(await openRecords(world, this.#folder, testKeys()));
    const cache = unwrap(await createStudyCache({ world, records, directory: this.#folder, keys: testKeys() }));
    try {
      for (const study of this.#corpus.studies.map(refOf)) {
        for (const { seriesInstanceUID } of cache.readSeries(study)) {
          for (const [sopInstanceUID, numbers] of cache.presentFrames(study, seriesInstanceUID)) {
            for (const frameNumber of numbers) {
              const key = {
                ...study,
                seriesInstanceUID,
                sopInstanceUID: sopInstanceUID as SOPInstanceUID,
                frameNumber,
              };
              await this.#compare(cache.readFrame(key), key);
            }
          }
        }
      }
    } finally {
      await cache.close();
      records.close();
    }
    this.#checkCost();
  }

  async close(): Promise<void> {
    clearInterval(this.#watch);
    await this.#stop();
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

  async #start(): Promise<void> {
    const created = await createServices({
      world: this.#world,
      log: silentLog,
      directory: this.#folder,
      profile: 'patients',
      keys: testKeys(),
      appVersion: '0.0.0-test',
      builtIn: [],
      emit: () => {},
    });
    this.#services = unwrap(created);
    if (this.#services.records.archives.list().length > 0) return;
    const { url } = this.#stage.proxy;
    const signIn = { kind: 'none' } as const;
    const assignment = { daysBack: 3_000, modalities: [], prefetch: true };
    unwrap(
      this.#services.records.archives.save({ archiveId, name: 'Trial', kind: 'dicomweb', url, signIn, assignment }),
    );
    await this.#services.archivesChanged();
  }

  async #stop(): Promise<void> {
    const services = this.#services;
    this.#services = undefined;
    await services?.stop();
  }

  async #restart(): Promise<void> {
    await this.#stop();
    await this.#start();
  }

  #items(): readonly WorklistItem[] {
    return this.#services?.worklist.list().items ?? [];
  }

  #isAllHere(): boolean {
    const items = this.#items();
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
    for (const { study, readiness } of this.#items()) {
      const uid = study.studyInstanceUID;
      if (!this.#corpus.studies.includes(uid)) this.violate(`a foreign study is listed: ${uid}`);
      const whole = this.#framesOf(uid);
      if (readiness.state === 'complete' && readiness.presentFrames < whole) {
        this.violate(`"complete" with ${readiness.presentFrames} of ${whole} frames: ${uid}`);
      }
      if (readiness.presentFrames > whole) this.violate(`${readiness.presentFrames} of ${whole} frames: ${uid}`);
    }
  }

  async #compare(reading: Promise<EncodedFrame | undefined>, key: FrameKey): Promise<void> {
    const name = `${key.sopInstanceUID}/${key.frameNumber}`;
    const kept = await reading;
    if (!kept) return this.violate(`counted as present and cannot be read: ${name}`);
    const truth = this.#corpus.truth.get(name);
    if (!truth || !isTrue(kept, truth)) this.violate(`wrong bytes count as present: ${name}`);
    if (kept.fidelity.transfer !== 'lossless') this.violate(`lossy and unasked: ${name}`);
  }

  get #framesAsked(): number {
    return this.#stage.archive.requests.reduce((sum, { target }) => {
      const list = /\/frames\/([\d,]+)/.exec(target)?.[1];
      return list === undefined ? sum : sum + list.split(',').length;
    }, 0);
  }

  get #strikes(): number {
    return this.#stage.archive.strikes + this.#stage.proxy.counts.resets + this.#steps.length;
  }

  /** Each strike may cost what was on its way; a loop that asks again and again costs more. */
  #checkCost(): void {
    const most = this.#corpus.truth.size + 14 * (this.#strikes + 1);
    if (this.#framesAsked > most) this.violate(`${this.#framesAsked} frames asked for, at most ${most} expected`);
  }

  #describeList(): string {
    const services = this.#services;
    const said = this.#items().map(({ readiness }) => readiness);
    return JSON.stringify({ said, archives: services?.worklist.list().archives });
  }
}

function isTrue(kept: EncodedFrame, truth: TrueFrame): boolean {
  const { transferSyntaxUID, bytes } = kept;
  const isStored = transferSyntaxUID === truth.transferSyntaxUID && Buffer.from(bytes).equals(truth.stored);
  return isStored || (transferSyntaxUID === explicitVRLittleEndian && Buffer.from(bytes).equals(truth.native));
}

const refOf = (uid: string): StudyRef => ({ archiveId, studyInstanceUID: uid as StudyInstanceUID });

function unwrap<Value>(result: Result<Value, Failure>): Value {
  if (!result.ok) throw new Error(result.failure.code);
  return result.value;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
