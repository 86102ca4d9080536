import { type Arrival, arrivalOf } from '#renderer/i18n/arrival.ts';
import { formatBytes, formatDuration, formatPercent } from '#renderer/i18n/format.ts';
import type { Tone } from '#renderer/ui/Badge.tsx';
import type { Failure } from '#shared/contract/failures.ts';
import type { Priority, Readiness, WorklistItem } from '#shared/contract/worklist.ts';
import type { RestReason } from '#shared/prefetch/budget.ts';
import { stoppedBy, type WaitsFor } from './stoppedBy.ts';

/** How far the line of a study's archive has been measured; `measuring` ends by itself (useLineMeasures). */
export type LineMeasure = 'measured' | 'measuring' | 'unmeasured';

/** What is known of a row beside its readiness. */
export interface RowFacts {
  readonly dueAt: number;
  /** It is fetched ahead: this reader's, and not reported. */
  readonly awaited: boolean;
  readonly line: LineMeasure;
  /** Its report has been signed. */
  readonly isReported?: boolean;
  /** Of one that this reader is to report: its priority; of what nobody waits for, none. */
  readonly waitedFor?: Priority | undefined;
}

/** What its row says of a study beside its readiness; an earlier one is due with the study that it is compared with. */
export function rowFacts(item: WorklistItem, line: LineMeasure, dueAt = item.dueAt): RowFacts {
  return {
    dueAt,
    awaited: isFetchedAhead(item),
    line,
    isReported: isReported(item),
    waitedFor: isAwaited(item) ? item.priority : undefined,
  };
}

/** Whether its report has been signed, wherever that has got. */
export function isReported({ report }: Pick<WorklistItem, 'report'>): boolean {
  return report === 'waitingToSend' || report === 'needsAttention' || report === 'delivered';
}

/** Whether this reader is to report it, so that it is fetched ahead. */
export function isAwaited({ assigned, report }: Pick<WorklistItem, 'assigned' | 'report'>): boolean {
  return assigned && (report === 'none' || report === 'draft');
}

/** Whether it comes before anyone opens it. */
export function isFetchedAhead(item: Pick<WorklistItem, 'assigned' | 'report' | 'onlyWhenOpened'>): boolean {
  return isAwaited(item) && item.onlyWhenOpened !== true;
}

/** Words under `worklist.ready.<key>`: `.short` in the row, `.said` as a sentence. */
export interface ReadyWords {
  readonly key: ReadyKey;
  readonly values: Readonly<Record<string, string | number>>;
  /** Joined into the words as `{{when}}`. */
  readonly arrival?: Arrival;
}

/** Those that no failure and no rest names. */
export const plainReadyKeys = [
  'now',
  'newImages',
  'partAndNew',
  'sinceReport',
  'changed',
  'shortList',
  'noImages',
  'unshowable',
  'unshowablePart',
  'stopped',
  'arrives',
  'arrivesListed',
  'misses',
  'missesBy',
  'measuring',
  'noEstimate',
  'coming',
  'whenOpened',
] as const;

export type ReadyKey = (typeof plainReadyKeys)[number] | `waits.${WaitsFor}` | `rests.${RestReason}`;

/** A row's readiness as shape, tone and words: what a reader may count on when opening it. */
export interface ReadinessLook {
  readonly shape: 'empty' | 'part' | 'ready' | 'changed' | 'triangle' | 'pause' | 'broken';
  readonly tone: Tone;
  /** Share that is here, 0 to 1, for the ring. */
  readonly part: number;
  readonly words: ReadyWords;
  /** The share that is here, said after the words; empty where there is none to say. */
  readonly share: string;
}

/** Rests that end only when a person does something. */
const needsPerson: ReadonlySet<RestReason> = new Set(['monthlyCap', 'cacheFull', 'diskFull']);

/** What is settled comes first, then why nothing comes, then when it comes; at last that this is not known. */
export function readinessLook(readiness: Readiness, row: RowFacts, nowMs: number): ReadinessLook {
  const told = settled(readiness, row) ?? hindered(readiness) ?? expected(readiness, row, nowMs);
  const isCalm = told.tone === 'quiet' || told.tone === 'active';
  return isCalm && presses(told, row, nowMs) ? { ...told, tone: 'attention' } : told;
}

/** Somebody waits for it who should not have to: STAT that rests, and STAT or urgent that is late and not here. */
function presses({ words: { key } }: ReadinessLook, { waitedFor, dueAt }: RowFacts, nowMs: number): boolean {
  if (waitedFor !== 'STAT' && waitedFor !== 'URGENT') return false;
  const rests = key === 'whenOpened' || key.startsWith('rests.');
  return dueAt <= nowMs || (rests && waitedFor === 'STAT');
}

