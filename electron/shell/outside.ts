import { session, shell } from 'electron';

/** A session for nothing but the system's proxies: no page is ever loaded in it, and it asks for nothing itself. */
const proxyPartition = 'durbeen-proxies';
const longestUrl = 8_000;
const onceInMs = 1_000;

/**
 * What the host needs of the computer's ways to the outside: the person's browser for signing in, and which proxy leads
 * to an archive. Only the host may ask; a page has no way here.
 */
export function createOutside() {
  let openedAt = Number.NEGATIVE_INFINITY;
  return {
    /** Opens the system's browser, for sign-in pages alone: https, or http on this computer itself. */
    open(url: string): void {
      const now = process.uptime() * 1_000;
      if (!mayOpen(url) || now - openedAt < onceInMs) return;
      openedAt = now;
      // Without a browser the person still has the address on the page.
      void shell.openExternal(url).catch(() => undefined);
    },
    /** The answer of the system's settings, its PAC file included: "PROXY a:3128; DIRECT". */
    async findProxies(origin: string, afresh: boolean): Promise<string> {
      const { protocol } = new URL(origin);
      if (protocol !== 'https:' && protocol !== 'http:') return 'DIRECT';
      const asker = session.fromPartition(proxyPartition, { cache: false });
      if (afresh) await asker.forceReloadProxyConfig();
      return asker.resolveProxy(`${origin}/`);
    },
  };
}

function mayOpen(text: string): boolean {
  if (text.length > longestUrl || !URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname));
}
