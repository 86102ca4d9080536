import type { FrameKey, StudyRef } from '../dicom/frameKey.ts';
import type { FrameRequest, StudyToPlan } from './frameRequest.ts';
import { type AssignedStudy, orderAssigned, type PrefetchForecast } from './orderAssigned.ts';
import { orderStudy, type ShownFrame } from './orderSeries.ts';

export type { AssignedStudy, PrefetchForecast } from './orderAssigned.ts';

export interface PrefetchInput {
  /** Frames somebody waits for, the latest wish first. */
  readonly display: readonly FrameKey[];
  /** Studies on the desk, the latest opened first. */
  readonly open: readonly { readonly plan: StudyToPlan; readonly shown?: ShownFrame }[];
  readonly assigned: readonly AssignedStudy[];
  /** No more requests than so many of one archive: the plan is made again long before they run out. */
  readonly limit: number;
  /** With it, studies are ordered by what can be here in time; without, by urgency alone. */
  readonly forecast?: PrefetchForecast;
}

/**
 * What to fetch next, in order: what is on display, the open studies, STAT, the rest in the order of `orderAssigned`,
 * and then the priors of those in the same order. The same input gives the same plan, and no frame is in it twice.
 */
export function planPrefetch(input: PrefetchInput): readonly FrameRequest[] {
  const plan = new Plan(input.limit);
  for (const key of input.display) plan.add([displayRequest(key)]);
  for (const { plan: study, shown } of input.open) plan.add(orderStudy(study, 'open', shown));
  const { stat, due } = orderAssigned(input.assigned, input.forecast);
  for (const { plan: study } of stat) if (!plan.isFull(study)) plan.add(orderStudy(study, 'stat'));
  for (const { plan: study } of due) if (!plan.isFull(study)) plan.add(orderStudy(study, 'due'));
  for (const { priors } of [...stat, ...due]) {
    for (const prior of priors) {
      if (plan.isFull(prior)) continue;
      plan.add(orderStudy(prior, 'prior'));
    }
  }
  return plan.requests;
}

class Plan {
  readonly requests: FrameRequest[] = [];
  readonly #limit: number;
  readonly #seen = new Set<string>();
  /** By archive: each has its own line, and one with much to fetch must not leave another with nothing. */
  readonly #counts = new Map<string, number>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  isFull({ study }: { readonly study: StudyRef }): boolean {
    return (this.#counts.get(study.archiveId) ?? 0) >= this.#limit;
  }

  add(requests: readonly FrameRequest[]): void {
    for (const request of requests) {
      if (this.isFull(request)) return;
      const frameNumbers = request.frameNumbers.filter((number) => this.#isNew(request, number));
      if (frameNumbers.length === 0) continue;
      this.requests.push({ ...request, frameNumbers });
      const { archiveId } = request.study;
      this.#counts.set(archiveId, (this.#counts.get(archiveId) ?? 0) + 1);
    }
  }

  #isNew(request: FrameRequest, frameNumber: number): boolean {
    const id = `${request.study.archiveId}/${request.sopInstanceUID}/${frameNumber}`;
    if (this.#seen.has(id)) return false;
    this.#seen.add(id);
    return true;
  }
}

function displayRequest(key: FrameKey): FrameRequest {
  const { archiveId, studyInstanceUID, seriesInstanceUID, sopInstanceUID, frameNumber } = key;
  return {
    tier: 'display',
    study: { archiveId, studyInstanceUID },
    seriesInstanceUID,
    sopInstanceUID,
    frameNumbers: [frameNumber],
  };
}
