import { expect, test } from 'vitest';
import { readBytes } from './documentBytes.ts';

const latin1 = (text: string) => Uint8Array.from(text, (sign) => sign.codePointAt(0) ?? 0);
const utf8 = (text: string) => new TextEncoder().encode(text);

test('a letter in Latin-1 keeps its accents: by what the data set says of its texts', () => {
  const letter = latin1('Résumé: Fémur fracturé');
  expect(readBytes(letter, ['ISO_IR 100'], false)).toEqual({ text: 'Résumé: Fémur fracturé', lost: 0 });
});

test('GB18030 and Cyrillic of a data set', () => {
  expect(readBytes(Uint8Array.of(0xb7, 0xce, 0xd1, 0xd7), ['GB18030'], false).text).toBe('肺炎');
  expect(readBytes(Uint8Array.of(0xbf, 0xdd, 0xd5), ['ISO_IR 144'], false).text).toBe('Пне');
});

test('UTF-8 is known by itself, whatever the data set says of its own texts', () => {
  expect(readBytes(utf8('سینے کا ایکسرے'), ['ISO_IR 100'], false)).toEqual({ text: 'سینے کا ایکسرے', lost: 0 });
});

test('what the text says of itself comes first', () => {
  const arabic = Uint8Array.of(...latin1('<?xml version="1.0" encoding="windows-1256"?><a>'), 0xd5, 0xcf, 0xd1);
  expect(readBytes(arabic, ['ISO_IR 192'], true).text).toContain('<a>صدر');
  const web = Uint8Array.of(...latin1('<meta charset="iso-8859-2"><p>'), 0xb3, 0xf3);
  expect(readBytes(web, [], true).text).toContain('<p>łó');
});

test('what it says of itself is not believed where signs would be lost by it', () => {
  const wrong = latin1('<?xml version="1.0" encoding="UTF-8"?><a>Fémur</a>');
  expect(readBytes(wrong, ['ISO_IR 100'], true)).toMatchObject({ lost: 0 });
  expect(readBytes(wrong, ['ISO_IR 100'], true).text).toContain('Fémur');
});

test('a byte order mark, and an encoding that nobody knows', () => {
  expect(readBytes(Uint8Array.of(0xff, 0xfe, 0x41, 0x00), [], false)).toEqual({ text: 'A', lost: 0 });
  expect(readBytes(utf8('<?xml encoding="x-nothing"?>é'), [], true).text).toContain('é');
});

test('signs that nobody can read are counted', () => {
  expect(readBytes(latin1('Fémur fracturé'), [], false).lost).toBe(2);
});
