import { expect, test } from 'vitest';
import { type ArchiveDescription, archiveDraft } from '#shared/contract/archives.ts';
import { accessDraft, accessOf, accessProblems, emptyAccess, readCertificateFile } from './accessForm.ts';

const oidc = { ...emptyAccess, signIn: 'oidc' as const, issuer: 'https://login.example/', clientId: 'durbeen' };
const whole = archiveDraft.omit({ name: true, url: true, assignment: true });

test('a sign-in at the site’s provider needs its address and our name there, and no secret', () => {
  expect([
    accessProblems(oidc),
    accessProblems({ ...oidc, issuer: '', clientId: ' ' }),
    accessProblems({ ...oidc, issuer: 'login.example' }),
  ]).toEqual([{}, { issuer: 'missing', clientId: 'missing' }, { issuer: 'notWebAddress' }]);
  expect(whole.parse(accessDraft({ ...oidc, scope: ' dicom ' })).signIn).toEqual({
    kind: 'oidc',
    issuer: 'https://login.example/',
    clientId: 'durbeen',
    flow: 'browser',
    scope: 'dicom',
  });
});

test('N18 a proxy is written whole, without a password in its address', () => {
  const problem = (proxyUrl: string) => accessProblems({ ...emptyAccess, proxy: 'explicit', proxyUrl }).proxyUrl;
  expect(['http://p:1', 'https://p', ' http://p:3128/ '].map(problem)).toEqual(Array(3).fill(undefined));
  const bad = ['', 'p:1', 'socks5://p:1', 'http://u:w@p:1', 'http://p/x', 'http://p?x'];
  expect(bad.map(problem)).toEqual(Array(bad.length).fill('notProxyAddress'));
  const form = { ...emptyAccess, proxy: 'explicit' as const, proxyUrl: 'http://p:1', proxyUsername: 'home' };
  expect(whole.parse(accessDraft(form))).toMatchObject({
    proxy: { kind: 'explicit', url: 'http://p:1', username: 'home' },
  });
  expect(accessDraft(form)).not.toHaveProperty('proxyPassword');
  expect(accessDraft({ ...form, proxyPassword: 'word' }).proxyPassword).toBe('word');
});

test('N17 what is kept stays unless it was removed or chosen anew', () => {
  const archive = {
    signIn: { kind: 'none' },
    hasSecret: false,
    clientCertificate: { subject: 'reader' },
    authority: { subject: 'site' },
  } as unknown as ArchiveDescription;
  const kept = accessOf(archive);
  expect(accessDraft(kept)).not.toHaveProperty('clientCertificate');
  expect(accessDraft(kept)).not.toHaveProperty('authority');
  const none = { is: 'none' } as const;
  expect(accessDraft({ ...kept, certificate: none, authority: none })).toMatchObject({
    clientCertificate: null,
    authority: null,
  });
  const value = readCertificateFile(new Uint8Array([0x30, 0x82, 0xff]));
  const chosen = { ...kept, certificate: { is: 'chosen' as const, fileName: 'r.p12', value } };
  expect(accessDraft(chosen).clientCertificate).toEqual({ form: 'pkcs12', content: 'MIL/' });
  expect(accessDraft({ ...chosen, certificatePassphrase: 'word' }).clientCertificate?.passphrase).toBe('word');
  const text = 'Bag Attributes\n-----BEGIN CERTIFICATE-----\n';
  expect(readCertificateFile(new TextEncoder().encode(text))).toEqual({ form: 'pem', content: text });
});

test('an archive comes back into the form as it was kept, and a secret belongs to its own kind of sign-in', () => {
  const archive = {
    signIn: { kind: 'oidc', issuer: 'https://login.example/', clientId: 'durbeen', flow: 'device', audience: 'pacs' },
    hasSecret: true,
    proxy: { kind: 'explicit', url: 'http://p:1' },
  } as unknown as ArchiveDescription;
  const form = accessOf(archive);
  expect(accessDraft(form).signIn).toEqual(archive.signIn);
  expect(accessDraft(form).proxy).toEqual(archive.proxy);
  expect(accessProblems({ ...form, signIn: 'bearer' })).toEqual({ secret: 'missing' });
});
