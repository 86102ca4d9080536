import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemNetwork } from '#electron/base/http/undiciNetwork.ts';
import { systemRandom } from '#electron/base/world.ts';
import { createArchiveClient } from '#electron/services/archive/index.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { hasOpenssl } from './certificates.ts';

// L18: a server that does not prove who it is gets no byte of ours, the password least of all.

describe.skipIf(!hasOpenssl())('over TLS', () => {
  let folder = '';
  const servers: Server[] = [];
  const requests: (string | undefined)[] = [];
  const protocols: (string | false | null)[] = [];
  const trusted = getCACertificates('default');

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tls-'));
  });
  afterAll(async () => {
    setDefaultCACertificates(trusted);
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
    await rm(folder, { recursive: true, force: true });
  });

  async function certificate(name: string, subjectAltName: string) {
    const [key, cert] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
    const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=${subjectAltName}`];
    const output = ['-keyout', key, '-out', cert, '-days', '2'];
    const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    execFileSync('openssl', ['req', ...kind, ...subject, ...output], { stdio: 'ignore' });
    return { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') };
  }

  async function search(pair: { key: string; cert: string }, handler = '[]') {
    const server = createServer({ ...pair, ALPNProtocols: ['h2', 'http/1.1'] }, (request, response) => {
      requests.push(request.headers.authorization);
      protocols.push((request.socket as TLSSocket).alpnProtocol);
      const html = handler.startsWith('<');
      response.writeHead(200, { 'content-type': html ? 'text/html' : 'application/dicom+json' }).end(handler);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const made = createArchiveClient({
      archiveId: 'tls' as ArchiveId,
      url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/dicom-web`,
      signIn: { kind: 'basic', username: 'reader' },
      secret: 'secret',
      network: systemNetwork,
      random: systemRandom,
    });
    if (!made.ok) throw new Error(made.failure.code);
    const found = await made.value.searchStudies({}, { lane: 'background' });
    await made.value.close();
    return found.ok ? 'ok' : found.failure.code;
  }

  test('L18 an unknown issuer and a wrong name are told apart, and neither hears a word', async () => {
    const known = await certificate('known', 'IP:127.0.0.1');
    const elsewhere = await certificate('elsewhere', 'DNS:archive.example');
    expect(await search(known)).toBe('ArchiveCertificate');
    setDefaultCACertificates([...trusted, known.cert, elsewhere.cert]);
    expect(await search(elsewhere)).toBe('ArchiveTlsName');
    expect(requests).toEqual([]);
    expect(await search(known)).toBe('ok');
    expect(requests.length).toBe(1);
  });

  test('N1 only HTTP/1.1 is offered', () => {
    expect(new Set(protocols)).toEqual(new Set(['http/1.1']));
  });

  test('N16 over proven TLS a web page is no portal but a wrong address', async () => {
    expect(await search(await certificate('page', 'IP:127.0.0.1'))).toBe('ArchiveCertificate');
    const page = await certificate('page2', 'IP:127.0.0.1');
    setDefaultCACertificates([...trusted, page.cert]);
    expect(await search(page, '<html>')).toBe('ArchiveNotDicomWeb');
  });
});
