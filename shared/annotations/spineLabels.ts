/** Vertebrae from the skull down, as they are written. */
export const vertebrae: readonly string[] = [
  ...numbered('C', 7),
  ...numbered('T', 12),
  ...numbered('L', 5),
  ...numbered('S', 5),
];

export type SpineDirection = 'down' | 'up';

function numbered(letter: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);
}

/** A label as it is meant: "t 7" is T7, "Th7" and "D7" are T7 too. Undefined where it is no vertebra. */
export function vertebraOf(text: string): string | undefined {
  const written = /^\s*(C|T|TH|D|L|S)\s*(\d{1,2})\s*$/i.exec(text);
  if (!written) return undefined;
  const [, letters = '', number = ''] = written;
  const letter = /^(TH|D)$/i.test(letters) ? 'T' : letters.toUpperCase();
  const label = `${letter}${Number(number)}`;
  return vertebrae.includes(label) ? label : undefined;
}

/** The label offered after one: C7 is followed by T1, T12 by L1. At the ends, and after free words, none is offered. */
export function nextSpineLabel(last: string, direction: SpineDirection): string | undefined {
  const label = vertebraOf(last);
  if (label === undefined) return undefined;
  return vertebrae[vertebrae.indexOf(label) + (direction === 'down' ? 1 : -1)];
}
