import type { CancelSignal } from '#shared/base/cancelSignal.ts';
import { fail, type Result } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { EncodedFrame, Urgency } from '#shared/contract/frames.ts';
import { type FrameKey, frameId } from '#shared/dicom/frameKey.ts';

export type FrameAnswer = Result<EncodedFrame, Failure>;

/** A frame that somebody waits for. Everyone who asks for it meanwhile waits for the same one (rule O8). */
export interface Want {
  readonly key: FrameKey;
  readonly id: string;
  urgency: Urgency;
  /** When it was last asked for: the latest wish is the one on the screen. */
  order: number;
  /** Asked for together with others in vain: from now on by itself. */
  isAlone: boolean;
  readonly waiters: Set<(answer: FrameAnswer) => void>;
}

const mostInQuestion = 32;
const urgencies: readonly Urgency[] = ['display', 'near', 'background'];

/** The frames somebody waits for, each once. */
export class WantList {
  readonly #wants = new Map<string, Want>();
  #order = 0;

  get isEmpty(): boolean {
    return this.#wants.size === 0;
  }

  get(id: string): Want | undefined {
    return this.#wants.get(id);
  }

  /** Adds a wish or raises the one that is there. Cancelling takes back this wish only. */
  add(key: FrameKey, urgency: Urgency, signal: CancelSignal | undefined): Promise<FrameAnswer> {
    const id = frameId(key);
    const want = this.#wants.get(id) ?? { key, id, urgency, order: 0, isAlone: false, waiters: new Set() };
    this.#wants.set(id, want);
    this.#order += 1;
    want.order = this.#order;
    if (urgencies.indexOf(urgency) < urgencies.indexOf(want.urgency)) want.urgency = urgency;
    return new Promise((resolve) => {
      const settle = (answer: FrameAnswer) => {
        signal?.removeEventListener('abort', cancel);
        resolve(answer);
      };
      const cancel = () => {
        want.waiters.delete(settle);
        if (want.waiters.size === 0 && this.#wants.get(id) === want) this.#wants.delete(id);
        resolve(fail(failureOf('Cancelled')));
      };
      want.waiters.add(settle);
      signal?.addEventListener('abort', cancel, { once: true });
    });
  }

  /** Answers everyone who waits for the frame. */
  settle(id: string, answer: FrameAnswer): void {
    const want = this.#wants.get(id);
    this.#wants.delete(id);
    for (const waiter of want?.waiters ?? []) waiter(answer);
  }

  settleAll(answer: FrameAnswer, which: (want: Want) => boolean = () => true): void {
    for (const want of [...this.#wants.values()]) if (which(want)) this.settle(want.id, answer);
  }

  /** The frame to ask for first among those that pass: the most urgent, and of those the latest wish. */
  next(passes: (want: Want) => boolean): Want | undefined {
    let best: Want | undefined;
    for (const want of this.#wants.values()) {
      if (passes(want) && (!best || comesBefore(want, best))) best = want;
    }
    return best;
  }

  /** Those of one instance that pass, by frame number. */
  ofInstance(sopInstanceUID: string, passes: (want: Want) => boolean): readonly Want[] {
    return [...this.#wants.values()]
      .filter((want) => want.key.sopInstanceUID === sopInstanceUID && passes(want))
      .sort((one, other) => one.key.frameNumber - other.key.frameNumber);
  }

  /** What is asked for in one question with a frame: others of its instance, if it is not on the screen. */
  togetherWith(wanted: Want, passes: (want: Want) => boolean): readonly FrameKey[] {
    if (wanted.isAlone || wanted.urgency === 'display') return [wanted.key];
    const others = this.ofInstance(wanted.key.sopInstanceUID, (want) => passes(want) && !want.isAlone);
    return others.slice(0, mostInQuestion).map(({ key }) => key);
  }

  /** Whether somebody looks at a frame that this is to bring. */
  isOnScreen({ remaining }: { readonly remaining: ReadonlyMap<number, FrameKey> }): boolean {
    for (const key of remaining.values()) if (this.get(frameId(key))?.urgency === 'display') return true;
    return false;
  }

  hasDisplay(): boolean {
    for (const want of this.#wants.values()) if (want.urgency === 'display') return true;
    return false;
  }
}

function comesBefore(one: Want, other: Want): boolean {
  const difference = urgencies.indexOf(one.urgency) - urgencies.indexOf(other.urgency);
  // On display the latest wish is what the eye is on; what is only near was asked for in the order it will be needed.
  return difference !== 0
    ? difference < 0
    : one.urgency === 'display'
      ? one.order > other.order
      : one.order < other.order;
}
