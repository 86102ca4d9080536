import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isGarbledName, isReadableName, nameSaysLess, readableGroups } from './readableName.ts';

const alphabets = [
  'abcdefghijklmnopqrstuvwxyzäöüßéèñçøåłžışABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜÉ',
  'ابتثجحخدذرزسشصضطظعغفقكلمنهوپچڈڑژکگںھہیے',
  'अआइईउऊएकखगघचछजझटठडढणतथदधनपफबभमयरलवशषसहािीुेोौं्',
  '山田太郎王小东洪吉洞김희중홍길동やまだたろうヤマダ',
  'абвгдежзийклмнопрстуфхцчшщыьэюяАБВГДЕЖЗ',
  'αβγδεζηθικλμνξοπρστυφχψωΑΒΓ',
  'אבגדהוזחטיכלמנסעפצקרשת',
];
const word = fc
  .constantFrom(...alphabets)
  .chain((letters) => fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength: 12 }))
  .map((letters) => letters.join(''))
  // Vowel signs alone are no word of Hindi.
  .filter((text) => /\p{L}/u.test(text));
/** What else stands in names: d'Arc, Al-Ali, Jr., (Betty), [Test], 3rd, "a, b". */
const written = fc.oneof(
  word,
  fc.tuple(word, word).map(([a, b]) => `${a}'${b}`),
  fc.tuple(word, word).map(([a, b]) => `${a}-${b}`),
  fc.tuple(word, word).map(([a, b]) => `${a} (${b})`),
  fc.tuple(word, word).map(([a, b]) => `(${a}) ${b}`),
  fc.tuple(word, word).map(([a, b]) => `${a}, ${b}`),
  word.map((a) => `${a}.`),
  fc.tuple(word, fc.nat(999)).map(([a, number]) => `${a}${number}`),
);
const group = fc.array(written, { minLength: 1, maxLength: 5 }).map((components) => components.join('^'));

describe('A10 isReadableName', () => {
  it('is true for ordinary names of any script, in any group', () => {
    fc.assert(
      fc.property(group, fc.option(group, { nil: '' }), fc.option(group, { nil: '' }), (first, second, third) => {
        const value = { Alphabetic: first, Ideographic: second, Phonetic: third };
        expect(isReadableName(value)).toBe(true);
        expect(isGarbledName(value)).toBe(false);
        expect(isReadableName(`${first}=${second}=${third}`)).toBe(true);
        expect(readableGroups(value)).toEqual([first, second, third]);
      }),
    );
  });

  it('is false as soon as a control character or a lost escape is in it', () => {
    const scars = ['\u001b$B', '\u001b(J', '\u0085', '\u0000', '\ufffd', '$B;3', '$@;3', '$)C', '$(D', '(J'];
    fc.assert(
      fc.property(word, fc.constantFrom(...scars), word, (before, scar, after) => {
        expect(isReadableName({ Alphabetic: `${before}${scar}${after}` })).toBe(false);
        expect(isGarbledName({ Alphabetic: before, Ideographic: `${scar}${after}` })).toBe(true);
      }),
    );
  });

  it('knows brackets from designators', () => {
    for (const name of ['Smith (Bob)', 'Jones^(Jenny) Ann', 'Smith (Bob) (Jr)', 'Lee [I]', 'Doe (II)', 'Roe (A.I)']) {
      expect(isReadableName({ Alphabetic: name })).toBe(true);
    }
    for (const name of ['(JYAMADA^TAROU(B', '$B$d$^$@(B^$B$?$m$&(B', ')IYAMADA']) {
      expect(isReadableName({ Alphabetic: name })).toBe(false);
    }
  });

  it('is false for no name at all, which is not garbled', () => {
    for (const value of [undefined, null, '', '^^^^', {}, { Alphabetic: '' }, { Alphabetic: '^' }, 7]) {
      expect(isReadableName(value)).toBe(false);
      expect(isGarbledName(value)).toBe(false);
    }
  });

  it('keeps the groups that can be read of a name that the archive has half lost', () => {
    // Orthanc with Latin1 of ISO 2022 IR 87; and of Yamada^Tarou=山田^太郎=やまだ^たろう.
    const kanji = { Alphabetic: 'ﾔﾏﾀﾞ^ﾀﾛｳ', Ideographic: ';3ED^B@O:', Phonetic: '$d$^$@^$?$m$&' };
    expect(isReadableName(kanji)).toBe(false);
    expect(isGarbledName(kanji)).toBe(true);
    expect(readableGroups(kanji)).toEqual(['ﾔﾏﾀﾞ^ﾀﾛｳ', '', '']);
    const half = { Alphabetic: 'Yamada^Tarou', Ideographic: '^', Phonetic: '^' };
    expect(isReadableName(half)).toBe(false);
    expect(readableGroups(half)).toEqual(['Yamada^Tarou', '', '']);
    expect(nameSaysLess(half, 'Yamada^Tarou=山田^太郎=やまだ^たろう')).toBe(true);
    expect(nameSaysLess('Yamada^Hanako=^=^', 'Yamada^Tarou=山田^太郎=やまだ^たろう')).toBe(false);
  });
});
