import { z } from 'zod';

/** An image like this, asked for like this. */
export interface DeadlyQuestion {
  readonly type: string;
  readonly storedSyntax: string;
  readonly sopClass: string;
}

/** The archive was asked it, and then it was gone (A4). */
export interface PoisonedQuestion extends DeadlyQuestion {
  /** Of the last time, epoch milliseconds. */
  readonly since: number;
  /** 1: it may have been chance, as where an archive was being started again. 2: it is not asked again for a month. */
  readonly deaths: number;
  /** What was asked for at the first death, where that was one frame. */
  readonly frame?: string | undefined;
  /** Asked once more since, and answered. */
  readonly isWell?: boolean | undefined;
}

const poisonedQuestions = z
  .array(
    z.object({
      type: z.string(),
      storedSyntax: z.string(),
      sopClass: z.string(),
      since: z.number(),
      deaths: z.number().default(2),
      frame: z.string().optional(),
      isWell: z.boolean().optional(),
    }),
  )
  .catch([]);

/** How long a question rests after one death, before it is asked once more. */
const restMs = 3_600_000;
/** A second death counts with the first so long after the question was answered well again. */
const rememberedMs = 24 * 3_600_000;
/** Archives are mended and replaced: then it is proved anew. */
const poisonMs = 30 * 24 * 3_600_000;
/** The archive did not answer after so many questions of one kind, none of them answered between: that is a death too. */
const suspicionsToDeath = 3;

/**
 * What an archive may have died of (A4). One death makes the question rest; who dies of it twice, of different frames, is
 * not asked it for a month, unless a person lifts that.
 */
export class PoisonList {
  readonly #save: (poisoned: readonly PoisonedQuestion[]) => void;
  readonly #entries: Map<string, PoisonedQuestion>;
  readonly #suspicions = new Map<string, number>();
  /** Asked once more after a rest, and not answered yet. */
  readonly #tried = new Set<string>();

  constructor(kept: unknown, save: (poisoned: readonly PoisonedQuestion[]) => void) {
    this.#save = save;
    this.#entries = new Map(poisonedQuestions.parse(kept ?? []).map((one) => [idOf(one), one]));
  }

  /** What it died of more than once. */
  get forLong(): readonly PoisonedQuestion[] {
    return [...this.#entries.values()].filter(({ deaths }) => deaths > 1);
  }

  /** Whether it must not be asked now. */
  has(question: DeadlyQuestion, now: number): boolean {
    const entry = this.#entries.get(idOf(question));
    if (!entry || entry.isWell) return false;
    const elapsed = now - entry.since;
    if (entry.deaths <= 1) return elapsed >= 0 && elapsed < restMs;
    // A clock that was set back says nothing about how long ago it was: the month is counted from here.
    if (elapsed < 0) this.#keep(idOf(question), { ...entry, since: now });
    return elapsed < poisonMs;
  }

  /** It is being asked: after a rest this is the one trial, and everything else like it goes on resting meanwhile. */
  beginTrial(question: DeadlyQuestion, now: number): void {
    const id = idOf(question);
    const entry = this.#entries.get(id);
    if (!entry || entry.isWell) return;
    // After a month it is as if nobody had known.
    if (entry.deaths > 1) this.#keep(id, { ...entry, deaths: 1, frame: undefined, since: now });
    else this.#keep(id, { ...entry, since: now });
    this.#tried.add(id);
  }

  /** `frame`: what was asked for; undefined where it is known to be the question itself that kills. */
  noteDeath(question: DeadlyQuestion, frame: string | undefined, now: number): void {
    const id = idOf(question);
    const before = this.#entries.get(id);
    const { type, storedSyntax, sopClass } = question;
    const once = { type, storedSyntax, sopClass, since: now, deaths: 1, ...(frame === undefined ? {} : { frame }) };
    const isLongAgo = before?.isWell === true && now - before.since > rememberedMs;
    if (!before || isLongAgo) {
      this.#keep(id, once);
    } else if (before.deaths === 1 && (before.isWell || this.#tried.has(id))) {
      // The same frame again may be one broken image; what was on its way at the first death died of the same death.
      const isAnother = frame === undefined || frame !== before.frame;
      this.#keep(id, isAnother ? { ...once, deaths: 2 } : once);
    }
    this.#tried.delete(id);
  }

  /** It was asked and then nothing was heard: the archive's end, or the line's. */
  suspect(question: DeadlyQuestion, frame: string | undefined, now: number): void {
    const id = idOf(question);
    const times = (this.#suspicions.get(id) ?? 0) + 1;
    this.#suspicions.set(id, times);
    if (times < suspicionsToDeath) return;
    this.#suspicions.delete(id);
    this.noteDeath(question, frame, now);
  }

  /** It was asked and answered. */
  noteSound(question: DeadlyQuestion): void {
    const id = idOf(question);
    this.#suspicions.delete(id);
    const entry = this.#entries.get(id);
    if (entry && this.#tried.delete(id)) this.#keep(id, { ...entry, isWell: true });
  }

  clear(): void {
    this.#suspicions.clear();
    this.#tried.clear();
    this.#entries.clear();
    this.#save([]);
  }

  #keep(id: string, entry: PoisonedQuestion): void {
    this.#entries.set(id, entry);
    this.#save([...this.#entries.values()]);
  }
}

function idOf({ type, storedSyntax, sopClass }: DeadlyQuestion): string {
  return [type, storedSyntax, sopClass].join();
}
