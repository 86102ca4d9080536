/** What pdf.js makes of a page before it draws it: functions, and what each is called with. */
export interface DrawingSteps {
  readonly fnArray: readonly unknown[];
  readonly argsArray: readonly unknown[];
}

/**
 * Numbers, words and steps of one page. A plan of a building has a tenth; a page is drawn where the hands are at work, and
 * one of several times as many would hold them up for as many seconds.
 */
const mostParts = 1_500_000;

/** A pattern or a glyph may hold steps of its own; deeper than this nothing is drawn either. */
const deepest = 8;

/** Whether a page holds more than can be drawn without holding up the reader. Stops counting as soon as it does. */
export function isTooMuch(steps: DrawingSteps, most = mostParts): boolean {
  let left = most - steps.fnArray.length;
  const count = (value: unknown, depth: number): void => {
    if (left < 0 || typeof value !== 'object' || value === null || depth > deepest) return;
    if (ArrayBuffer.isView(value)) left -= value.byteLength / 4;
    else if (Array.isArray(value)) {
      left -= value.length;
      for (const part of value as unknown[]) count(part, depth + 1);
    } else if ('argsArray' in value) count(value.argsArray, depth + 1);
  };
  for (const args of steps.argsArray) {
    count(args, 0);
    if (left < 0) break;
  }
  return left < 0;
}
