import { expect, test } from 'vitest';
import { languageOfScript, scriptOf } from './script.ts';

test('a name is set in the script of its first letter', () => {
  expect(['محمد علی', 'राजेश शर्मा', 'KHAN AYESHA', '12 محمد', '', '—', '王小東'].map(scriptOf)).toEqual([
    'arabic',
    'devanagari',
    'other',
    'arabic',
    'other',
    'other',
    'other',
  ]);
});

test('only scripts with a font of their own carry a language', () => {
  expect([languageOfScript('arabic'), languageOfScript('devanagari'), languageOfScript('other')]).toEqual([
    'ur',
    'hi',
    undefined,
  ]);
});