/** Of its bytes, as the time is told, while they are still to come; else of its images. */
export function partOf({ presentFrames, expectedFrames, remainingBytes, expectedBytes = 0 }: Readiness): number {
  // Of a study of which no image has come nothing can be looked at.
  if (remainingBytes !== undefined && expectedBytes > 0 && presentFrames > 0)
    return Math.max(0, 1 - remainingBytes / expectedBytes);
  return expectedFrames !== undefined && expectedFrames > 0 ? Math.min(1, presentFrames / expectedFrames) : 0;
}

function settled(readiness: Readiness, row: RowFacts): ReadinessLook | undefined {
  const { state, newImages = 0, shortList, presentFrames, expectedFrames } = readiness;
  const part = partOf(readiness);
  if (state === 'noImages') return look('triangle', 'attention', 0, { key: 'noImages' });
  if (newImages > 0) {
    // Where more is missing than came later, that comes first: how little of it can be looked at.
    if (expectedFrames !== undefined && expectedFrames - presentFrames > newImages) {
      const values = { present: presentFrames, expected: expectedFrames, count: newImages };
      return look('changed', 'attention', part, { key: 'partAndNew', values });
    }
    const key = row.isReported ? 'sinceReport' : 'newImages';
    return look('changed', 'attention', part, { key, values: { count: newImages } });
  }
  // What can come has come: the rest is for the archive to explain.
  const isAllListed = expectedFrames !== undefined && presentFrames >= expectedFrames;
  if (shortList && isAllListed)
    return look('changed', 'attention', part, { key: 'shortList', values: { ...shortList } });
  if (state === 'complete') return look('ready', 'proven', 1, { key: 'now' });
  return undefined;
}

function hindered(readiness: Readiness): ReadinessLook | undefined {
  const { state, failure, rest } = readiness;
  const part = partOf(readiness);
  const share = part > 0 ? formatPercent(part) : '';
  if (failure) {
    const shape = stoppedBy(failure.code) === 'image' ? 'triangle' : 'broken';
    return look(shape, 'attention', part, stoppedWords(failure, part), share);
  }
  if (state === 'failed') return look('broken', 'attention', part, { key: 'stopped' }, share);
  if (rest) return look('pause', needsPerson.has(rest) ? 'attention' : 'quiet', part, { key: `rests.${rest}` }, share);
  return undefined;
}

function stoppedWords({ code }: Failure, part: number): Pick<ReadyWords, 'key'> {
  const what = stoppedBy(code);
  if (what === 'room') return { key: 'rests.cacheFull' };
  if (what === 'image') return { key: part > 0 ? 'unshowablePart' : 'unshowable' };
  return { key: what === 'stopped' || what === 'never' ? 'stopped' : `waits.${what}` };
}

function expected(readiness: Readiness, { dueAt, awaited, line }: RowFacts, nowMs: number): ReadinessLook {
  const { state, misses, readyBetween, shortList } = readiness;
  const part = partOf(readiness);
  const share = part > 0 ? formatPercent(part) : '';
  const arrival = readyBetween && { arrival: arrivalOf(readyBetween, nowMs) };
  // What is late already is told by its due time; here it only matters when it comes.
  if (misses && dueAt > nowMs) {
    const values = { needed: formatBytes(misses.neededBytes), given: formatBytes(misses.lineGivesBytes) };
    const lateMs = readyBetween ? readyBetween.to - dueAt : 0;
    const key = lateMs >= 60_000 ? 'missesBy' : 'misses';
    const by = lateMs >= 60_000 ? { by: formatDuration(lateMs) } : {};
    return look('triangle', 'attention', part, { key, values: { ...values, ...by }, ...arrival }, share);
  }
  const shape = state === 'none' ? 'empty' : 'part';
  // A ring with nothing in it would say that nothing has come.
  const shown = state === 'none' ? 0 : Math.max(0.06, part);
  if (arrival && shortList)
    return look(shape, 'active', shown, { key: 'arrivesListed', values: { ...shortList }, ...arrival }, share);
  if (arrival) return look(shape, 'active', shown, { key: 'arrives', ...arrival }, share);
  if (state === 'changed') return look('changed', 'attention', part, { key: 'changed' }, share);
  // Nobody fetches it ahead, not as an earlier study either: of one that was begun no more comes until someone opens it.
  if (!awaited && readiness.remainingBytes === undefined)
    return look(shape, 'quiet', state === 'none' ? 0 : shown, { key: 'whenOpened' }, share);
  const key = line === 'measuring' ? 'measuring' : part > 0 ? 'coming' : 'noEstimate';
  return look(shape, 'quiet', shown, { key }, share);
}

function look(
  shape: ReadinessLook['shape'],
  tone: Tone,
  part: number,
  words: Pick<ReadyWords, 'key' | 'arrival'> & { readonly values?: ReadyWords['values'] },
  share = '',
): ReadinessLook {
  return { shape, tone, part, words: { values: {}, ...words }, share };
}
