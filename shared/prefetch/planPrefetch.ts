import type { FrameKey, StudyRef } from '../dicom/frameKey.ts';
import type { FetchTier, FrameRequest } from './frameRequest.ts';
import type { ShownFrame } from './orderSeries.ts';
import { inOrder, type StudyInput, type StudyTurn } from './studyTurns.ts';

export type { PrefetchForecast } from './orderAssigned.ts';
export type { AssignedStudy, OpenStudy, PriorStudy, StudyTurn } from './studyTurns.ts';
export { studiesInOrder } from './studyTurns.ts';
export type { ShownFrame };

export interface PrefetchInput extends StudyInput {
  /** Frames somebody waits for, the latest wish first. */
  readonly display: readonly FrameKey[];
  /** No more requests than so many of one archive: the plan is made again long before they run out. */
  readonly limit: number;
  /** What may be asked for at present; without it everything. */
  readonly tiers?: ReadonlySet<FetchTier>;
}

/**
 * What to fetch next, in order: what is on display, the open studies, STAT, the rest in the order of `orderAssigned`,
 * then the priors of those in the same order, and what is only likely to be opened. The same input gives the same plan,
 * and no frame is in it twice.
 */
export function planPrefetch(input: PrefetchInput): readonly FrameRequest[] {
  const plan = new Plan(input.limit);
  for (const key of input.display) plan.add([displayRequest(key)]);
  for (const turn of inOrder(input)) {
    if (input.tiers && !input.tiers.has(turn.reason)) continue;
    if (!plan.isFull(turn)) plan.add(turn.requests());
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

  isFull({ study }: Pick<StudyTurn, 'study'> | { readonly study: StudyRef }): boolean {
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
