import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';

export const redirectPath = '/callback';

const page =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Durbeen</title>' +
  '<p>Go back to Durbeen. This page can be closed.</p></html>';
const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  connection: 'close',
};

export interface LoopbackRedirect {
  /** Where the provider sends the browser back to. */
  readonly redirectUri: string;
  /** The address that the browser came back with: once, and only with the state that was given out. */
  readonly came: Promise<Result<URL, Failure>>;
  close(): void;
}

/**
 * Waits on loopback for the browser to come back from the provider (RFC 8252 section 7.3): a port of the system's
 * choice, for one answer, for as long as the sign-in may take. Other programs and pages may knock; without the state
 * they learn nothing and end nothing.
 */
export async function openLoopbackRedirect(state: string): Promise<LoopbackRedirect> {
  let settle: (result: Result<URL, Failure>) => void = () => undefined;
  const came = new Promise<Result<URL, Failure>>((resolve) => {
    settle = resolve;
  });
  const server = createServer({ maxHeaderSize: 16 * 1024, requestTimeout: 10_000 }, (request, response) => {
    const url = returnedWith(request, host, state);
    if (!url) {
      response.writeHead(400, { 'content-type': 'text/plain', connection: 'close' }).end();
      return;
    }
    answer(response);
    settle(succeed(url));
    server.close();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    redirectUri: `http://${host}${redirectPath}`,
    came,
    close() {
      server.close();
      server.closeAllConnections();
      settle(fail(failureOf('Cancelled')));
    },
  };
}

function answer(response: ServerResponse): void {
  response.writeHead(200, pageHeaders).end(page);
}

/** The whole address when it is the answer that is waited for; the Host is exact, so no name was rebound to us. */
function returnedWith(request: IncomingMessage, host: string, state: string): URL | undefined {
  if (request.method !== 'GET' || request.headers.host !== host) return undefined;
  const base = `http://${host}`;
  if (!URL.canParse(request.url ?? '', base)) return undefined;
  const url = new URL(request.url ?? '', base);
  const given = Buffer.from(url.searchParams.get('state') ?? '');
  const wanted = Buffer.from(state);
  const isOurs = url.host === host && url.pathname === redirectPath;
  return isOurs && given.length === wanted.length && timingSafeEqual(given, wanted) ? url : undefined;
}
