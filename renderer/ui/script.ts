/** The script that a piece of text is written in, by its first letter; digits and marks do not count. */
export type Script = 'arabic' | 'devanagari' | 'other';

const firstLetter = /\p{L}/u;

export function scriptOf(text: string): Script {
  const letter = firstLetter.exec(text)?.[0];
  if (letter === undefined) return 'other';
  if (/\p{Script=Arabic}/u.test(letter)) return 'arabic';
  return /\p{Script=Devanagari}/u.test(letter) ? 'devanagari' : 'other';
}

/** BCP 47 tag that makes the font shape letters as the readers of that script expect; undefined leaves the page's. */
export function languageOfScript(script: Script): string | undefined {
  switch (script) {
    case 'arabic':
      return 'ur';
    case 'devanagari':
      return 'hi';
    case 'other':
      return undefined;
  }
}
