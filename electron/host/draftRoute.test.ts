import { describe, expect, test } from 'vitest';
import type { KeptRoute } from '#electron/services/records/index.ts';
import type { ArchiveDescription, ArchiveDraft } from '#shared/contract/archives.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { hasOpenssl, openCertificateOffice } from '#tests/archive/certificates.ts';
import { routeOfDraft, shownOf } from './draftRoute.ts';

const draft: ArchiveDraft = {
  name: 'Site',
  url: 'https://a.example/dicom-web',
  signIn: { kind: 'none' },
  assignment: { daysBack: 7, modalities: [], prefetch: true },
};
const stored: ArchiveDescription = {
  ...storable(draft),
  archiveId: 'a' as ArchiveId,
  kind: 'dicomweb',
  hasSecret: false,
};
const proxy = { kind: 'explicit', url: 'http://p.example:1', username: 'home' } as const;

function storable({ name, url, signIn, assignment }: ArchiveDraft) {
  return { name, url, signIn, assignment };
}

const routed = (change: Partial<ArchiveDraft>, kept: KeptRoute) => {
  const route = routeOfDraft({ ...draft, ...change }, stored, kept);
  return route.ok ? route.value : route.failure.code;
};

test('N18 a proxy’s password stays with its proxy and its user', () => {
  const kept: KeptRoute = { proxy, proxyPassword: 'word' };
  expect([
    routed({}, kept),
    routed({ proxy }, kept),
    routed({ proxy, proxyPassword: 'new' }, kept),
    routed({ proxy, proxyPassword: '' }, kept),
    routed({ proxy: { ...proxy, url: 'http://thief.example:1' } }, kept),
    routed({ proxy: { ...proxy, username: 'other' } }, kept),
    routed({ proxy: { kind: 'system' } }, kept),
    routed({ proxy: { ...proxy, url: 'p.example' } }, kept),
  ]).toEqual([
    kept,
    kept,
    { proxy, proxyPassword: 'new' },
    { proxy },
    { proxy: { ...proxy, url: 'http://thief.example:1' } },
    { proxy: { ...proxy, username: 'other' } },
    { proxy: { kind: 'system' } },
    'ProxyInvalid',
  ]);
});

describe.skipIf(!hasOpenssl())('with certificates', () => {
  test('F14 a client certificate stays with the origin that it was chosen for', async () => {
    const office = await openCertificateOffice();
    const site = await office.authority('site');
    const reader = await office.issue('site', 'reader', 'DNS:reader');
    const kept: KeptRoute = {
      authority: site.cert,
      clientCertificate: { form: 'pem', content: reader.cert + reader.key },
    };
    expect(routed({ url: 'https://a.example/other' }, kept)).toEqual(kept);
    expect(routed({ url: 'https://b.example/dicom-web' }, kept)).toEqual({ authority: site.cert });
    expect(routed({ clientCertificate: null, authority: null }, kept)).toEqual({});
    expect(routed({ authority: 'no certificate' }, kept)).toBe('AuthorityInvalid');
    const sealed = { form: 'pkcs12', content: await office.pkcs12('reader', 'word') } as const;
    expect(routed({ clientCertificate: sealed }, kept)).toBe('ClientCertificatePassphrase');
    const opened = routed({ clientCertificate: { ...sealed, passphrase: 'word' } }, kept);
    expect(shownOf(opened as KeptRoute)).toMatchObject({
      authority: { subject: 'site' },
      clientCertificate: { subject: 'reader' },
    });
    await office.close();
  });
});
