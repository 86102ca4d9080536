import { compareText } from '#shared/base/compareText.ts';
import type { HangCount } from '#shared/contract/hanging.ts';

/** What one protocol did for studies of one kind. */
export interface CountRow {
  readonly protocolId: string;
  readonly modality: string;
  readonly bodyPart: string;
  readonly hangs: number;
  /** Share of hangs after which nothing was changed by hand, 0 to 1. */
  readonly untouched: number;
  readonly often: OftenChanged | undefined;
  /** Median time of deciding, ms. */
  readonly decidedMs: number;
}

/** A change by hand, and how often it was made. */
export interface OftenChanged {
  readonly change: string;
  readonly times: number;
}

/** How studies hung, most first; those of few hangs last, whatever their order of arrival. */
export function countRows(counts: readonly HangCount[]): readonly CountRow[] {
  return counts
    .map(({ hangs, untouched, changes, medianDecidedMs, ...kind }) => ({
      ...kind,
      hangs,
      untouched: hangs > 0 ? untouched / hangs : 0,
      often: mostOften(changes),
      decidedMs: medianDecidedMs,
    }))
    .sort((one, other) => other.hangs - one.hangs || compareText(nameOf(one), nameOf(other)));
}

/** All of them together; undefined where nothing hung. */
export function countWhole(
  counts: readonly HangCount[],
): { readonly hangs: number; readonly untouched: number; readonly often: OftenChanged | undefined } | undefined {
  const hangs = counts.reduce((sum, each) => sum + each.hangs, 0);
  if (hangs === 0) return undefined;
  const changes: Record<string, number> = {};
  for (const { changes: own } of counts) {
    for (const [change, times] of Object.entries(own)) changes[change] = (changes[change] ?? 0) + times;
  }
  const untouched = counts.reduce((sum, each) => sum + each.untouched, 0);
  return { hangs, untouched: untouched / hangs, often: mostOften(changes) };
}

/** Of two that are as frequent, the one that comes first by name: the table stays the same from day to day. */
function mostOften(changes: HangCount['changes']): OftenChanged | undefined {
  const [first] = Object.entries(changes)
    .filter(([, times]) => times > 0)
    .sort(([one, times], [other, otherTimes]) => otherTimes - times || compareText(one, other));
  return first && { change: first[0], times: first[1] };
}

function nameOf({ protocolId, modality, bodyPart }: Pick<CountRow, 'protocolId' | 'modality' | 'bodyPart'>): string {
  return [protocolId, modality, bodyPart].join(' ');
}
