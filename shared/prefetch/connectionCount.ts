import { quantile } from './bandwidth.ts';

/** The first byte of an answer came so long after its request, on a connection that was open. */
export interface LineAnswer {
  /** On a clock that never jumps. */
  readonly atMs: number;
  readonly afterMs: number;
}

/** What a line did since it was last observed. */
export interface LineObservation {
  readonly atMs: number;
  readonly bytes: number;
  /** First-byte times of the answers that began. */
  readonly answersMs: readonly number[];
  /** The least first-byte time known of this line; undefined before there is one. */
  readonly leastAnswerMs: number | undefined;
  /** As many requests as allowed were on their way all the time: otherwise nothing is learned about the count. */
  readonly isFull: boolean;
  /** The archive said 429 or 503, or a connection stood still. */
  readonly trouble?: 'busy' | 'stalled';
}

/** How many connections carry the most, as far as it is known. Made by `startCount`, moved on by `countConnections`. */
export interface CountState {
  readonly count: number;
  /** More connections have raised goodput while the queue stayed short: what loss looks like, and nothing else. */
  readonly showsLoss: boolean;
  readonly heldUntilMs: number;
  /** Until then, no more than the ordinary ceiling: the archive has said that it is too much. */
  readonly humbleUntilMs: number;
  /** What has been seen since the last decision. */
  readonly seen:
    | { readonly sinceMs: number; readonly bytes: number; readonly answersMs: readonly number[] }
    | undefined;
  /** What the present count has carried. */
  readonly level: Level;
  /** Another count is tried; `from` and what it carried, bytes a second, are what it is compared with. */
  readonly trial: Trial | undefined;
  /** Trials of more connections that brought nothing, in a row. */
  readonly inVain: number;
  readonly nextTrialAtMs: number;
  /** Until then late answers are no sign of a queue of ours: fewer connections have made them no earlier, only lost goodput. */
  readonly queueDoubtedUntilMs: number;
}

interface Trial {
  readonly from: number;
  readonly goodput: number;
  /** More because the line has room, fewer because more brought nothing, fewer because answers wait in the queue. */
  readonly why: 'room' | 'inVain' | 'queue';
}

interface Level {
  readonly windows: number;
  readonly bytes: number;
  readonly ms: number;
}

export const ordinaryCeiling = 12;
export const lossyCeiling = 24;
/** Between two wishes: twelve fill a lossy line at once, and are 4 s of it before the next slice that somebody scrolls to. */
const startingCount = 8;
const leastCount = 2;
/** A queue alone never brings the count below this: one stands still, one begins, one is carrying. */
const leastForQueue = 3;
const holdAfterTroubleMs = 30_000;
const humbleForMs = 10 * 60_000;
const trialAfterMs = 45_000;
const longestTrialPauseMs = 5 * 60_000;
/** Windows after which a count may be compared with another: one alone varies too much. */
const windowsToJudge = 2;
const noLevel: Level = { windows: 0, bytes: 0, ms: 0 };

export function startCount(count = startingCount): CountState {
  return {
    count: Math.min(Math.max(Math.round(count), leastCount), ordinaryCeiling),
    showsLoss: false,
    heldUntilMs: 0,
    humbleUntilMs: 0,
    seen: undefined,
    level: noLevel,
    trial: undefined,
    inVain: 0,
    nextTrialAtMs: 0,
    queueDoubtedUntilMs: 0,
  };
}

/**
 * The adaptive count (rule N3). Goodput alone cannot steer it: on a lossy line it varies by a quarter between equal
 * minutes. Whether the queue before the bottleneck stands empty does not vary: then the line has room and more
 * connections fill it; once half of the answers wait in it, more would only delay who waits. Goodput is asked the
 * coarse question only, whether a third more connections brought anything, for a slow archive has no queue either.
 */
export function countConnections(state: CountState, observed: LineObservation): CountState {
  const { atMs, leastAnswerMs: least } = observed;
  if (observed.trouble) return afterTrouble(state, observed.trouble, atMs);
  if (!observed.isFull || atMs < state.heldUntilMs) return { ...state, seen: undefined };
  // What came before a window was not all of it counted: it begins empty.
  const { sinceMs, bytes, answersMs } = state.seen ?? { sinceMs: atMs, bytes: -observed.bytes, answersMs: [] };
  const seen = {
    sinceMs,
    bytes: bytes + observed.bytes,
    answersMs: state.seen ? [...answersMs, ...observed.answersMs] : [],
  };
  const typical = quantile(seen.answersMs, 0.5);
  const elapsedMs = atMs - sinceMs;
  const answers = seen.answersMs.length;
  const hasEnough = answers >= 8 || (seen.bytes >= 1_000_000 && answers >= 4);
  if (typical === undefined || least === undefined || elapsedMs < Math.max(2_000, 4 * least) || !hasEnough) {
    return { ...state, seen };
  }
  const level = {
    windows: state.level.windows + 1,
    bytes: state.level.bytes + seen.bytes,
    ms: state.level.ms + elapsedMs,
  };
  const finding = { queueMs: typical - least, least, goodput: (seen.bytes * 1000) / elapsedMs, atMs };
  return decide({ ...state, seen: undefined, level }, finding);
}

interface Finding {
  /** How long half of the answers waited before the bottleneck. */
  readonly queueMs: number;
  readonly least: number;
  /** Bytes a second. */
  readonly goodput: number;
  readonly atMs: number;
}

