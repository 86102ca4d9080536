import type { InstantInterval } from '#shared/contract/link.ts';
import type { Readiness } from '#shared/contract/worklist.ts';
import { type ArchiveId, type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import {
  type Arrival,
  expectArrivals,
  type LineSharing,
  type Shortfall,
  steadyInterval,
  steadyShortfall,
  widenedInterval,
} from '#shared/prefetch/arrivals.ts';
import type { LineEstimate } from '#shared/prefetch/bandwidth.ts';
import type { Budget, RestReason } from '#shared/prefetch/budget.ts';
import type { FetchReason } from '#shared/prefetch/frameRequest.ts';
import type { StudyTurn } from '#shared/prefetch/planPrefetch.ts';

/** What is said of a study of which something is still to come. */
export interface StudyArrival {
  readonly study: StudyRef;
  readonly reason: FetchReason;
  readonly remainingBytes: number;
  readonly expectedBytes: number;
  readonly readyBetween: InstantInterval | undefined;
  readonly misses: Shortfall | undefined;
  readonly rest: RestReason | undefined;
  /** What its line carries until it is here. */
  readonly bytesUntilHere?: number | undefined;
}

export interface ArrivalInput {
  /** In the order in which they come. */
  readonly turns: readonly StudyTurn[];
  readonly budget: Budget;
  readonly now: number;
  /** Undefined of a line that has not been measured, or is away: then nobody knows. */
  readonly estimateOf: (archiveId: ArchiveId) => LineEstimate | undefined;
  readonly isAway: (archiveId: ArchiveId) => boolean;
  readonly totalBytesOf: (study: StudyRef) => number;
  /** When it must be here for its report to be in time. */
  readonly neededAtOf: (study: StudyRef) => number | undefined;
  readonly missingOf: (study: StudyRef) => { readonly frames: number | undefined; readonly questions: number };
  readonly sharingOf: (archiveId: ArchiveId) => LineSharing | undefined;
}

/** How good what was said turned out to be, for the log; nothing of it names a study. */
export interface ArrivalScore {
  /** Estimated when it was first seen whole ÷ what came. */
  readonly sizeRatio: number;
  /** Whether it came within the interval first said of it. */
  readonly wasInside: boolean | undefined;
}

interface FirstWord {
  readonly expectedBytes: number;
  readonly readyBetween: InstantInterval | undefined;
}

/** When each study will be here (rule O11), said so that it stays readable, and how true it was. */
export class ArrivalBook {
  #arrivals: ReadonlyMap<string, StudyArrival> = new Map();
  readonly #firstWords = new Map<string, FirstWord>();

  /** Answers the studies of which something else is to be said than before. */
  update(input: ArrivalInput): readonly StudyRef[] {
    const { turns, budget, now } = input;
    const fresh = expectArrivals(
      turns.map(({ study, remainingBytes, beginningBytes, reason }) => {
        const neededAt = reason === 'open' ? undefined : input.neededAtOf(study);
        const { frames: missingFrames, questions } = input.missingOf(study);
        return {
          study,
          remainingBytes,
          beginningBytes: beginningBytes?.(),
          isHeld: !budget.tiers.has(reason),
          neededAt,
          missingFrames,
          questions,
        };
      }),
      input.estimateOf,
      now,
      input.sharingOf,
    );
    const arrivals = new Map<string, StudyArrival>();
    const changed: StudyRef[] = [];
    for (const [index, { study, reason, remainingBytes }] of turns.entries()) {
      const id = studyKey(study);
      const before = this.#arrivals.get(id);
      const arrival: StudyArrival = {
        study,
        reason,
        remainingBytes: Math.round(remainingBytes),
        expectedBytes: Math.round(Math.max(remainingBytes, input.totalBytesOf(study))),
        readyBetween: said(before, fresh[index], now, budget.tiers.has(reason) && !input.isAway(study.archiveId)),
        misses: steadyShortfall(
          before?.misses,
          roundShortfall(fresh[index]?.misses),
          remainingBytes,
          (fresh[index]?.readyBetween?.from ?? 0) > (input.neededAtOf(study) ?? Number.POSITIVE_INFINITY),
        ),
        rest: budget.tiers.has(reason) ? undefined : budget.rest,
        bytesUntilHere: fresh[index]?.bytesUntilHere,
      };
      arrivals.set(id, arrival);
      if (!before || isNews(before, arrival)) changed.push(study);
      const first = this.#firstWords.get(id);
      if (!first?.readyBetween) {
        this.#firstWords.set(id, { expectedBytes: arrival.expectedBytes, readyBetween: arrival.readyBetween });
      }
    }
    for (const [id, { study }] of this.#arrivals) if (!arrivals.has(id)) changed.push(study);
    this.#arrivals = arrivals;
    for (const id of this.#firstWords.keys()) if (!arrivals.has(id)) this.#firstWords.delete(id);
    return changed;
  }

  /** For the study's readiness; nothing of a study that is whole, or that nobody fetches. */
  of(study: StudyRef): Pick<Readiness, 'rest' | 'remainingBytes' | 'expectedBytes' | 'readyBetween' | 'misses'> {
    const arrival = this.#arrivals.get(studyKey(study));
    if (!arrival) return {};
    const { remainingBytes, expectedBytes, readyBetween, misses, rest } = arrival;
    return {
      remainingBytes,
      expectedBytes,
      ...(readyBetween && { readyBetween }),
      ...(misses && { misses: { ...misses } }),
      ...(rest && { rest }),
    };
  }

  /** In the order in which they come. */
  list(): readonly StudyArrival[] {
    return [...this.#arrivals.values()];
  }

  /** The study is whole: what was said of it beside what was. Undefined of one of which nothing had been said. */
  noteComplete(study: StudyRef, cameBytes: number, now: number): ArrivalScore | undefined {
    const first = this.#firstWords.get(studyKey(study));
    this.#firstWords.delete(studyKey(study));
    if (!first || cameBytes <= 0) return undefined;
    const { readyBetween, expectedBytes } = first;
    return {
      sizeRatio: expectedBytes / cameBytes,
      wasInside: readyBetween && now >= readyBetween.from && now <= readyBetween.to,
    };
  }
}

/** @param comes false of what rests and of a line that is away: then nobody knows when. */
function said(before: StudyArrival | undefined, fresh: Arrival | undefined, now: number, comes: boolean) {
  const shown = before?.readyBetween;
  if (!comes) return undefined;
  if (!fresh?.readyBetween) return shown && widenedInterval(shown, now);
  const { bytesUntilHere, usualMs = 0 } = fresh;
  const addedBytes = bytesUntilHere - (before?.bytesUntilHere ?? bytesUntilHere);
  const addedMs = bytesUntilHere > 0 ? (usualMs * addedBytes) / bytesUntilHere : 0;
  return steadyInterval(shown, roundInterval(fresh.readyBetween), now, addedMs);
}

/** Nobody needs more than the second, nor more than the byte. */
function roundInterval({ from, to }: InstantInterval): InstantInterval {
  return { from: Math.floor(from / 1000) * 1000, to: Math.ceil(to / 1000) * 1000 };
}

function roundShortfall(misses: Shortfall | undefined): Shortfall | undefined {
  if (!misses) return undefined;
  return { neededBytes: Math.round(misses.neededBytes), lineGivesBytes: Math.round(misses.lineGivesBytes) };
}

function isNews(before: StudyArrival, after: StudyArrival): boolean {
  return (
    before.rest !== after.rest ||
    before.readyBetween !== after.readyBetween ||
    (before.misses === undefined) !== (after.misses === undefined)
  );
}
