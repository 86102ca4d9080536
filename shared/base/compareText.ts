/** Orders text by its code units: the same everywhere, whatever the language of the computer. For sort functions. */
export function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
