import { expect, test } from 'vitest';
import hanging from '#resources/locales/en/hanging.json' with { type: 'json' };
import type { ExchangeProblem } from '#shared/hanging/exchange/exchangeProblem.ts';
import { type FileProblemCode, fileProblemCodes } from '#shared/hanging/protocolFile.ts';

/** The compiler asks for words for each thing that there may be to say of a file of protocols. */
const words: Readonly<Record<FileProblemCode | ExchangeProblem['code'], string>> = hanging.importProblems;

test('what there is to say of a file of protocols is said in a sentence, or leads to what it is about', () => {
  expect(Object.keys(words)).toEqual(expect.arrayContaining([...fileProblemCodes]));
  for (const [code, text] of Object.entries(words)) expect(text, code).toMatch(/^[A-Z“].{15,}[.:]$/);
  expect(new Set(Object.values(words)).size).toBe(Object.keys(words).length);
});
