import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, expect, test, vi } from 'vitest';
import { HttpBodyError, type HttpPool, type HttpRequest } from './httpPool.ts';
import { systemNetwork } from './undiciNetwork.ts';

const open: (Server | TcpServer)[] = [];
const pools: HttpPool[] = [];

afterEach(async () => {
  for (const pool of pools.splice(0)) await pool.close();
  for (const server of open.splice(0)) {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
  }
});

async function listen<Kind extends Server | TcpServer>(server: Kind): Promise<string> {
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const serve = (listener: RequestListener) => listen(createServer(listener));

function poolTo(origin: string, connections = 4): HttpPool {
  const pool = systemNetwork.openPool({ origin, connections });
  pools.push(pool);
  return pool;
}

const get = (path: string, over: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  path,
  headers: {},
  lane: 'background',
  idleTimeoutMs: 5000,
  ...over,
});

async function read(pool: HttpPool, request: HttpRequest) {
  const answered = await pool.request(request);
  if (!answered.ok) return answered.failure.kind;
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of answered.value.body) chunks.push(chunk);
  } catch (error) {
    if (error instanceof HttpBodyError) return `body ${error.failure.kind}`;
    throw error;
  }
  return `${answered.value.status} ${Buffer.concat(chunks).toString()}`;
}

test('a body arrives as sent, content-encoding undone', async () => {
  const origin = await serve((request, response) => {
    const text = Buffer.from('pixels'.repeat(1000));
    const encodings: Record<string, (bytes: Buffer) => Buffer> = {
      gzip: gzipSync,
      br: brotliCompressSync,
      zstd: zstdCompressSync,
      identity: (bytes) => bytes,
    };
    const encoding = request.url?.slice(1) ?? '';
    const body = encodings[encoding]?.(text);
    response.writeHead(200, { 'content-encoding': encoding }).end(body);
  });
  const expected = `200 ${'pixels'.repeat(1000)}`;
  const pool = poolTo(origin);
  const paths = ['/identity', '/gzip', '/br', '/zstd'];
  expect(await Promise.all(paths.map((path) => read(pool, get(path))))).toEqual(paths.map(() => expected));
});

test('F4 a bomb in gzip is stopped before it fills the memory', async () => {
  const origin = await serve((_request, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(256 * 1024 * 1024)));
  });
  expect(await read(poolTo(origin), get('/'))).toBe('body tooLarge');
});

test.each([
  ['gzip', gzipSync],
  ['zstd', zstdCompressSync],
] as const)('a %s body that ends too soon is cut, not whole', async (encoding, compress) => {
  const origin = await serve((_request, response) => {
    const whole = compress(Buffer.from('x'.repeat(100_000)));
    response.writeHead(200, { 'content-encoding': encoding }).end(whole.subarray(0, whole.length - 8));
  });
  expect(await read(poolTo(origin), get('/'))).toBe('body cut');
});

test('a body shorter than its length is cut', async () => {
  const origin = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('half');
    setTimeout(() => response.destroy(), 50);
  });
  expect(await read(poolTo(origin), get('/'))).toBe('body cut');
});

test('N6 silence is noticed, slowness is not', async () => {
  const trickle = async (response: ServerResponse, ends: boolean) => {
    response.writeHead(200);
    for (let index = 0; index < 6; index += 1) {
      response.write('.');
      await pause(150);
    }
    if (ends) response.end();
  };
  const origin = await serve((request, response) => {
    if (request.url !== '/silent') void trickle(response, request.url === '/slow');
  });
  const pool = poolTo(origin);
  expect(
    await Promise.all(['/silent', '/stalls', '/slow'].map((path) => read(pool, get(path, { idleTimeoutMs: 500 })))),
  ).toEqual(['timedOut', 'body timedOut', '200 ......']);
});

