import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { afterEach, expect, test, vi } from 'vitest';
import { systemNetwork } from '#electron/base/http/undiciNetwork.ts';
import { systemClock, systemRandom } from '#electron/base/world.ts';
import { createSignIns } from '#electron/services/signIn/index.ts';
import type { OidcSignIn } from '#shared/contract/archives.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { signInAsPerson } from '../fixtures/signInProvider.ts';

// N17, F14: providers that are odd, broken or bad, and clocks that are put right.

const site = 'site' as ArchiveId;
const ends: (() => unknown)[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  for (const end of ends.splice(0)) await end();
});

function openDesk(issuer: string, flow: OidcSignIn['flow'], clock = systemClock) {
  const kept = new Map<string, string>();
  const signIns = createSignIns({
    world: { clock, network: systemNetwork, random: systemRandom },
    setupOf: () => ({ signIn: { kind: 'oidc', issuer, clientId: 'durbeen', flow }, connectTo: () => undefined }),
    readTokens: (id) => kept.get(id),
    saveTokens: (id, tokens) => void (tokens === undefined ? kept.delete(id) : kept.set(id, tokens)),
    openBrowser: () => undefined,
    onSignedIn: () => undefined,
    onChanged: () => undefined,
  });
  ends.unshift(() => signIns.stop());
  return signIns;
}

interface OddProvider {
  readonly authorization?: string;
  readonly device?: Record<string, unknown>;
  readonly token?: (calls: number) => { status: number; body: unknown };
}

async function startOddProvider({ authorization, device, token }: OddProvider) {
  let calls = 0;
  const server = createServer((request, response) => {
    const json = (body: unknown, status = 200): ServerResponse =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.url?.includes('.well-known')) {
      json({
        issuer,
        authorization_endpoint: authorization ?? `${issuer}/authorize`,
        device_authorization_endpoint: `${issuer}/device`,
        token_endpoint: `${issuer}/token`,
        scopes_supported: ['archive'],
      });
    } else if (request.url === '/device') {
      json({ device_code: 'd', user_code: 'u', verification_uri: `${issuer}/v`, expires_in: 600, ...device });
    } else {
      calls += 1;
      const { status, body } = token?.(calls) ?? { status: 400, body: { error: 'authorization_pending' } };
      json(body, status);
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  ends.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return { issuer, calls: () => calls };
}

/** Those of tests before may still be counted. */
const listeners = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap').length;

test('N17 a clock that is put right between sign-in and renewal ends nothing, and burns no refresh token', async () => {
  const worker = new Worker(new URL('../fixtures/skewedProvider.ts', import.meta.url), {
    workerData: { offsetMs: 0 },
    stdout: true,
    stderr: true,
  });
  ends.push(() => worker.terminate());
  const [issuer] = (await once(worker, 'message')) as [string];
  const right = Date.now.bind(Date);
  let behindMs = 90 * 60_000;
  vi.spyOn(Date, 'now').mockImplementation(() => right() - behindMs);
  const signIns = openDesk(issuer, 'browser');
  const goIn = async () => {
    const begun = await signIns.begin(site);
    if (!begun.ok) throw new Error(begun.failure.code);
    await signInAsPerson(begun.value.url);
    await vi.waitFor(() => expect(signIns.state(site)).toEqual({ state: 'signedIn', isRenewable: true }), {
      timeout: 10_000,
    });
  };
  await goIn();
  behindMs = 0;
  const credentials = signIns.credentialsFor(site)!;
  const before = await credentials.headers();
  if (!before.ok) throw new Error(before.failure.code);
  credentials.accepted?.(before.value);
  const renewed = await credentials.renewed(before.value);
  expect(renewed.ok && renewed.value?.['authorization']).toMatch(/^Bearer /);
  expect(renewed.ok && renewed.value).not.toEqual(before.value);
  behindMs = -90 * 60_000;
  await goIn();
}, 20_000);

test('N17 a device code is asked after once a second at most, whatever interval its provider names', async () => {
  const provider = await startOddProvider({ device: { interval: 0.001 } });
  const begun = await openDesk(provider.issuer, 'device').begin(site);
  expect(begun.ok).toBe(true);
  await pause(2300);
  expect(provider.calls()).toBeGreaterThanOrEqual(1);
  expect(provider.calls()).toBeLessThanOrEqual(2);
});

test('N17 tokens that end at once are not renewed at once', async () => {
  const body = { access_token: 'a', token_type: 'bearer', refresh_token: 'r', expires_in: 0.01 };
  const provider = await startOddProvider({ device: { interval: 1 }, token: () => ({ status: 200, body }) });
  const signIns = openDesk(provider.issuer, 'device');
  await signIns.begin(site);
  await vi.waitFor(() => expect(signIns.state(site).state).toBe('signedIn'), { timeout: 4000 });
  await pause(1000);
  expect(provider.calls()).toBe(1);
});

const foreign = ['javascript:alert(1)', 'file:///etc/passwd', 'http://elsewhere.example/x', 'no address'];

test.each(foreign)('F14 a person is not sent to %s to enter a code', async (address) => {
  for (const name of ['verification_uri', 'verification_uri_complete']) {
    const { issuer } = await startOddProvider({ device: { [name]: address } });
    expect(await openDesk(issuer, 'device').begin(site)).toMatchObject({
      ok: false,
      failure: { code: 'SignInProviderInvalid' },
    });
  }
});

test.each(foreign)('F14 nor to %s to sign in, and no port waits for an answer from there', async (authorization) => {
  const { issuer } = await startOddProvider({ authorization });
  const before = listeners();
  const signIns = openDesk(issuer, 'browser');
  for (let attempt = 0; attempt < 8; attempt += 1) {
    expect(await signIns.begin(site)).toMatchObject({ ok: false, failure: { code: 'SignInProviderInvalid' } });
  }
  await vi.waitFor(() => expect(listeners()).toBeLessThanOrEqual(before), { timeout: 10_000 });
});

test('N17 a code is shown without signs that turn or hide others, and no longer than a person types', async () => {
  const { issuer } = await startOddProvider({ device: { user_code: `AB\u202eCD${'X'.repeat(5_000)}` } });
  const begun = await openDesk(issuer, 'device').begin(site);
  if (!begun.ok || begun.value.flow !== 'device') throw new Error('no code');
  expect(begun.value.userCode).toMatch(/^ABCDX+$/);
  expect(begun.value.userCode.length).toBeLessThan(65);
});

test('N17 a provider that drips what it says of itself is given up as a whole, and at once where nobody waits', async () => {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const drip = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(drip));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  ends.push(() => server.close());
  const issuer = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const hasty = { ...systemClock, after: (ms: number, task: () => void) => systemClock.after(ms / 100, task) };
  const before = performance.now();
  expect(await openDesk(issuer, 'browser', hasty).begin(site)).toMatchObject({
    failure: { code: 'SignInProviderUnreachable' },
  });
  expect(performance.now() - before).toBeGreaterThan(100);
  const signIns = openDesk(issuer, 'browser');
  const begun = signIns.begin(site);
  await pause(50);
  signIns.forget(site);
  expect(await begun).toMatchObject({ failure: { code: 'Cancelled' } });
  expect(performance.now() - before).toBeLessThan(10_000);
});
