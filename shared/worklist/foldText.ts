/** Letters that decomposition leaves whole, and that a searcher types either way. */
const sameLetter: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  // Arabic and Urdu keyboards write the same letter with different code points.
  ي: 'ی',
  ى: 'ی',
  ك: 'ک',
  ہ: 'ه',
  ھ: 'ه',
  ة: 'ه',
  ۃ: 'ه',
  ۀ: 'ه',
  ٱ: 'ا',
  ے: 'ی',
};

/**
 * Marks that a reader may leave out: Latin diacritics, Hebrew points, Arabic harakat and tatweel, the Devanagari and
 * Gurmukhi nukta, joiners and direction marks. Indic vowel signs stay: without them other names would match.
 */
const optionalMarks =
  /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u093c\u0a3c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
const letters = new RegExp(`[${Object.keys(sameLetter).join('')}]`, 'gu');
const digitZeros = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0a66, 0x0ae6];

/** Text as it is compared in a search: case, diacritics, letter variants and digit shapes do not count. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(optionalMarks, '')
    .replace(letters, (letter) => sameLetter[letter] ?? letter)
    .replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0a66-\u0a6f\u0ae6-\u0aef]/gu, asciiDigit)
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .trim();
}

function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  const zero = digitZeros.find((first) => code >= first && code <= first + 9);
  return zero === undefined ? digit : String(code - zero);
}
