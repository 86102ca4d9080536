/**
 * Text that an archive's answer has damaged (rule A10): some keep their index in Latin-1 and drop every other letter,
 * some do not know the code extensions of ISO 2022 (PS3.5 section 6.1.2.5) and hand on their bytes as letters.
 */

// The control characters but tab, line feed, form feed and carriage return (PS3.5 section 6.1.3). C1 controls are
// what UTF-8 read as Latin-1 leaves behind.
const control = /[^\P{Cc}\t\n\f\r]|[\uFFFD\p{Cs}]/u;
const letter = /[\p{L}\p{N}]/u;
/** `ESC $ B` and its kin without their ESC; two-byte hiragana (24..) and katakana (25..) that lost even that. */
const remnant = /\$[B@](?=[!-~])|\$\([BD]|\$\)[AC]|(?:\$[!-~]){2}|(?:%[!-~]){3}/u;

/** Whether a text says something. Text without a letter or digit does not: separators, question marks, nothing. */
export function isReadableText(text: string): boolean {
  if (control.test(text) || remnant.test(text) || !letter.test(text)) return false;
  const marks = text.split('?').length - 1;
  return marks < 2 || marks <= text.replace(/[^\p{L}\p{N}]/gu, '').length;
}

/** A text that holds signs, and yet says nothing: not the same as one that was left empty. */
export function isGarbledText(text: string): boolean {
  return /[^\s^=\\]/u.test(text) && !isReadableText(text);
}

/**
 * Whether `poor` is what an archive leaves of `rich` that cannot keep its letters: the same, with all letters past
 * ASCII or past Latin-1 dropped or made question marks. "Люкceмбypг", whose scribe mixed two alphabets, becomes "ceyp".
 */
export function saysLess(poor: string, rich: string): boolean {
  if (poor === rich) return false;
  const left = withoutGaps(poor.replace(/[?\uFFFD]/gu, ''));
  return [0x7f, 0xff].some((last) => {
    const letters = [...rich.normalize('NFC')];
    const kept = letters.filter((one) => (one.codePointAt(0) ?? 0) <= last);
    return kept.length < letters.length && withoutGaps(kept.join('').replaceAll('?', '')) === left;
  });
}

/** Spaces and empty components say nothing, and go where letters go. */
function withoutGaps(text: string): string {
  return text
    .split('^')
    .map((component) => component.trim().replace(/\s+/gu, ' '))
    .join('^')
    .replace(/\^+$/u, '');
}
