import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { systemNetwork } from '#electron/base/http/undiciNetwork.ts';
import { type FaultProxy, type FaultProxyOptions, startFaultProxy } from './faultProxy.ts';

const closers: Array<() => Promise<unknown>> = [];

async function stage(body: Buffer, options: Partial<FaultProxyOptions> = {}): Promise<FaultProxy> {
  const server: Server = createServer((_, answer) => answer.end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}/dicomweb`;
  const proxy = await startFaultProxy({ target, ...options });
  closers.push(async () => {
    await proxy.close();
    server.closeAllConnections();
    server.close();
  });
  return proxy;
}

interface Got {
  readonly bytes: Buffer;
  readonly failure: string | undefined;
  readonly ms: number;
}

function opener(proxy: FaultProxy, connections = 4): (path?: string, idleTimeoutMs?: number) => Promise<Got> {
  const pool = systemNetwork.openPool({ origin: new URL(proxy.url).origin, connections });
  closers.unshift(() => pool.close());
  return async (path = '/dicomweb/x', idleTimeoutMs = 5_000) => {
    const start = performance.now();
    const chunks: Uint8Array[] = [];
    const got = (failure: string | undefined): Got => ({
      bytes: Buffer.concat(chunks),
      failure,
      ms: performance.now() - start,
    });
    const answer = await pool.request({ method: 'GET', path, headers: {}, lane: 'background', idleTimeoutMs });
    if (!answer.ok) return got(answer.failure.kind);
    try {
      for await (const chunk of answer.value.body) chunks.push(chunk);
      return got(undefined);
    } catch (error) {
      return got((error as Error).message);
    }
  };
}

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

describe('the line of the fault proxy', () => {
  it('carries its rate within 5 %, on one connection and shared by four', async () => {
    const body = Buffer.alloc(250_000, 7);
    const proxy = await stage(body, { line: { bitsPerSecond: 4e6, oneWayMs: 20 } });
    const get = opener(proxy);
    await get();
    const start = performance.now();
    const answers = await Promise.all([get(), get(), get(), get()]);
    const seconds = (performance.now() - start) / 1_000;
    expect(answers.every(({ bytes }) => bytes.equals(body))).toBe(true);
    const ideal = (4 * body.length * 8 * (1500 / 1448)) / 4e6;
    expect(seconds).toBeGreaterThan(ideal * 0.97);
    expect(seconds).toBeLessThan(ideal * 1.05 + 0.1);
  });

  it('costs a round trip for a request and two on a new connection', async () => {
    const proxy = await stage(Buffer.from('short'), { line: { oneWayMs: 75 } });
    const get = opener(proxy, 1);
    const cold = await get();
    const warm = await get();
    expect(cold.ms).toBeGreaterThan(290);
    expect(cold.ms).toBeLessThan(420);
    expect(warm.ms).toBeGreaterThan(140);
    expect(warm.ms).toBeLessThan(230);
  });

  it('falls silent and delivers what waited; refuses while cut and answers at the same address afterwards', async () => {
    const proxy = await stage(Buffer.from('whole'));
    const get = opener(proxy);
    await get();
    proxy.silence(400);
    const late = await get();
    expect(late.bytes.toString()).toBe('whole');
    expect(late.ms).toBeGreaterThan(380);
    await proxy.cut();
    expect((await get()).failure).toBe('refused');
    await proxy.restore();
    expect((await get()).bytes.toString()).toBe('whole');
  });
});

describe('the faults of the fault proxy', () => {
  it('resets an answer after any given byte of it, and only the answers it was told to', async () => {
    const proxy = await stage(Buffer.from('0123456789'));
    const get = opener(proxy, 1);
    const whole = await get();
    expect(whole.failure).toBeUndefined();
    proxy.addFault({ fault: { kind: 'reset' }, of: 'answer', atByte: 3, when: /frames/ });
    expect((await get('/dicomweb/other')).bytes.toString()).toBe('0123456789');
    const broken = await get('/dicomweb/frames/1');
    expect(broken.failure).toBe('cut');
    expect(broken.bytes).toHaveLength(0);
    // Whoever asks may ask once more: what dies before its first byte on a used socket was never heard (N8).
    expect(proxy.counts.resets).toBeGreaterThanOrEqual(1);
  });

  it('garbles, drips, half-closes and freezes at a byte of an answer', async () => {
    const body = Buffer.alloc(4_000, 0x41);
    const proxy = await stage(body);
    const get = opener(proxy, 1);
    proxy.addFault({ fault: { kind: 'garbage', bytes: 10 }, of: 'answer', atByte: 1_000, times: 1 });
    const garbled = await get();
    expect(garbled.bytes).toHaveLength(4_000);
    expect(garbled.bytes.filter((byte) => byte !== 0x41).length).toBeGreaterThan(5);
    proxy.addFault({ fault: { kind: 'drip', bytesPerSecond: 8_000 }, of: 'answer', atByte: 200, times: 1 });
    const dripped = await get();
    expect(dripped.bytes.equals(body)).toBe(true);
    expect(dripped.ms).toBeGreaterThan(350);
    proxy.resetAll();
    proxy.addFault({ fault: { kind: 'halfClose' }, of: 'answer', atByte: 2_000, times: 1 });
    expect((await get()).failure).toBe('cut');
    proxy.addFault({ fault: { kind: 'freeze' }, of: 'answer', atByte: 2_000, times: 1 });
    expect((await get('/dicomweb/y', 300)).failure).toBe('timedOut');
  });

  it('lets a portal, an endless body and garbage answer in the place of the archive', async () => {
    const proxy = await stage(Buffer.from('archive'));
    const get = opener(proxy, 1);
    proxy.impersonate('portal');
    expect((await get()).bytes.toString()).toMatch(/Sign in to the hotel/);
    proxy.impersonate('garbage');
    expect((await get()).failure).toBeDefined();
    await proxy.restore();
    expect((await get()).bytes.toString()).toBe('archive');
  });

  it('repeats the same faults for the same seed', async () => {
    const run = async (seed: string): Promise<string> => {
      const proxy = await stage(Buffer.alloc(100, 1), { seed });
      proxy.addFault({ fault: { kind: 'reset' }, of: 'answer', atByte: 5, chance: 0.5 });
      const get = opener(proxy, 1);
      const outcomes: string[] = [];
      for (let turn = 0; turn < 20; turn += 1) outcomes.push((await get()).failure ?? 'whole');
      return outcomes.join();
    };
    const first = await run('a');
    expect(await run('a')).toBe(first);
    expect(await run('b')).not.toBe(first);
    expect(first).toMatch(/cut/);
    expect(first).toMatch(/whole/);
  });
});
