/**
 * What may be asked until a study hangs, counted in questions and not in time: the same study and protocols give the same
 * answer on every computer.
 */
export interface Work {
  /** Whether more was asked than there is room for: whoever asks gives up. */
  readonly isSpent: boolean;
  /** Counts questions as answered. */
  spend(questions: number): void;
}

/**
 * Of all protocols of a reader, group and site together, for one study: some twenty milliseconds. Every shipped one, taken as
 * a reader's own, asks 38,000 of a CT of 120 series and 94,000 of an MR of 500.
 */
export const mostQuestions = 100_000;

/** Reading a pattern, where nobody did while there was time; counted whether or not somebody did. */
export const questionsOfReading = 300;

/** Room for so many questions. */
export function workFor(questions: number): Work {
  let left = questions;
  return {
    get isSpent() {
      return left < 0;
    },
    spend(asked) {
      left -= asked;
    },
  };
}

/** Of what ships, which was measured before it was shipped. */
export const unlimited: Work = { isSpent: false, spend: () => undefined };
