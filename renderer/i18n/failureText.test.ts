import { beforeAll, describe, expect, test } from 'vitest';
import { failureCodes } from '#shared/contract/failures.ts';
import { failureText, fillSentence } from './failureText.ts';
import { readWords, startI18n } from './i18n.ts';

beforeAll(() => {
  startI18n('en');
});

const sentences = readWords()['en']?.['failures'] ?? {};

describe('every failure a person can meet has its sentence', () => {
  test.each(failureCodes)('%s', (code) => {
    const text = failureText({ code });
    expect(text).toMatch(/^[A-Z].{20,}[.?]$/s);
    expect(text).not.toMatch(/[{}[\]]/);
  });

  test('and no sentence is left over from a code that is gone', () => {
    expect(Object.keys(sentences).filter((code) => !(failureCodes as readonly string[]).includes(code))).toEqual([]);
  });
});

test('a bracketed part stands only when its details are known', () => {
  const sentence = 'The archive[ {{host}}] did not answer[ in {{seconds}} s].';
  expect([
    fillSentence(sentence, { host: 'pacs.example' }),
    fillSentence(sentence),
    fillSentence(sentence, { host: 'a', seconds: 5 }),
  ]).toEqual([
    'The archive pacs.example did not answer.',
    'The archive did not answer.',
    'The archive a did not answer in 5 s.',
  ]);
});

test('an unexpected failure says where the log has it', () => {
  expect(failureText({ code: 'Unexpected', id: 'k3f9' })).toContain('(k3f9)');
});
