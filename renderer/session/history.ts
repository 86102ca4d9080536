/**
 * Undo and redo of everything that is done to the study on the desk. Whoever changes something notes it here, after
 * it is done, with what takes it back and what does it again:
 *
 *     session.history.note({ label: 'annotations.changes.length', undo: () => remove(id), redo: () => add(length) });
 *
 * What `undo` and `redo` do is not noted again. Steps of one gesture (a drag, a turn of the wheel, a key held down) name
 * the same `gesture` and are taken back together while they follow one another closely: by the `undo` of the first, which
 * is to put back the whole of what the gesture changes, and again by the `redo` of the last.
 */
export interface Change {
  /** Key of the words that say what was done: "Window", "Rotate". */
  readonly label: string;
  readonly gesture?: string;
  /** Neither may throw; what cannot be put back any more (a series that is gone) is left as it is. */
  readonly undo: () => void;
  readonly redo: () => void;
}

export interface HistoryState {
  /** What the next undo takes back and the next redo does again: keys of words; undefined where there is nothing. */
  readonly undo: string | undefined;
  readonly redo: string | undefined;
}

/** More than anybody takes back one by one; what is older is let go. */
const mostChanges = 200;
/** A pause longer than this ends a gesture, in ms. */
const gesturePauseMs = 700;

interface Step {
  readonly changes: readonly Change[];
  readonly at: number;
}

export class History {
  #done: readonly Step[] = [];
  #undone: readonly Step[] = [];
  #state: HistoryState = { undo: undefined, redo: undefined };
  #isApplying = false;
  /** Since when a button is held down; undefined while none is. */
  #heldSince: number | undefined;
  /** What was noted within `asOne`; undefined outside. */
  #together: Change[] | undefined;
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();

  /** `now`: milliseconds of any clock that only goes forward. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** A change that has just been made. Nothing that was undone can be done again after it. */
  note(change: Change): void {
    if (this.#isApplying) return;
    if (this.#together) this.#together.push(change);
    else this.#note([change]);
  }

  /** What is noted while it acts is one step, named after its last: what else followed comes back with it. */
  asOne<Answer>(act: () => Answer): Answer {
    if (this.#together) return act();
    const together: Change[] = [];
    this.#together = together;
    try {
      return act();
    } finally {
      this.#together = undefined;
      if (together.length > 0) this.#note(together);
    }
  }

  /**
   * While a button is down its gesture goes on, however long the hand rests; another press is another gesture, however
   * soon it comes.
   */
  hold(isHeld: boolean): void {
    this.#heldSince = isHeld ? this.#now() : undefined;
  }

  /** Makes a change, and notes it. */
  perform(change: Change): void {
    this.#apply([change.redo]);
    this.note(change);
  }

  undo(): void {
    const step = this.#done.at(-1);
    if (!step) return;
    this.#done = this.#done.slice(0, -1);
    this.#undone = [...this.#undone, step];
    this.#apply(step.changes.map(({ undo }) => undo).reverse());
    this.#changed();
  }

  redo(): void {
    const step = this.#undone.at(-1);
    if (!step) return;
    this.#undone = this.#undone.slice(0, -1);
    // A gesture that is done again is over: what follows is another.
    this.#done = [...this.#done, { ...step, at: Number.NEGATIVE_INFINITY }];
    this.#apply(step.changes.map(({ redo }) => redo));
    this.#changed();
  }

  /** The study has left the desk, or what was done cannot be reached any more. */
  clear(): void {
    this.#done = [];
    this.#undone = [];
    this.#changed();
  }

  /** How many there are to be taken back. */
  get steps(): number {
    return this.#done.length;
  }

  readonly state = (): HistoryState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #note(changes: readonly Change[]): void {
    const at = this.#now();
    const last = this.#done.at(-1);
    const gesture = changes.at(-1)?.gesture;
    const continues =
      last !== undefined &&
      gesture !== undefined &&
      last.changes.at(-1)?.gesture === gesture &&
      (this.#heldSince === undefined ? at - last.at <= gesturePauseMs : last.at >= this.#heldSince);
    const step = { changes: continues ? joined(last.changes, changes) : changes, at };
    this.#done = [...(continues ? this.#done.slice(0, -1) : this.#done), step].slice(-mostChanges);
    this.#undone = [];
    this.#changed();
  }

  #apply(acts: readonly (() => void)[]): void {
    const wasApplying = this.#isApplying;
    this.#isApplying = true;
    try {
      for (const act of acts) act();
    } finally {
      this.#isApplying = wasApplying;
    }
  }

  #changed(): void {
    const label = (steps: readonly Step[]) => steps.at(-1)?.changes.at(-1)?.label;
    this.#state = { undo: label(this.#done), redo: label(this.#undone) };
    for (const listener of this.#listeners) listener();
  }
}

/** Of the many small changes of one gesture the first way back and the last way forth: a long drag holds no more than a click. */
function joined(before: readonly Change[], more: readonly Change[]): readonly Change[] {
  const all = [...before];
  for (const change of more) {
    const place = change.gesture === undefined ? -1 : all.findIndex(({ gesture }) => gesture === change.gesture);
    const first = all[place];
    if (first) all[place] = { ...change, undo: first.undo };
    else all.push(change);
  }
  return all;
}