function decide(state: CountState, finding: Finding): CountState {
  const { queueMs, least, atMs } = finding;
  const { count } = state;
  const doubtsQueue = atMs < state.queueDoubtedUntilMs;
  if (doubtsQueue || queueMs < emptyBelowMs(least)) {
    if (state.trial && state.trial.why !== 'queue') return judge(state, state.trial, atMs);
    return count < ordinaryCeiling && !doubtsQueue ? climb(state, finding) : tryAnother(state, atMs);
  }
  // The line is full with it, so what was tried was right.
  const settled = state.trial?.why === 'room' ? { ...state, trial: undefined, showsLoss: true } : state;
  if (queueMs <= fullAboveMs(least)) return { ...settled, inVain: 0 };
  return fewerForQueue(settled, finding);
}

/** By half while the queue is as good as empty: a study of a hundred slices has only ten windows. */
function climb(state: CountState, { queueMs, least, atMs }: Finding): CountState {
  const { count } = state;
  if (state.inVain > 1 && atMs < state.nextTrialAtMs) return state;
  const more = queueMs < emptyBelowMs(least) / 2 ? Math.max(1, Math.round(count / 2)) : 1;
  return { ...withCount(state, Math.min(count + more, ordinaryCeiling)), trial: undefined };
}

/** Half of the answers wait less than this: the line has room. Jitter alone moves them by some tens of milliseconds. */
function emptyBelowMs(least: number): number {
  return Math.max(40, 0.15 * least);
}

/** Half of the answers wait more than this: the line is full without the last connection. */
function fullAboveMs(least: number): number {
  return Math.min(200, Math.max(120, 0.45 * least));
}

function withCount(state: CountState, count: number): CountState {
  return { ...state, count, level: count === state.count ? state.level : noLevel };
}

/** At the ordinary ceiling and still room: loss, or an archive that makes no more. A trial tells them apart. */
function tryAnother(state: CountState, atMs: number): CountState {
  const { count, level, inVain } = state;
  const mayTry = level.windows >= windowsToJudge && atMs >= state.humbleUntilMs;
  const from = { from: count, goodput: goodputOf(level) };
  if (mayTry && count < lossyCeiling && (state.showsLoss || atMs >= state.nextTrialAtMs) && inVain < 2) {
    return {
      ...withCount(state, Math.min(lossyCeiling, Math.round((count * 4) / 3))),
      trial: { ...from, why: 'room' },
    };
  }
  // More has brought nothing twice: perhaps fewer do as well.
  if (mayTry && inVain === 2)
    return { ...withCount(state, Math.round((count * 2) / 3)), trial: { ...from, why: 'inVain' } };
  return inVain > 2 && atMs >= state.nextTrialAtMs ? { ...state, inVain: 0 } : state;
}

function judge(state: CountState, trial: Trial, atMs: number): CountState {
  const { level } = state;
  if (level.windows < windowsToJudge) return state;
  const ratio = goodputOf(level) / trial.goodput;
  const done = { ...state, trial: undefined };
  if (trial.why === 'room') {
    if (ratio >= 1.1) return { ...done, showsLoss: true, inVain: 0 };
    const inVain = state.inVain + 1;
    return { ...withCount(done, trial.from), inVain, nextTrialAtMs: atMs + trialAfterMs };
  }
  const next = { ...done, inVain: state.inVain + 1, nextTrialAtMs: atMs + longestTrialPauseMs };
  return ratio >= 0.9 ? { ...next, showsLoss: false } : withCount(next, trial.from);
}

function goodputOf({ bytes, ms }: Level): number {
  return ms === 0 ? 0 : (bytes * 1000) / ms;
}

/**
 * Fewer, and at two thirds of them or at the least the question whether that lost goodput. Where it did, the answers were
 * late for another reason: others fill the line, where with fewer we only lose our share of it; the archive takes its
 * time; the least is that of another line. Then back, and the queue is asked no more for a while.
 */
function fewerForQueue(state: CountState, { queueMs, least, goodput, atMs }: Finding): CountState {
  const { count, level, trial } = state;
  const since: Trial = trial?.why === 'queue' ? trial : { from: count, goodput, why: 'queue' };
  const isLeast = count <= leastForQueue;
  if (count < since.from && (count <= since.from * 0.67 || isLeast)) {
    if (level.windows < windowsToJudge) return state;
    if (goodputOf(level) < 0.8 * since.goodput) {
      const queueDoubtedUntilMs = atMs + longestTrialPauseMs;
      return { ...withCount(state, since.from), trial: undefined, inVain: 0, queueDoubtedUntilMs };
    }
    return { ...state, trial: isLeast ? undefined : { from: count, goodput: goodputOf(level), why: 'queue' } };
  }
  // No hurry with an ordinary number: nothing is lost meanwhile, and the least may turn out to be another line's.
  const isHasty = count <= ordinaryCeiling && level.windows < windowsToJudge;
  if (isLeast || isHasty) return { ...state, inVain: 0 };
  const fewer = queueMs > 2 * fullAboveMs(least) ? Math.max(1, Math.round(count / 6)) : 1;
  return { ...withCount(state, count - fewer), trial: since };
}

function afterTrouble(state: CountState, trouble: 'busy' | 'stalled', atMs: number): CountState {
  // What was on its way together fails together: one trouble, not six.
  if (atMs < state.heldUntilMs) return { ...state, seen: undefined };
  return {
    ...withCount(state, Math.max(leastCount, Math.floor(state.count / 2))),
    showsLoss: false,
    heldUntilMs: atMs + holdAfterTroubleMs,
    humbleUntilMs: trouble === 'busy' ? atMs + humbleForMs : state.humbleUntilMs,
    seen: undefined,
    trial: undefined,
    inVain: 0,
    nextTrialAtMs: 0,
  };
}
