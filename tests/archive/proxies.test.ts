import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import type { Network } from '#electron/base/http/httpPool.ts';
import { readProxyList } from '#electron/base/http/proxyNames.ts';
import { networkBySystemProxies } from '#electron/base/http/systemProxies.ts';
import { systemNetwork } from '#electron/base/http/undiciNetwork.ts';
import { systemRandom } from '#electron/base/world.ts';
import { type ArchiveRoute, createArchiveClient } from '#electron/services/archive/index.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { type ConnectProxy, startConnectProxy } from './connectProxy.ts';

// N18: an archive is reached through whatever stands between; who asks notices nothing but the failure's name.

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function archive() {
  const seen: { authorization: string | undefined; proxied: boolean }[] = [];
  const server: Server = createServer((request, response) => {
    seen.push({
      authorization: request.headers.authorization,
      proxied: request.headers['proxy-authorization'] !== undefined,
    });
    response.writeHead(200, { 'content-type': 'application/dicom+json' }).end('[]');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return { seen, host: `127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function proxy(): Promise<ConnectProxy> {
  const started = await startConnectProxy();
  ends.push(() => started.die());
  return started;
}

function clientTo(host: string, route: ArchiveRoute, network: Network = systemNetwork) {
  const made = createArchiveClient({
    archiveId: 'proxied' as ArchiveId,
    url: `http://${host}/dicom-web`,
    signIn: { kind: 'basic', username: 'reader' },
    secret: 'secret',
    network,
    random: systemRandom,
    route,
  });
  if (!made.ok) throw new Error(made.failure.code);
  ends.push(() => made.value.close());
  return {
    search: async (lane: 'background' | 'interactive' = 'background') => {
      const found = await made.value.searchStudies({}, { lane });
      return found.ok ? 'ok' : found.failure.code;
    },
  };
}

const through = (url: string): ArchiveRoute => ({ proxy: { kind: 'explicit', url } });

test('N18 both lanes go through the proxy, and keep their connections', async () => {
  const [{ host, seen }, way] = [await archive(), await proxy()];
  const client = clientTo(host, through(way.url));
  expect(await Promise.all([client.search(), client.search('interactive')])).toEqual(['ok', 'ok']);
  expect(await client.search()).toBe('ok');
  expect(way.asked.map(({ target }) => target)).toEqual([host, host]);
  expect(way.open()).toBe(2);
  // The archive's password is the archive's, the proxy has none of it, and the archive learns of no proxy.
  expect(seen.every(({ authorization, proxied }) => authorization?.startsWith('Basic ') && !proxied)).toBe(true);
});

test('N18 N2 sixty questions at once open no more tunnels than a lane has connections', async () => {
  const [{ host }, way] = [await archive(), await proxy()];
  const client = clientTo(host, through(way.url));
  expect(new Set(await Promise.all(Array.from({ length: 60 }, () => client.search())))).toEqual(new Set(['ok']));
  expect(way.asked.length).toBeLessThanOrEqual(24);
});

test('N18 a proxy that asks for a sign-in gets its own, and without it is named', async () => {
  const [{ host }, way] = [await archive(), await proxy()];
  way.wanted = `Basic ${Buffer.from('home:word').toString('base64')}`;
  expect(await clientTo(host, through(way.url)).search()).toBe('ProxySignInRefused');
  const signedIn: ArchiveRoute = {
    proxy: { kind: 'explicit', url: way.url, username: 'home' },
    proxyPassword: 'word',
  };
  expect(await clientTo(host, signedIn).search()).toBe('ok');
});

test('N18 a proxy that dies, refuses, talks nonsense or does not reach the archive is told apart', async () => {
  const [{ host }, way] = [await archive(), await proxy()];
  const client = clientTo(host, through(way.url));
  expect(await client.search()).toBe('ok');
  await way.die();
  expect(await client.search()).toBe('ProxyUnreachable');
  const other = await proxy();
  const outcomes: string[] = [];
  for (const answer of [
    'HTTP/1.1 403 Forbidden\r\n\r\n',
    'HTTP/1.1 502 Bad Gateway\r\n\r\n',
    'SSH-2.0-OpenSSH\r\n\r\n',
    'x'.repeat(40_000),
    '',
  ]) {
    other.answer = answer;
    outcomes.push(await clientTo(host, through(other.url)).search());
  }
  expect(outcomes).toEqual(['ProxyRefused', ...Array<string>(4).fill('ProxyUnreachable')]);
});

test('N18 three answers of a PAC file: the first that works is used, asked anew for each connection', async () => {
  const [{ host }, dead, way] = [await archive(), await proxy(), await proxy()];
  await dead.die();
  let answer = `PROXY ${dead.host}; PROXY ${way.host}; DIRECT`;
  const asked: [string, boolean][] = [];
  // An address of loopback is never proxied; the archive of this test stands for one that is further away.
  const network: Network = {
    openPool: (options) =>
      systemNetwork.openPool({
        ...options,
        connect: {
          ...options.connect,
          proxy: {
            kind: 'ask',
            ask: (origin, afterFailure) => {
              asked.push([origin, afterFailure]);
              return Promise.resolve(readProxyList(answer));
            },
          },
        },
      }),
  };
  const client = clientTo(host, {}, network);
  expect(await client.search()).toBe('ok');
  expect(way.asked).toHaveLength(1);
  await way.die();
  await pause(20);
  expect(await client.search()).toBe('ok');
  answer = 'SOCKS5 127.0.0.1:9';
  expect(await clientTo(host, {}, network).search()).toBe('ProxyUnreachable');
  answer = `PROXY ${dead.host}`;
  const stranded = clientTo(host, {}, network);
  expect([await stranded.search(), await stranded.search()]).toEqual(['ProxyUnreachable', 'ProxyUnreachable']);
  answer = 'DIRECT';
  expect(await stranded.search()).toBe('ok');
  expect(asked.at(-1)).toEqual([`http://${host}`, true]);
});

test('N18 the proxies of the system are asked for other computers only, and not where a person said otherwise', async () => {
  const origins: string[] = [];
  const given: (string | undefined)[] = [];
  const inner: Network = {
    openPool: (options) => {
      given.push(options.connect?.proxy?.kind);
      return systemNetwork.openPool(options);
    },
  };
  const network = networkBySystemProxies(inner, (origin) => {
    origins.push(origin);
    return Promise.resolve(['direct']);
  });
  const { host } = await archive();
  expect(await clientTo(host, {}, network).search()).toBe('ok');
  clientTo('archive.example', {}, network);
  clientTo('archive.example', { proxy: { kind: 'none' } }, network);
  clientTo('archive.example', through('http://proxy.example:1'), network);
  expect(given).toEqual([undefined, 'ask', 'none', 'explicit']);
  expect(origins).toEqual([]);
});

test('N18 what is no address of a proxy is said before anything is asked', () => {
  const made = createArchiveClient({
    archiveId: 'proxied' as ArchiveId,
    url: 'http://archive.example/dicom-web',
    signIn: { kind: 'none' },
    network: systemNetwork,
    random: systemRandom,
    route: through('proxy.example'),
  });
  expect(made).toMatchObject({ ok: false, failure: { code: 'ProxyInvalid' } });
});
