import { isIP } from 'node:net';
import type { FindProxies, HttpProxy, ProxyWay } from './connectOptions.ts';

/** A proxy as a person writes it: `http://host:port`; undefined when it is none that can be used. */
export function readProxyUrl(text: string, username?: string, password?: string): HttpProxy | undefined {
  const trimmed = text.trim();
  const url = URL.canParse(trimmed) ? new URL(trimmed) : undefined;
  const known = url !== undefined && (url.protocol === 'http:' || url.protocol === 'https:');
  if (!known || url.hostname === '' || url.search || url.hash || url.pathname !== '/') return undefined;
  // A password in an address ends in logs; it has a place of its own.
  if (username !== undefined && (url.username || url.password)) return undefined;
  const secure = url.protocol === 'https:';
  const user = username ?? decodeURIComponent(url.username);
  const word = password ?? decodeURIComponent(url.password);
  const authorization = user ? `Basic ${Buffer.from(`${user}:${word}`, 'utf8').toString('base64')}` : undefined;
  const port = Number(url.port) || (secure ? 443 : 80);
  return { secure, host: bare(url.hostname), port, ...(authorization ? { authorization } : {}) };
}

/** What a PAC script answers: "PROXY a:1; HTTPS b:2; SOCKS5 c:3; DIRECT", in the order to be tried. */
export function readProxyList(text: string): readonly ProxyWay[] {
  const ways: ProxyWay[] = [];
  for (const entry of text.split(';')) {
    const [kind = '', place = ''] = entry.trim().split(/\s+/);
    const word = kind.toUpperCase();
    if (word === 'DIRECT') ways.push('direct');
    else if (/^SOCKS[45]?$/.test(word)) ways.push('unsupported');
    else if (word === 'PROXY' || word === 'HTTP' || word === 'HTTPS') {
      const proxy = readProxyUrl(`${word === 'HTTPS' ? 'https' : 'http'}://${place}`);
      if (proxy) ways.push(proxy);
    }
  }
  return ways.length > 0 ? ways : ['direct'];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The proxies that the environment names for programs without a desktop (HTTPS_PROXY, HTTP_PROXY, NO_PROXY). */
export function proxiesOfEnvironment(environment: Environment): FindProxies {
  const read = (name: string) => environment[name.toLowerCase()] || environment[name] || undefined;
  const exceptions = (read('NO_PROXY') ?? '').split(/[\s,]+/).filter((one) => one !== '');
  return (origin) => {
    const url = new URL(origin);
    // HTTP_PROXY in capitals may come from a request where a program runs as CGI; ours never does.
    const text = read(url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY');
    if (!text || exceptions.some((one) => isException(one, url))) return Promise.resolve(['direct']);
    const proxy = readProxyUrl(text.includes('://') ? text : `http://${text}`);
    return Promise.resolve([proxy ?? ('unsupported' as const)]);
  };
}

/** True for this computer itself, which no proxy leads to. */
export function isLoopback(hostname: string): boolean {
  const host = bare(hostname);
  return (
    host === 'localhost' || host.endsWith('.localhost') || host === '::1' || (isIP(host) === 4 && /^127\./.test(host))
  );
}

function isException(rule: string, url: URL): boolean {
  if (rule === '*') return true;
  const [, name = '', port] = /^(.*?)(?::(\d+))?$/.exec(rule) ?? [];
  if (port !== undefined && port !== (url.port || (url.protocol === 'https:' ? '443' : '80'))) return false;
  const host = bare(url.hostname).toLowerCase();
  const suffix = name.toLowerCase().replace(/^\*?\./, '');
  return host === suffix || (isIP(host) === 0 && host.endsWith(`.${suffix}`));
}

/** Without the brackets of an IPv6 address. */
const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '');
