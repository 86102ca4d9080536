import type { FrameRequest, InstanceToPlan, StudyToPlan } from '#shared/prefetch/frameRequest.ts';

interface Held {
  readonly missing: number[];
  readonly frameBytes: number;
}

/** What has come of one study. */
export class Stock {
  /** Always says what is missing now. */
  readonly plan: StudyToPlan;
  readonly totalBytes: number;
  #remainingBytes = 0;
  readonly #instances = new Map<string, Held>();

  constructor(plan: StudyToPlan) {
    this.plan = {
      study: plan.study,
      series: plan.series.map((one) => ({ ...one, instances: one.instances.map((each) => this.#hold(each)) })),
    };
    this.totalBytes = this.#remainingBytes;
  }

  get remainingBytes(): number {
    return this.#remainingBytes;
  }

  get fetchedBytes(): number {
    return this.totalBytes - this.#remainingBytes;
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

  #hold(instance: InstanceToPlan): InstanceToPlan {
    const missing = [...instance.missing];
    this.#instances.set(instance.sopInstanceUID, { missing, frameBytes: instance.frameBytes });
    this.#remainingBytes += missing.length * instance.frameBytes;
    return { ...instance, missing };
  }
}

export function bytesOfPlan(plan: StudyToPlan): number {
  return new Stock(plan).totalBytes;
}
