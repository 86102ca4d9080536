import { type FrameKey, frameId } from '#shared/dicom/frameKey.ts';
import type { FetchJob } from './fetchJob.ts';

/** The questions that are on their way to one archive, and by which of them each frame comes. */
export class RunningJobs {
  readonly #jobs = new Map<FetchJob, Promise<void>>();
  readonly #byFrame = new Map<string, FetchJob>();

  get size(): number {
    return this.#jobs.size;
  }

  list(): readonly FetchJob[] {
    return [...this.#jobs.keys()];
  }

  inLane(lane: FetchJob['lane']): number {
    let count = 0;
    for (const job of this.#jobs.keys()) if (job.lane === lane) count += 1;
    return count;
  }

  isFetching({ studyInstanceUID }: Pick<FrameKey, 'studyInstanceUID'>): boolean {
    for (const { instance } of this.#jobs.keys()) if (instance.study === studyInstanceUID) return true;
    return false;
  }

  /** Something of a study that is open is on its way. */
  get isForOpen(): boolean {
    for (const { tier } of this.#jobs.keys()) if (tier === 'open' || tier === 'display') return true;
    return false;
  }

  /** By what a frame comes; undefined where it is not on its way. */
  jobOf(id: string): FetchJob | undefined {
    return this.#byFrame.get(id);
  }

  has(id: string): boolean {
    return this.#byFrame.has(id);
  }

  /** From now on nothing else asks for its frames. */
  claim(job: FetchJob): void {
    for (const key of job.remaining.values()) this.#byFrame.set(frameId(key), job);
  }

  add(job: FetchJob, asked: Promise<void>): void {
    this.#jobs.set(job, asked);
  }

  frameCame(id: string): void {
    this.#byFrame.delete(id);
  }

  end(job: FetchJob): void {
    this.#jobs.delete(job);
    for (const [id, running] of this.#byFrame) if (running === job) this.#byFrame.delete(id);
  }

  /** What is on its way of these instances is of another state of them: it is asked for again. */
  abandon({ studyInstanceUID }: Pick<FrameKey, 'studyInstanceUID'>, sopInstanceUIDs: ReadonlySet<string>): void {
    for (const job of this.#jobs.keys()) {
      if (job.instance.study !== studyInstanceUID || !sopInstanceUIDs.has(job.instance.instance)) continue;
      job.isOutdated = true;
      job.preempt();
    }
  }

  preemptAll(): void {
    for (const job of this.#jobs.keys()) job.preempt();
  }

  /** Cancels every one, and waits until all have ended. */
  async stop(): Promise<void> {
    for (const job of this.#jobs.keys()) job.cancel();
    await Promise.all(this.#jobs.values());
  }
}
