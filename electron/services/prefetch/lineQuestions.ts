import type { Failure } from '#shared/contract/failures.ts';
import { isLineFailure } from './classifyFailure.ts';

/** What is asked of an archive besides frames, such as a study's lists: its line is missed for these too (rule N10). */
export class LineQuestions {
  #onTheirWay = 0;
  #wereBroken = false;

  get onTheirWay(): number {
    return this.#onTheirWay;
  }

  /** Something waits for its answer, or was broken off by the line and will be asked again. */
  get areMissing(): boolean {
    return this.#onTheirWay > 0 || this.#wereBroken;
  }

  /** Answers what to call, once, when the question has been answered, or could not be. */
  begin(onEnd: (failure: Failure | undefined) => void): (failure: Failure | undefined) => void {
    this.#onTheirWay += 1;
    return (failure) => {
      this.#onTheirWay -= 1;
      this.#wereBroken = failure !== undefined && isLineFailure(failure);
      onEnd(failure);
    };
  }
}
