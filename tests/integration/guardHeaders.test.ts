import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contentSecurityPolicy } from '#shared/contract/pageHeaders.ts';
import { codeOf, exchange, type GuardedDoor, openGuardedDoor, requestText, sendRaw } from './guardDoor.ts';

type Headers = readonly (readonly [string, string])[];

describe('the guard of the browser host', () => {
  let open: GuardedDoor;
  let port: number;
  beforeAll(async () => {
    open = await openGuardedDoor();
    port = open.door.port;
  });
  afterAll(() => open.close());

  const host = (): Headers => [['Host', `127.0.0.1:${port}`]];
  const withToken = (): Headers => [...host(), ['X-Durbeen-Token', open.token]];
  const origin = (value = open.origin): Headers => [['Origin', value]];
  const json = (body: string): Headers => [
    ['Content-Type', 'application/json'],
    ['Content-Length', String(body.length)],
  ];
  const frames = JSON.stringify({ session: 'none', requests: [{ id: 1, key: {}, urgency: 'display' }] });
  const upgrade: Headers = [
    ['Connection', 'Upgrade'],
    ['Upgrade', 'websocket'],
    ['Sec-WebSocket-Version', '13'],
    ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
  ];
  const get = (headers: Headers, path = '/') => sendRaw(port, requestText(`GET ${path} HTTP/1.1`, headers));
  const post = (headers: Headers, path = '/frames') =>
    sendRaw(port, requestText(`POST ${path} HTTP/1.1`, headers, frames));

  test('G1 accepts our own GET, with and without Origin', async () => {
    expect((await get(withToken())).status).toBe(200);
    expect((await get([...withToken(), ...origin()])).status).toBe(200);
  });

  test('G1 accepts our own POST: it reaches the door, which knows no such session', async () => {
    expect((await post([...withToken(), ...origin(), ...json(frames)])).status).toBe(409);
  });

  test.each([
    ['a rebinding host', () => [['Host', `evil.example:${port}`]], 421],
    ['0.0.0.0', () => [['Host', `0.0.0.0:${port}`]], 421],
    ['localhost', () => [['Host', `localhost:${port}`]], 421],
    ['IPv6', () => [['Host', `[::1]:${port}`]], 421],
    ['a host without port', () => [['Host', '127.0.0.1']], 421],
    ['a decimal address', () => [['Host', `2130706433:${port}`]], 421],
    ['a trailing dot', () => [['Host', `127.0.0.1.:${port}`]], 421],
    ['another port', () => [['Host', `127.0.0.1:${port + 1}`]], 421],
  ] as const)('G1 refuses %s', async (_name, headers, status) => {
    const answer = await get([...(headers() as unknown as Headers), ['X-Durbeen-Token', open.token]]);
    expect(answer.status).toBe(status);
    expect(answer.body).toBe('');
  });

  test.each([
    [
      'a form POST from another site',
      403,
      () => [
        ['Origin', 'https://evil.example'],
        ['Sec-Fetch-Site', 'cross-site'],
      ],
    ],
    ['a null Origin', 403, () => [['Origin', 'null']]],
    ['another local port', 403, () => [['Origin', `http://127.0.0.1:${port + 1}`]]],
    ['an extension Origin', 403, () => [['Origin', 'chrome-extension://abcdefghijklmnop']]],
    ['localhost as Origin', 403, () => [['Origin', `http://localhost:${port}`]]],
    ['a POST without Origin', 403, () => []],
    ['two Origins', 403, () => [...origin(), ['Origin', 'https://evil.example']]],
  ] as const)('G1 refuses %s', async (_name, status, headers) => {
    const extra = headers() as unknown as Headers;
    expect((await post([...withToken(), ...extra, ...json(frames)])).status).toBe(status);
  });

  test('G1 refuses a POST of text/plain, which a page may send without asking', async () => {
    const headers: Headers = [
      ['Content-Type', 'text/plain'],
      ['Content-Length', String(frames.length)],
    ];
    expect((await post([...withToken(), ...origin(), ...headers])).status).toBe(415);
  });

  test('G1 refuses a no-cors image, no token, a bad token, an iframe', async () => {
    const site = (...fetchHeaders: Headers): Headers => [...withToken(), ...fetchHeaders];
    expect((await get(site(['Sec-Fetch-Site', 'cross-site'], ['Sec-Fetch-Mode', 'no-cors']))).status).toBe(403);
    expect((await get(site(['Sec-Fetch-Site', 'none'], ['Sec-Fetch-Mode', 'cors']))).status).toBe(403);
    expect((await get(host())).status).toBe(401);
    expect((await get([...host(), ['X-Durbeen-Token', `${open.token.slice(0, -1)}_`]])).status).toBe(401);
    expect((await get([...withToken(), ['X-Durbeen-Token', open.token]])).status).toBe(401);
    const iframe: Headers = [
      ['Sec-Fetch-Site', 'cross-site'],
      ['Sec-Fetch-Mode', 'navigate'],
      ['Sec-Fetch-Dest', 'iframe'],
    ];
    expect((await get(site(...iframe))).status).toBe(403);
  });

  test.each([
    ['a foreign Origin', () => origin('https://evil.example'), '/wire', 403],
    ['no Origin', () => [] as Headers, '/wire', 403],
    ['a null Origin', () => origin('null'), '/wire', 403],
    ['another path', () => origin(), '/frames', 404],
  ] as const)('G1 G3 refuses a WebSocket with %s', async (_name, headers, path, status) => {
    expect((await get([...host(), ...upgrade, ...headers()], path)).status).toBe(status);
  });

  test('G1 refuses what came through a proxy', async () => {
    expect((await get([...withToken(), ['X-Forwarded-Host', 'durbeen.example']])).status).toBe(400);
    expect((await get([...withToken(), ['Forwarded', 'host=durbeen.example']])).status).toBe(400);
  });

  test('a document navigation gets the shell and nothing else, from wherever it comes', async () => {
    const navigate: Headers = [...host(), ['Sec-Fetch-Mode', 'navigate'], ['Sec-Fetch-Dest', 'document']];
    const shell = await get([...navigate, ['Sec-Fetch-Site', 'cross-site']]);
    expect(shell.status).toBe(200);
    expect(shell.body).toContain('<title>Durbeen</title>');
    expect((await get(navigate, '/?study=1.2.3')).status).toBe(404);
    expect((await get(navigate, '/assets/page.js')).status).toBe(404);
    expect((await get(navigate, '/open')).status).toBe(404);
  });

  test('app files need no token and have their types; nothing else in the folder is served', async () => {
    const script = await get(host(), '/assets/page.js');
    expect(script.status).toBe(200);
    expect(script.head).toContain('Content-Type: text/javascript');
    expect((await get(host(), '/assets/empty.wasm')).head).toContain('Content-Type: application/wasm');
    expect((await get(host(), '/secret.sqlite')).status).toBe(401);
    expect((await get(withToken(), '/secret.sqlite')).status).toBe(404);
  });

  test.each([
    '/../secret.sqlite',
    '/assets/../../etc/passwd',
    '/..%2f..%2fetc%2fpasswd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/assets/..%5c..%5cetc',
    '//etc/passwd',
    '/assets/page.js%00.txt',
    '/assets/page.js?x',
  ])('G3 path traversal %s reaches no file', async (path) => {
    expect((await get(withToken(), path)).status).toBe(404);
    expect((await get(host(), path)).status).toBe(401);
  });

  test('every answer, refusals included, carries the headers', async () => {
    const answers = await Promise.all([
      get(withToken()),
      get([['Host', 'evil.example']]),
      get(host(), '/nothing'),
      get([...host(), ...upgrade], '/wire'),
      sendRaw(port, 'NONSENSE\r\n\r\n'),
    ]);
    for (const { head } of answers) {
      expect(head).toContain(`Content-Security-Policy: ${contentSecurityPolicy}`);
      for (const line of [
        'X-Frame-Options: DENY',
        'Cross-Origin-Resource-Policy: same-origin',
        'Cross-Origin-Opener-Policy: same-origin',
        'X-Content-Type-Options: nosniff',
        'Cache-Control: no-store',
        'Referrer-Policy: no-referrer',
      ]) {
        expect(head).toContain(line);
      }
      expect(head.toLowerCase()).not.toMatch(/access-control|set-cookie/);
    }
  });

  test('OPTIONS is never answered positively', async () => {
    const preflight: Headers = [
      ...withToken(),
      ['Origin', 'https://evil.example'],
      ['Access-Control-Request-Method', 'POST'],
    ];
    const foreign = await sendRaw(port, requestText('OPTIONS /frames HTTP/1.1', preflight));
    const own = await sendRaw(
      port,
      requestText('OPTIONS /frames HTTP/1.1', [...withToken(), ...origin(), ...json('')]),
    );
    expect([foreign.status, own.status]).toEqual([403, 405]);
  });

  test('the code opens once; a wrong one, a used one and a foreign page get nothing', async () => {
    const code = codeOf(open.door.newLink());
    expect((await exchange(open.origin, code, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await exchange(open.origin, 'wrong')).status).toBe(401);
    expect((await exchange(open.origin, code)).status).toBe(200);
    expect((await exchange(open.origin, code)).status).toBe(401);
  });
});