test('N8 a GET that met a socket just closed is sent again at once', async () => {
  let connections = 0;
  const origin = await listen(
    createTcpServer((socket) => {
      connections += 1;
      const mine = connections;
      let requests = 0;
      socket.on('error', () => undefined);
      socket.on('data', () => {
        requests += 1;
        // The second request on the first socket finds it closing, as with a keep-alive timer that has just run out.
        if (mine === 1 && requests === 2) socket.end();
        else socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n${mine}${requests}`);
      });
    }),
  );
  const pool = poolTo(origin, 1);
  expect([await read(pool, get('/')), await read(pool, get('/'))]).toEqual(['200 11', '200 21']);
});

test('N8 a POST that met a closed socket is not sent twice', async () => {
  let requests = 0;
  const origin = await listen(
    createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', () => {
        requests += 1;
        if (requests === 2) socket.end();
        else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      });
    }),
  );
  const pool = poolTo(origin, 1);
  await read(pool, get('/'));
  const body = new Uint8Array([1]);
  expect(await read(pool, get('/', { method: 'POST', body }))).toBe('cut');
  expect(requests).toBe(2);
});

test('T12 a redirect is followed within the origin only', async () => {
  const thief: string[] = [];
  const other = await serve((request, response) => {
    thief.push(request.headers.authorization ?? 'none');
    response.end('stolen');
  });
  const origin = await serve((request, response) => {
    if (request.url === '/here') response.writeHead(302, { location: '/there' }).end();
    else if (request.url === '/there') response.end('there');
    else response.writeHead(302, { location: `${other}/x` }).end();
  });
  const pool = poolTo(origin);
  const headers = { authorization: 'Basic secret' };
  expect([await read(pool, get('/here', { headers })), await read(pool, get('/away', { headers }))]).toEqual([
    '200 there',
    '302 ',
  ]);
  expect(thief).toEqual([]);
});

test('a loop of redirects ends', async () => {
  const origin = await serve((_request, response) => response.writeHead(302, { location: '/again' }).end());
  expect(await read(poolTo(origin), get('/'))).toBe('302 ');
});

test('N2 a flood in the background leaves the interactive lane free', async () => {
  const origin = await serve((request, response) => {
    setTimeout(() => response.end('done'), request.url === '/bulk' ? 1000 : 0);
  });
  const pool = poolTo(origin, 2);
  const bulk = Array.from({ length: 8 }, () => read(pool, get('/bulk')));
  const first = await Promise.race([...bulk, read(pool, get('/wanted', { lane: 'interactive' })).then(() => 'wanted')]);
  expect(first).toBe('wanted');
  await pool.close();
  pools.length = 0;
  await Promise.allSettled(bulk);
});

test('an abort is told as cancelled, before and during the body', async () => {
  const before = new AbortController();
  const during = new AbortController();
  const origin = await serve((request, response) => {
    // Once it was asked, however busy the computer: what has not begun yet would be another case.
    if (request.url !== '/body') setTimeout(() => before.abort(), 100);
    else response.write('x', () => setTimeout(() => during.abort(), 300));
  });
  const pool = poolTo(origin);
  expect(await read(pool, get('/', { signal: before.signal }))).toBe('cancelled');
  expect(await read(pool, get('/body', { signal: during.signal }))).toBe('body cancelled');
});

test('what keeps a connection from opening has its kind', async () => {
  const closed = await serve(() => undefined);
  const server = open.pop();
  await new Promise((resolve) => server?.close(resolve));
  expect(await read(poolTo(closed), get('/'))).toBe('refused');
  expect(await read(poolTo('http://does-not-exist.invalid'), get('/'))).toBe('nameNotFound');
  const plain = await serve((_request, response) => response.end());
  expect(await read(poolTo(plain.replace('http:', 'https:')), get('/'))).toBe('protocol');
});

test('N6 a byte now and then ends as timed out, packed or not, once it stays below the floor', async () => {
  const origin = await serve((request, response) => {
    response.writeHead(200, request.url === '/gzip' ? { 'content-encoding': 'gzip' } : {});
    response.write(gzipSync('never ends').subarray(0, 3));
    const timer = setInterval(() => response.write(Buffer.from([8])), 40);
    response.on('close', () => clearInterval(timer));
  });
  const progressFloor = { bytes: 1024, withinMs: 200 };
  for (const path of ['/plain', '/gzip']) {
    expect(await read(poolTo(origin), get(path, { progressFloor }))).toBe('body timedOut');
  }
});

test('N10 a question is asked again however often the network changes under it, and ends when the pool is closed', async () => {
  const asked: string[] = [];
  const origin = await serve((request, response) => {
    asked.push(request.url ?? '');
    if (asked.length > 3) response.end('pixels');
  });
  const pool = poolTo(origin);
  const answer = read(pool, get('/frame'));
  for (let times = 1; times <= 3; times += 1) {
    await vi.waitUntil(() => asked.length === times);
    pool.reset();
  }
  expect(await answer).toBe('200 pixels');
  asked.length = 0;
  const last = read(pool, get('/closed'));
  await vi.waitUntil(() => asked.length === 1);
  await pool.close();
  expect(await last).toBe('cancelled');
});

test('N2: a server that keeps idle connections for one second is asked on the same one, but not when its second is nearly over', async () => {
  const ports = new Set<number | undefined>();
  const server = createServer((request, response) => {
    ports.add(request.socket.remotePort);
    response.end('frame');
  });
  server.keepAliveTimeout = 1_000;
  const pool = poolTo(await listen(server));
  for (let frame = 0; frame < 3; frame += 1) expect(await read(pool, get('/'))).toBe('200 frame');
  expect(ports.size).toBe(1);
  await pause(700);
  expect(await read(pool, get('/'))).toBe('200 frame');
  expect(ports.size).toBe(2);
});
