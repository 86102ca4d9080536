/** How well a passphrase withstands guessing, judged by length and variety; words and digits count alike. */
export type Strength = 'tooShort' | 'weak' | 'good' | 'strong';

/** Fewer characters are refused here and by the host. */
export const minimumLength = 12;

/** Rough bits: each distinct kind of character widens the choice, repeated ones add little. */
export function strengthOf(passphrase: string): Strength {
  const characters = [...passphrase];
  if (characters.length < minimumLength) return 'tooShort';
  const distinct = new Set(characters).size;
  if (distinct < 6) return 'weak';
  const effective = Math.min(characters.length, distinct * 1.6);
  const bits = effective * Math.log2(choiceOf(passphrase));
  return bits < 60 ? 'weak' : bits < 85 ? 'good' : 'strong';
}

function choiceOf(text: string): number {
  const kinds: readonly (readonly [RegExp, number])[] = [
    [/[a-z]/, 26],
    [/[A-Z]/, 26],
    [/\d/, 10],
    [/[^\p{L}\d]/u, 20],
    [/[^\p{ASCII}]/u, 40],
  ];
  return kinds.reduce((sum, [kind, size]) => (kind.test(text) ? sum + size : sum), 0);
}
