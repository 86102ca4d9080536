import { expect, test } from 'vitest';
import { archiveDraft } from '#shared/contract/archives.ts';
import { draftOf, emptyForm, isReadableOnTheWay, problemsOf } from './archiveForm.ts';

const whole = { ...emptyForm, name: ' Quetta DHQ ', url: 'https://pacs.example/dicom-web' };

test('a form says what is missing, by field', () => {
  expect([
    problemsOf(emptyForm),
    problemsOf(whole),
    problemsOf({ ...whole, url: 'pacs.example' }),
    problemsOf({ ...whole, url: 'ftp://pacs.example' }),
    problemsOf({ ...whole, url: 'https://a:b@pacs.example' }),
    problemsOf({ ...whole, signIn: 'basic' }),
    problemsOf({ ...whole, signIn: 'bearer', hasSecret: true }),
    problemsOf({ ...whole, daysBack: '0', modalities: 'CT, <b>' }),
  ]).toEqual([
    { name: 'missing', url: 'missing' },
    {},
    { url: 'notWebAddress' },
    { url: 'notWebAddress' },
    { url: 'secretInAddress' },
    { username: 'missing', secret: 'missing' },
    {},
    { daysBack: 'notDays', modalities: 'notModalities' },
  ]);
});

test('a form without problems makes a draft that the contract accepts; an empty secret is left out', () => {
  const draft = draftOf({ ...whole, signIn: 'basic', username: 'reader', hasSecret: true, modalities: 'ct, mr' });
  expect(archiveDraft.parse(draft)).toEqual({
    name: 'Quetta DHQ',
    url: 'https://pacs.example/dicom-web',
    signIn: { kind: 'basic', username: 'reader' },
    assignment: { daysBack: 7, modalities: ['CT', 'MR'], prefetch: true },
  });
  expect(draftOf({ ...whole, signIn: 'bearer', secret: 'token' }).secret).toBe('token');
  expect(draftOf({ ...whole, secret: 'left from before' }).secret).toBeUndefined();
});

test('signing in over http is told, but not on this computer itself', () => {
  const asked = (url: string, signIn: 'none' | 'basic') => isReadableOnTheWay({ ...whole, url, signIn });
  expect([
    asked('http://pacs.example', 'basic'),
    asked('http://pacs.example', 'none'),
    asked('https://pacs.example', 'basic'),
    asked('http://127.0.0.1:8042', 'basic'),
  ]).toEqual([true, false, false, false]);
});
