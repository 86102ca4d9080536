import type { FrameRequest, InstanceToPlan, StudyToPlan } from '#shared/prefetch/frameRequest.ts';

interface Held {
  /** Of the archive's frames of it, as far as it has them. */
  readonly frames: number[];
  readonly missing: number[];
  readonly frameBytes: number;
}

/** What has come of one study. */
export class Stock {
  /** Always says what is missing now. */
  readonly plan: StudyToPlan;
  #totalBytes = 0;
  #remainingBytes = 0;
  #letGoBytes = 0;
  readonly #instances = new Map<string, Held>();
  /** Images that the archive does not have yet. */
  readonly #late: InstanceToPlan[] = [];

  /** @param lateInstances so many, of the end of the last series, that `release` makes known. */
  constructor(plan: StudyToPlan, lateInstances = 0) {
    this.plan = {
      study: plan.study,
      series: plan.series.map((one, index) => {
        const known = index === plan.series.length - 1 ? one.instances.length - lateInstances : one.instances.length;
        return { ...one, instances: one.instances.map((each, position) => this.#hold(each, position >= known)) };
      }),
    };
  }

  get totalBytes(): number {
    return this.#totalBytes;
  }

  get remainingBytes(): number {
    return this.#remainingBytes;
  }

  /** Over the line; what was let go of and fetched again twice. */
  get fetchedBytes(): number {
    return this.heldBytes + this.#letGoBytes;
  }

  /** On the disk. */
  get heldBytes(): number {
    return this.#totalBytes - this.#remainingBytes;
  }

  get isComplete(): boolean {
    return this.#remainingBytes === 0;
  }

  /** Bytes of those of the frames asked for that are still missing. */
  bytesOf(request: FrameRequest): number {
    const held = this.#instances.get(request.sopInstanceUID);
    if (!held) return 0;
    return request.frameNumbers.filter((number) => held.missing.includes(number)).length * held.frameBytes;
  }

  receive(request: FrameRequest): void {
    const held = this.#instances.get(request.sopInstanceUID);
    for (const number of request.frameNumbers) {
      const position = held?.missing.indexOf(number) ?? -1;
      if (!held || position < 0) continue;
      held.missing.splice(position, 1);
      this.#remainingBytes -= held.frameBytes;
    }
  }

  /** The disk has no more room for it. */
  letGo(): void {
    this.#letGoBytes += this.heldBytes;
    this.#remainingBytes = this.#totalBytes;
    for (const { frames, missing } of this.#instances.values()) missing.splice(0, missing.length, ...frames);
  }

  /** The late images are at the archive now. */
  release(): void {
    for (const instance of this.#late.splice(0)) {
      const held = this.#instances.get(instance.sopInstanceUID);
      held?.frames.push(...instance.missing);
      held?.missing.push(...instance.missing);
      this.#count(instance);
    }
  }

  #hold(instance: InstanceToPlan, isLate: boolean): InstanceToPlan {
    const missing = isLate ? [] : [...instance.missing];
    this.#instances.set(instance.sopInstanceUID, {
      frames: [...missing],
      missing,
      frameBytes: instance.frameBytes,
    });
    if (isLate) this.#late.push(instance);
    else this.#count(instance);
    return { ...instance, missing };
  }

  #count({ missing, frameBytes }: InstanceToPlan): void {
    this.#totalBytes += missing.length * frameBytes;
    this.#remainingBytes += missing.length * frameBytes;
  }
}

/** @param lateInstances that do not count. */
export function bytesOfPlan(plan: StudyToPlan, lateInstances = 0): number {
  return new Stock(plan, lateInstances).totalBytes;
}
