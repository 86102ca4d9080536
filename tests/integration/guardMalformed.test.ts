import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import WebSocket from 'ws';
import { contractVersion } from '#shared/contract/index.ts';
import { type GuardedDoor, openGuardedDoor, requestText, sendRaw } from './guardDoor.ts';

describe('G3: requests that no browser sends', () => {
  let open: GuardedDoor;
  let port: number;
  beforeAll(async () => {
    open = await openGuardedDoor();
    port = open.door.port;
  });
  afterAll(() => open.close());

  test('a second Host, whichever comes first', async () => {
    const hosts = [
      ['Host', `127.0.0.1:${port}`],
      ['Host', 'evil.example'],
    ] as const;
    for (const order of [hosts, [...hosts].reverse()]) {
      const headers = [...order, ['X-Durbeen-Token', open.token] as const];
      expect([400, 421]).toContain((await sendRaw(port, requestText('GET / HTTP/1.1', headers))).status);
    }
  });

  test('whoever asks for an upgrade and hangs up does not end the host', async () => {
    // An error of a socket that nobody hears would end this process, and fails the test.
    const asked = requestText('GET /wire HTTP/1.1', [
      ['Host', `127.0.0.1:${port}`],
      ['Connection', 'Upgrade'],
      ['Upgrade', 'websocket'],
    ]);
    for (const head of [asked, 'GARBAGE\r\n\r\n']) {
      for (let attempt = 0; attempt < 40; attempt += 1) {
        await new Promise<void>((resolve) => {
          const socket = connect(port, '127.0.0.1', () => {
            socket.write(head, () => socket.resetAndDestroy());
          });
          socket.on('error', () => undefined).on('close', () => resolve());
        });
      }
    }
    const page = [
      ['Host', `127.0.0.1:${port}`],
      ['X-Durbeen-Token', open.token],
    ] as const;
    expect((await sendRaw(port, requestText('GET / HTTP/1.1', page))).status).toBe(200);
  });

  test('no Host at all, in HTTP/1.1 and 1.0', async () => {
    const token = [['X-Durbeen-Token', open.token]] as const;
    expect((await sendRaw(port, requestText('GET / HTTP/1.1', token))).status).toBe(421);
    expect((await sendRaw(port, requestText('GET / HTTP/1.0', token))).status).toBe(421);
  });

  test('an absolute-form target, whose name would win over Host', async () => {
    const headers = [
      ['Host', `127.0.0.1:${port}`],
      ['X-Durbeen-Token', open.token],
    ] as const;
    for (const target of [`http://127.0.0.1:${port}/`, 'http://evil.example/', '*']) {
      expect((await sendRaw(port, requestText(`GET ${target} HTTP/1.1`, headers))).status).toBe(400);
    }
  });

  test('both Content-Length and Transfer-Encoding', async () => {
    const headers = [
      ['Host', `127.0.0.1:${port}`],
      ['Origin', open.origin],
      ['X-Durbeen-Token', open.token],
      ['Content-Type', 'application/json'],
      ['Content-Length', '4'],
      ['Transfer-Encoding', 'chunked'],
    ] as const;
    const answer = await sendRaw(port, requestText('POST /frames HTTP/1.1', headers, '0\r\n\r\n'));
    expect(answer.status).toBe(400);
  });

  test('headers too large; headers too slow are cut off', async () => {
    const large = requestText('GET / HTTP/1.1', [
      ['Host', `127.0.0.1:${port}`],
      ['X-Large', 'x'.repeat(10_000)],
    ]);
    expect((await sendRaw(port, large)).status).toBe(431);
    const slow = await sendRaw(port, `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n`, { waitMs: 9_000 });
    expect(slow.status).toBe(408);
  });

  test('a body too large, and one that is not JSON', async () => {
    const send = (body: string) =>
      fetch(`${open.origin}/frames`, {
        method: 'POST',
        headers: { origin: open.origin, 'content-type': 'application/json', 'x-durbeen-token': open.token },
        body,
      }).then(
        ({ status }) => status,
        () => 'cut',
      );
    expect([413, 'cut']).toContain(await send(`"${'x'.repeat(1_200_000)}"`));
    expect(await send('{"session":')).toBe(400);
    expect(await send('{}')).toBe(400);
  });

  test('Expect is refused before the guard could be asked for a body', async () => {
    const headers = [
      ['Host', `127.0.0.1:${port}`],
      ['Expect', '100-continue'],
    ] as const;
    expect((await sendRaw(port, requestText('POST /frames HTTP/1.1', headers))).status).toBe(417);
  });

  test('T15 nothing listens on any other address of this computer', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ family, address }) => family === 'IPv4' && address !== '127.0.0.1');
    for (const address of ['127.0.0.2', ...others.map((one) => one.address)]) {
      const attempt = sendRaw(port, requestText('GET / HTTP/1.1', []), { address });
      await expect(attempt).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    }
  });

  const socket = () => new WebSocket(`ws://127.0.0.1:${port}/wire`, { origin: open.origin });
  const closeCode = (opened: WebSocket) => new Promise<number>((resolve) => opened.once('close', resolve));

  test('a WebSocket that says nothing is closed after 2 s', async () => {
    const opened = socket();
    const since = performance.now();
    expect(await closeCode(opened)).toBe(4401);
    expect(performance.now() - since).toBeGreaterThan(1_800);
    expect(performance.now() - since).toBeLessThan(4_000);
  });

  test('strangers who hold every place do not keep the page out: the oldest gives way', async () => {
    const strangers = Array.from({ length: 8 }, socket);
    await Promise.all(strangers.map((one) => new Promise((resolve) => one.once('open', resolve))));
    const lost = strangers.map((one, index) => new Promise((resolve) => one.once('close', () => resolve(index))));
    const page = socket();
    page.once('open', () => {
      page.send(JSON.stringify({ token: open.token }));
      page.send(JSON.stringify({ kind: 'hello', contractVersion }));
    });
    await new Promise((resolve, reject) => {
      page.once('message', resolve);
      page.once('close', () => reject(new Error('kept out')));
      page.once('error', reject);
    });
    expect(await Promise.race(lost)).toBe(0);
    for (const one of [page, ...strangers]) one.terminate();
  });

  test.each([
    JSON.stringify({ token: 'wrong' }),
    JSON.stringify({ kind: 'hello', contractVersion }),
    'not json',
    Buffer.from([1, 2, 3]),
  ])('a WebSocket whose first message is no token is closed: %s', async (first) => {
    const opened = socket();
    const heard = vi.fn();
    opened.on('message', heard);
    opened.once('open', () => {
      opened.send(first);
      opened.send(JSON.stringify({ kind: 'hello', contractVersion }));
      opened.send(JSON.stringify({ kind: 'call', id: 1, name: 'settings.read', input: {} }));
    });
    expect(await closeCode(opened)).toBe(4401);
    expect(heard).not.toHaveBeenCalled();
    expect(open.fake.listeners.size).toBe(0);
  });
});
