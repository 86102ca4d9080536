import type { ServerResponse } from 'node:http';
import { createServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemNetwork } from '#electron/base/http/undiciNetwork.ts';
import { systemRandom } from '#electron/base/world.ts';
import {
  type ArchiveRoute,
  createArchiveClient,
  readAuthority,
  readClientCertificate,
} from '#electron/services/archive/index.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { hasOpenssl, type KeyPair, openCertificateOffice } from './certificates.ts';
import { startConnectProxy } from './connectProxy.ts';

// N17 L18: by whose word a server is believed, and by what it knows us. Whoever does not pass hears no word of ours.

describe.skipIf(!hasOpenssl())('certificates', () => {
  let office: Awaited<ReturnType<typeof openCertificateOffice>>;
  let site: KeyPair;
  let server: KeyPair;
  let reader: KeyPair;
  const requests: string[] = [];
  const ends: (() => void)[] = [];

  beforeAll(async () => {
    office = await openCertificateOffice();
    site = await office.authority('site');
    await office.authority('stranger');
    server = await office.issue('site', 'server', 'IP:127.0.0.1');
    reader = await office.issue('site', 'reader', 'DNS:reader');
  });
  afterAll(async () => {
    for (const end of ends) end();
    await office.close();
  });

  const emptyList = (response: ServerResponse) =>
    response.writeHead(200, { 'content-type': 'application/dicom+json' }).end('[]');

  async function listen(
    options: ServerOptions,
    answer: (response: ServerResponse) => void = emptyList,
  ): Promise<string> {
    const listening = createServer(options, (request, response) => {
      requests.push(request.headers.authorization ?? 'none');
      answer(response);
    });
    ends.push(() => {
      listening.closeAllConnections();
      listening.close();
    });
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
    return `https://127.0.0.1:${(listening.address() as AddressInfo).port}/dicom-web`;
  }

  function clientTo(url: string, route: ArchiveRoute) {
    return createArchiveClient({
      archiveId: 'tls' as ArchiveId,
      url,
      signIn: { kind: 'bearer' },
      secret: 'secret',
      network: systemNetwork,
      random: systemRandom,
      route,
    });
  }

  async function search(url: string, route: ArchiveRoute): Promise<string> {
    const made = clientTo(url, route);
    if (!made.ok) return made.failure.code;
    const found = await made.value.searchStudies({}, { lane: 'background' });
    await made.value.close();
    return found.ok ? 'ok' : found.failure.code;
  }

  const pem = (pair: KeyPair): ArchiveRoute['clientCertificate'] => ({ form: 'pem', content: pair.cert + pair.key });

  test('L18 a site’s own authority is believed for that site, and for no name but the certificate’s', async () => {
    const url = await listen(server);
    expect(await search(url, {})).toBe('ArchiveCertificate');
    expect(await search(url, { authority: site.cert })).toBe('ok');
    const elsewhere = await listen(await office.issue('site', 'elsewhere', 'DNS:archive.example'));
    expect(await search(elsewhere, { authority: site.cert })).toBe('ArchiveTlsName');
    const late = await listen(await office.issue('site', 'late', 'IP:127.0.0.1', -1));
    expect(await search(late, { authority: site.cert })).toBe('ArchiveCertificateExpired');
    const strange = await listen(await office.issue('stranger', 'strange', 'IP:127.0.0.1'));
    expect(await search(strange, { authority: site.cert })).toBe('ArchiveCertificate');
    expect(requests.splice(0)).toEqual(['Bearer secret']);
  });

  test('N17 a client certificate from PEM or PKCS#12 is shown, and a refusal of it is named', async () => {
    const url = await listen({ ...server, requestCert: true, rejectUnauthorized: true, ca: site.cert });
    const authority = site.cert;
    const encrypted = reader.cert + office.encryptedKey('reader', 'word');
    const sealed = await office.pkcs12('reader', 'word');
    const outcomes = [
      await search(url, { authority, clientCertificate: pem(reader) }),
      await search(url, { authority, clientCertificate: { form: 'pem', content: encrypted, passphrase: 'word' } }),
      await search(url, { authority, clientCertificate: { form: 'pkcs12', content: sealed, passphrase: 'word' } }),
    ];
    expect(outcomes).toEqual(['ok', 'ok', 'ok']);
    expect(requests.splice(0)).toHaveLength(3);
    const stranger = await office.issue('stranger', 'unknown', 'DNS:unknown');
    const late = await office.issue('site', 'lateReader', 'DNS:late', -1);
    const strict = await office.strictServer('server', 'site');
    ends.push(() => strict.stop());
    expect([
      await search(strict.url, { authority }),
      await search(strict.url, { authority, clientCertificate: pem(stranger) }),
      await search(strict.url, { authority, clientCertificate: pem(late) }),
    ]).toEqual(Array(3).fill('ArchiveClientCertificate'));
  });

  test('N17 nginx lets the handshake pass and says in a page that it wanted a certificate', async () => {
    const page = (title: string) => `<html><head><title>400 ${title}</title></head><body>nginx</body></html>`;
    const answerWith = async (text: string) => {
      const url = await listen(server, (response) =>
        response.writeHead(400, { 'content-type': 'text/html' }).end(text),
      );
      return search(url, { authority: site.cert });
    };
    expect([
      await answerWith(page('No required SSL certificate was sent')),
      await answerWith(page('The SSL certificate error')),
      await answerWith(page('Bad Request')),
    ]).toEqual(['ArchiveClientCertificate', 'ArchiveClientCertificate', 'ArchiveFailed']);
    requests.splice(0);
  });

  test('L18 a server that knows only outdated TLS hears no word and is named', async () => {
    const old = { ...server, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    expect(await search(await listen(old), { authority: site.cert })).toBe('ArchiveTlsTooOld');
    const cbc = { ...server, maxVersion: 'TLSv1.2', ciphers: 'NULL-SHA256@SECLEVEL=0' } as const;
    expect(await search(await listen(cbc), { authority: site.cert })).toBe('ArchiveTlsTooOld');
    expect(requests).toEqual([]);
  });

  test('N17 a certificate that cannot be used is said before anything is asked', async () => {
    const sealed = await office.pkcs12('reader', 'word');
    const other = await office.issue('site', 'other', 'DNS:other');
    const encrypted = reader.cert + office.encryptedKey('reader', 'word');
    const codes = [
      readClientCertificate({ form: 'pkcs12', content: sealed, passphrase: 'wrong' }),
      readClientCertificate({ form: 'pkcs12', content: sealed }),
      readClientCertificate({ form: 'pem', content: encrypted, passphrase: 'wrong' }),
      readClientCertificate({ form: 'pem', content: encrypted }),
      readClientCertificate({ form: 'pem', content: reader.cert }),
      readClientCertificate({ form: 'pem', content: reader.cert + other.key }),
      readClientCertificate({ form: 'pem', content: 'no certificate' }),
      readClientCertificate({ form: 'pkcs12', content: 'AAAA' }),
    ].map((read) => (read.ok ? 'ok' : read.failure.code.replace('ClientCertificate', '')));
    expect(codes).toEqual([...Array<string>(4).fill('Passphrase'), ...Array<string>(4).fill('Invalid')]);
    const wrong = clientTo('https://a.example', { clientCertificate: { form: 'pkcs12', content: sealed } });
    expect(wrong).toMatchObject({ ok: false, failure: { code: 'ClientCertificatePassphrase' } });
  });

  test('N17 what is shown of a certificate is whose it is and until when', async () => {
    const sealed = await office.pkcs12('reader', 'word');
    for (const certificate of [pem(reader)!, { form: 'pkcs12' as const, content: sealed, passphrase: 'word' }]) {
      const read = readClientCertificate(certificate);
      expect(read).toMatchObject({ ok: true, value: { subject: 'reader' } });
      expect(read.ok && (read.value.validUntil ?? 0) > Date.now()).toBe(true);
    }
    expect(readAuthority(`# comment\n${site.cert}`)).toMatchObject({ ok: true, value: { subject: 'site' } });
    for (const bad of ['', reader.key, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----']) {
      expect(readAuthority(bad)).toMatchObject({ ok: false, failure: { code: 'AuthorityInvalid' } });
    }
  });

  test('N18 through a proxy the certificate is the archive’s, and ours is for the archive alone', async () => {
    const url = await listen({ ...server, requestCert: true, rejectUnauthorized: true, ca: site.cert });
    const proxy = await startConnectProxy();
    const route: ArchiveRoute = {
      authority: site.cert,
      clientCertificate: pem(reader),
      proxy: { kind: 'explicit', url: proxy.url },
    };
    expect(await search(url, route)).toBe('ok');
    expect(proxy.asked).toHaveLength(1);
    requests.splice(0);
    // A proxy that answers in the archive's place cannot show its certificate.
    const impostor = createTlsServer(await office.issue('stranger', 'impostor', 'IP:127.0.0.1'), (socket) => {
      socket.on('data', (data: Buffer) => requests.push(data.toString()));
    });
    await new Promise<void>((resolve) => impostor.listen(0, '127.0.0.1', resolve));
    ends.push(() => impostor.close());
    const { port } = impostor.address() as AddressInfo;
    expect(await search(`https://127.0.0.1:${port}`, route)).toBe('ArchiveCertificate');
    expect(requests).toEqual([]);
    await proxy.die();
  });

  test('T13 N16 another name where the archive’s own was seen before is a network that answers in its place', async () => {
    const good = await listen(server);
    const elsewhere = await office.issue('site', 'portal', 'DNS:portal.example');
    const made = clientTo(good, { authority: site.cert });
    if (!made.ok) throw new Error(made.failure.code);
    const search = async () => {
      const found = await made.value.searchStudies({}, { lane: 'background' });
      return found.ok ? 'ok' : found.failure.code;
    };
    expect(await search()).toBe('ok');
    const { port } = new URL(good);
    for (const end of ends.splice(0)) end();
    const portal = createServer(elsewhere, (_request, response) => response.end('<html>'));
    ends.push(() => {
      portal.closeAllConnections();
      portal.close();
    });
    await new Promise<void>((resolve) => portal.listen(Number(port), '127.0.0.1', resolve));
    let code = await search();
    // The socket from before may still have to notice its end.
    if (code === 'ArchiveAnswerCut' || code === 'ArchiveConnectionRefused') code = await search();
    expect(code).toBe('ArchiveCaptivePortal');
    await made.value.close();
  });
});
