import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import type { HttpPool, HttpRequest, TrafficMeter } from './httpPool.ts';
import { systemNetwork } from './undiciNetwork.ts';

const open: Server[] = [];
const pools: HttpPool[] = [];

afterEach(async () => {
  for (const pool of pools.splice(0)) await pool.close();
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function meteredPool(listener: RequestListener) {
  const server = createServer(listener);
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const counted = { sent: 0, received: 0, probed: 0, answers: [] as number[], broke: [] as string[] };
  const meter: TrafficMeter = {
    sent: (bytes) => {
      counted.sent += bytes;
    },
    received: (bytes) => {
      counted.received += bytes;
    },
    probed: (bytes) => {
      counted.probed += bytes;
    },
    answered: (afterMs) => counted.answers.push(afterMs),
    broke: (kind, stage) => counted.broke.push(`${kind} ${stage}`),
  };
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const pool = systemNetwork.openPool({ origin, connections: 2, meter });
  pools.push(pool);
  return { pool, counted, server };
}

const get = (path: string, over: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  path,
  headers: {},
  lane: 'background',
  idleTimeoutMs: 1000,
  ...over,
});

async function read(pool: HttpPool, request: HttpRequest): Promise<number> {
  const answered = await pool.request(request);
  if (!answered.ok) return -1;
  let bytes = 0;
  try {
    for await (const chunk of answered.value.body) bytes += chunk.length;
  } catch {
    return -2;
  }
  return bytes;
}

test('O10 bytes are counted as they are on the wire, within 1 %, whatever lane carries them', async () => {
  const gzipped = gzipSync(Buffer.alloc(500_000, 'pixels'));
  const { pool, counted } = await meteredPool((request, response) => {
    if (request.url === '/gzip') response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipped);
    // Without a length: chunked, and the chunks' own headers are not counted.
    else response.writeHead(200).end(Buffer.alloc(300_000, 1));
  });
  const lanes = ['background', 'interactive', 'probe'] as const;
  const came = await Promise.all(
    lanes.flatMap((lane) => [read(pool, get('/gzip', { lane })), read(pool, get('/', { lane }))]),
  );
  expect(came).toEqual([500_000, 300_000, 500_000, 300_000, 500_000, 300_000]);
  await read(pool, get('/', { method: 'POST', body: new Uint8Array(1234) }));
  const onTheWire = 2 * gzipped.length + 3 * 300_000;
  expect(Math.abs(counted.received - onTheWire) / onTheWire).toBeLessThan(0.01);
  // A probe shows that the line is there, and not that anything else comes: nor is its answer a round trip of a pool's.
  expect(counted.probed).toBe(gzipped.length + 300_000);
  expect(counted.answers).toHaveLength(5);
  expect(counted.sent).toBe(1234);
});

test('the first byte is timed from when the request goes out, not from when a connection or a place is found', async () => {
  const { pool, counted } = await meteredPool((_request, response) => {
    setTimeout(() => response.end('x'), 150);
  });
  const began = performance.now();
  await Promise.all(Array.from({ length: 6 }, () => read(pool, get('/'))));
  const wholeMs = performance.now() - began;
  expect(counted.answers).toHaveLength(6);
  for (const afterMs of counted.answers) expect(afterMs).toBeGreaterThan(140);
  // Two are out at any time, so together they were out for no longer than twice the whole; with the wait for a place it
  // would be twice as much.
  expect(counted.answers.reduce((sum, afterMs) => sum + afterMs, 0)).toBeLessThanOrEqual(2 * wholeMs);
});

test('N6 the head may be waited for longer than the next byte, and what broke is told with where it broke', async () => {
  const { pool, counted, server } = await meteredPool((request, response) => {
    if (request.url === '/late') void pause(1800).then(() => response.end('late'));
    if (request.url === '/frozen') response.writeHead(200).write('x');
  });
  const [late, silent, frozen] = await Promise.all([
    read(pool, get('/late', { headTimeoutMs: 10_000, idleTimeoutMs: 500 })),
    read(pool, get('/silent', { lane: 'interactive', headTimeoutMs: 500 })),
    read(pool, get('/frozen', { lane: 'interactive', headTimeoutMs: 10_000, idleTimeoutMs: 500 })),
  ]);
  expect([late, silent, frozen]).toEqual([4, -1, -2]);
  expect(counted.broke.toSorted()).toEqual(['timedOut reading', 'timedOut waiting']);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await pause(50);
  expect(await read(pool, get('/'))).toBe(-1);
  expect(counted.broke).toContain('refused connecting');
}, 15_000);

test('N10 a reset closes every connection: what has no answer is asked again, what was coming is cut', async () => {
  const sockets = new Set<unknown>();
  let holds = true;
  const { pool } = await meteredPool((request, response) => {
    sockets.add(request.socket);
    if (request.url === '/half') response.writeHead(200, { 'content-length': '10' }).write('half');
    else if (request.url !== '/held' || !holds) response.end('ok');
  });
  expect(await read(pool, get('/'))).toBe(2);
  const held = read(pool, get('/held'));
  const half = read(pool, get('/half', { lane: 'interactive' }));
  const post = pool.request(get('/held', { method: 'POST' }));
  await pause(80);
  holds = false;
  pool.reset();
  expect([await held, await half]).toEqual([2, -2]);
  expect(await post).toMatchObject({ ok: false, failure: { kind: 'cut' } });
  expect(await read(pool, get('/'))).toBe(2);
  expect(sockets.size).toBeGreaterThanOrEqual(2);
});
