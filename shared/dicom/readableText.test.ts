import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isGarbledText, isReadableText, saysLess } from './readableText.ts';

describe('A10 isReadableText', () => {
  it.each([
    ['nothing', ''],
    ['separators', '^^ ='],
    ['question marks', '???^???'],
    ['more question marks than letters', 'a??? ???b'],
    ['an escape', '\u001b$B;3ED\u001b(B'],
    ['a lost escape, kanji', '$B;3ED$B@O:'],
    ['a lost escape, JIS C 6226', '$@;3ED'],
    ['a lost escape, Korean', '$)C\u00fb\u00f3'],
    ['hiragana without any escape', '$d$^$@^$?$m$&'],
    ['katakana without any escape', '%d%^%@^%?%m%&'],
    ['replacement characters', 'M\ufffdller'],
    ['half of a surrogate pair', 'A\ud83d'],
    ['UTF-8 read as Latin-1', Buffer.from('محمد^علی', 'utf8').toString('latin1')],
    ['Devanagari in UTF-8 read as Latin-1', Buffer.from('शर्मा^राजेश', 'utf8').toString('latin1')],
  ])('is false for %s', (_what, text) => {
    expect(isReadableText(text)).toBe(false);
  });

  it.each([
    'CT ABDOMEN (BIPHASIC, 50%)',
    'Lungs?',
    'T2*-weighted, b=1000 s/mm²',
    'Brain – صدر',
    'MG: L/R [screening] <2 views>',
    'Fee $12 – 100%',
    'Line one\r\nline two\tand more',
    '胸部CT',
    'ﾔﾏﾀﾞ^ﾀﾛｳ',
  ])('is true for %s', (text) => {
    expect(isReadableText(text)).toBe(true);
  });
});

it('A10 a text that was left empty is not garbled', () => {
  expect(['', '^^^^', ' ', '^ ='].map(isGarbledText)).toEqual([false, false, false, false]);
  expect(['??', '\u001b$B;3', '\ufffd'].map(isGarbledText)).toEqual([true, true, true]);
});

describe('A10 saysLess', () => {
  // Each as Orthanc 1.10 with DefaultEncoding Latin1 answered it in a search.
  it.each([
    ['^', 'محمد^علی'],
    ['^', 'शर्मा^राजेश'],
    ['', 'Διονυσιος'],
    ['', '김희중'],
    ['ceyp', 'Люкceмбypг'],
    ['Brain', 'Brain – صدر'],
    ['M?ller^J?rg', 'Müller^Jörg'],
    ['Mller^Jrg', 'Müller^Jörg'],
    ['Jérme', 'Jér\u014dme'],
  ])('"%s" is what is left of "%s"', (poor, rich) => {
    expect(saysLess(poor, rich)).toBe(true);
    expect(saysLess(rich, poor)).toBe(false);
  });

  it.each([
    ['', 'Smith^John'],
    ['Smith', 'Smith^John'],
    ['Khan', 'محمد^علی'],
    ['محمد', 'محمد^علی'],
    ['Müller', 'Müller'],
    ['Brain', 'Thorax – صدر'],
  ])('"%s" is another text than "%s"', (poor, rich) => {
    expect(saysLess(poor, rich)).toBe(false);
  });

  it('is never true both ways, nor of a text and itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
        expect(saysLess(one, one)).toBe(false);
        expect(saysLess(one, other) && saysLess(other, one)).toBe(false);
      }),
    );
  });
});
