import { expect, test } from 'vitest';
import { isLoopback, proxiesOfEnvironment, readProxyList, readProxyUrl } from './proxyNames.ts';

const proxy = (host: string, port: number, secure = false) => ({ secure, host, port });

test('N18 a PAC answer is read in its order; what cannot be used is said, not skipped over', () => {
  expect(readProxyList('PROXY a.example:3128; HTTPS b.example; SOCKS5 c:1080; DIRECT')).toEqual([
    proxy('a.example', 3128),
    proxy('b.example', 443, true),
    'unsupported',
    'direct',
  ]);
  expect(readProxyList('DIRECT')).toEqual(['direct']);
  expect(readProxyList('')).toEqual(['direct']);
  expect(readProxyList('PROXY [2001:db8::1]:8080')).toEqual([proxy('2001:db8::1', 8080)]);
});

test('N18 a proxy as a person writes it', () => {
  expect(readProxyUrl(' http://proxy.example:3128 ')).toEqual(proxy('proxy.example', 3128));
  expect(readProxyUrl('http://proxy:3128', 'a', 'ß:b')).toMatchObject({
    authorization: `Basic ${Buffer.from('a:ß:b').toString('base64')}`,
  });
  for (const bad of ['proxy:3128', 'ftp://a:1', 'http://a:1/path', 'http://a:1?x', 'socks5://a:1', 'http://', '']) {
    expect(readProxyUrl(bad), bad).toBeUndefined();
  }
  expect(readProxyUrl('http://user:word@a:1', '')).toBeUndefined();
});

test('N18 the environment of a host without a desktop', async () => {
  const ways = (environment: Record<string, string>, origin: string) =>
    proxiesOfEnvironment(environment)(origin, false);
  const environment = {
    HTTPS_PROXY: 'http://user:word@p:8080',
    http_proxy: 'q:3128',
    NO_PROXY: '.site.example, pacs.here:8443 10.0.0.7',
  };
  const authorization = `Basic ${Buffer.from('user:word').toString('base64')}`;
  expect(await ways(environment, 'https://archive.example')).toEqual([{ ...proxy('p', 8080), authorization }]);
  expect(await ways(environment, 'http://archive.example')).toEqual([proxy('q', 3128)]);
  const direct = ['https://a.site.example', 'https://site.example', 'https://pacs.here:8443', 'http://10.0.0.7:8042'];
  for (const origin of direct) expect(await ways(environment, origin), origin).toEqual(['direct']);
  expect(await ways(environment, 'https://pacs.here')).toHaveLength(1);
  expect(await ways(environment, 'https://not-site.example')).not.toEqual(['direct']);
  expect(await ways({}, 'https://archive.example')).toEqual(['direct']);
  expect(await ways({ ...environment, NO_PROXY: '*' }, 'https://archive.example')).toEqual(['direct']);
});

test('this computer itself is never asked for through a proxy', () => {
  expect(['127.0.0.1', '127.8.9.1', '[::1]', 'localhost', 'a.localhost'].map(isLoopback)).toEqual(Array(5).fill(true));
  expect(['128.0.0.1', 'localhost.example', '[::2]'].map(isLoopback)).toEqual([false, false, false]);
});
