import { expect, it } from 'vitest';
import { personNameOf } from './personName.ts';
import { mostShownSigns, shownText } from './shownText.ts';

it('T9 signs that turn the line round or are not seen are left out', () => {
  for (const code of [
    0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069, 0x200b, 0x200e, 0xfeff, 7,
  ]) {
    expect(shownText(`A${String.fromCodePoint(code)}B`), code.toString(16)).toBe('AB');
  }
});

it('names of every script stay as they are, joiners too', () => {
  for (const name of ['محمد علی', 'علی\u200cرضا', 'श्री\u200dमती', '山田^太郎', 'Buc^Jérôme', 'line\r\nline\t']) {
    expect(shownText(name)).toBe(name);
  }
});

it('a text of megabytes is cut, and says so', () => {
  const shown = shownText('X'.repeat(5_000_000));
  expect(shown).toBe(`${'X'.repeat(mostShownSigns)}…`);
});

it('T9 a person name is shown so', () => {
  const name = (text: string) =>
    personNameOf({ '00100010': { vr: 'PN', Value: [{ Alphabetic: text }] } }, 'PatientName')?.alphabetic;
  expect(name('DOE^\u202eENAJ')).toBe('DOE ENAJ');
  expect(name('X'.repeat(5_000_000))).toHaveLength(mostShownSigns + 1);
  expect(name('\u202e')).toBeUndefined();
});
