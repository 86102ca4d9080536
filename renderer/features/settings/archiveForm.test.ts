import { expect, test } from 'vitest';
import { archiveDraft } from '#shared/contract/archives.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { draftOf, emptyForm, formOf, isChanged, isReadableOnTheWay, problemsOf } from './archiveForm.ts';

const whole = { ...emptyForm, name: ' Quetta DHQ ', url: 'https://pacs.example/dicom-web' };

test('a form says what is missing, by field', () => {
  expect([
    problemsOf(emptyForm),
    problemsOf(whole),
    problemsOf({ ...whole, url: 'pacs.example' }),
    problemsOf({ ...whole, url: 'ftp://pacs.example' }),
    problemsOf({ ...whole, url: 'https://a:b@pacs.example' }),
    problemsOf({ ...whole, signIn: 'basic' }),
    problemsOf({ ...whole, signIn: 'bearer', keptSecret: 'bearer' }),
    problemsOf({ ...whole, signIn: 'bearer', keptSecret: 'basic' }),
    problemsOf({ ...whole, daysBack: '0', modalities: 'CT, <b>' }),
  ]).toEqual([
    { name: 'missing', url: 'missing' },
    {},
    { url: 'notWebAddress' },
    { url: 'notWebAddress' },
    { url: 'secretInAddress' },
    { username: 'missing', secret: 'missing' },
    {},
    { secret: 'missing' },
    { daysBack: 'notDays', modalities: 'notModalities' },
  ]);
});

test('a form without problems makes a draft that the contract accepts; an empty secret is left out', () => {
  const draft = draftOf({ ...whole, signIn: 'basic', username: 'reader', keptSecret: 'basic', modalities: 'ct, mr' });
  expect(archiveDraft.parse(draft)).toEqual({
    name: 'Quetta DHQ',
    url: 'https://pacs.example/dicom-web',
    signIn: { kind: 'basic', username: 'reader' },
    proxy: { kind: 'system' },
    clientCertificate: null,
    authority: null,
    assignment: { daysBack: 7, modalities: ['CT', 'MR'], prefetch: true },
    mayCompress: false,
    mayPreview: false,
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

test('the days are a number or all, and a number that is too long is told, never cut', () => {
  const daysOf = (daysBack: string) =>
    problemsOf({ ...whole, daysBack }).daysBack ?? draftOf({ ...whole, daysBack }).assignment.daysBack;
  expect(['1', ' 90 ', 'all', 'All', '3650', '20000', '0', '-3', '1.5', '1e2', ''].map(daysOf)).toEqual([
    1,
    90,
    3650,
    3650,
    3650,
    'notDays',
    'notDays',
    'notDays',
    'notDays',
    'notDays',
    'notDays',
  ]);
  const { clientCertificate: _none, authority: _no, ...draft } = draftOf({ ...whole, daysBack: 'all' });
  const archive = {
    archiveId: 'one' as ArchiveId,
    kind: 'dicomweb' as const,
    hasSecret: false,
    ...draft,
  };
  expect(formOf({ ...archive, archiveId: 'one' as ArchiveId }).daysBack).toBe('all');
});

test('a form knows whether anything in it is not kept yet', () => {
  expect([
    isChanged(whole, whole),
    isChanged({ ...whole }, whole),
    isChanged({ ...whole, prefetch: false }, whole),
  ]).toEqual([false, false, true]);
});
