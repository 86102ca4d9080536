import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { systemNetwork } from '#electron/base/http/undiciNetwork.ts';
import { type Clock, systemClock, systemRandom } from '#electron/base/world.ts';
import { createSignIns, type SignIns } from '#electron/services/signIn/index.ts';
import type { OidcSignIn } from '#shared/contract/archives.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { type SignInProviderOptions, signInAsPerson, startSignInProvider } from '../fixtures/signInProvider.ts';

// N17 against a real provider (oidc-provider), over real sockets.

const site = 'site' as ArchiveId;
const ends: (() => unknown)[] = [];
beforeAll(() => {
  // The provider says at each start that it is made for development.
  for (const way of ['warn', 'info'] as const) vi.spyOn(console, way).mockImplementation(() => undefined);
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** Hours in minutes, or later at a word; the wall stays what it is, for the provider's does. */
function clockOf(speed = 1): Clock & { later(ms: number): void } {
  let ahead = 0;
  return {
    ...systemClock,
    monotonicMs: () => systemClock.monotonicMs() * speed + ahead,
    after: (delayMs, task) => systemClock.after(delayMs / speed, task),
    later(ms) {
      ahead += ms;
    },
  };
}

async function openDesk(options: SignInProviderOptions & { signIn?: Partial<OidcSignIn>; clock?: Clock } = {}) {
  const provider = await startSignInProvider(options);
  const kept = new Map<string, string>();
  const seen = { signedIn: 0, opened: [] as string[] };
  const open = (): SignIns => {
    const signIns = createSignIns({
      world: { clock: options.clock ?? systemClock, network: systemNetwork, random: systemRandom },
      setupOf: () => ({
        signIn: { kind: 'oidc', issuer: provider.issuer, clientId: 'durbeen', flow: 'browser', ...options.signIn },
        connectTo: () => undefined,
      }),
      readTokens: (id) => kept.get(id),
      saveTokens: (id, tokens) => void (tokens === undefined ? kept.delete(id) : kept.set(id, tokens)),
      openBrowser: (url) => void seen.opened.push(url),
      onSignedIn: () => {
        seen.signedIn += 1;
      },
      onChanged: () => undefined,
    });
    ends.unshift(() => signIns.stop());
    return signIns;
  };
  ends.push(() => provider.close());
  return { provider, kept, seen, open, signIns: open() };
}

type Opened = Awaited<ReturnType<typeof openDesk>>;

async function signIn({ signIns, seen }: Pick<Opened, 'signIns' | 'seen'>, refuses = false): Promise<void> {
  const begun = await signIns.begin(site);
  if (!begun.ok) throw new Error(begun.failure.code);
  const { value } = begun;
  await signInAsPerson(value.flow === 'device' ? (value.completeUrl ?? value.url) : value.url, refuses);
  await vi.waitFor(() => expect(signIns.state(site).state).not.toBe('waiting'), { timeout: 15_000, interval: 20 });
  if (!refuses) expect(seen.signedIn).toBe(1);
}

async function bearerOf(signIns: SignIns): Promise<string> {
  const headers = await signIns.credentialsFor(site)!.headers();
  return headers.ok ? (headers.value['authorization'] ?? '').replace('Bearer ', '') : headers.failure.code;
}

/** Signs in, and shows the archive a token that it takes; what it refuses of it later is to be renewed. */
async function signInAndUse(desk: Opened) {
  await signIn(desk);
  const credentials = desk.signIns.credentialsFor(site)!;
  const headers = await credentials.headers();
  if (!headers.ok) throw new Error(headers.failure.code);
  credentials.accepted?.(headers.value);
  return { credentials, spent: headers.value };
}

test('N17 a person signs in in the browser: code with PKCE, back to loopback, once', async () => {
  const desk = await openDesk();
  const { signIns, provider, seen, kept } = desk;
  expect(signIns.state(site)).toEqual({ state: 'signedOut' });
  expect(await bearerOf(signIns)).toBe('ArchiveSignInNeeded');
  await signIn(desk);
  expect(signIns.state(site)).toEqual({ state: 'signedIn', isRenewable: true });
  expect(await provider.isValid(await bearerOf(signIns))).toBe(true);
  const asked = new URL(seen.opened[0]!);
  expect(Object.fromEntries(asked.searchParams)).toMatchObject({
    response_type: 'code',
    code_challenge_method: 'S256',
    scope: 'openid offline_access',
    prompt: 'consent',
  });
  const redirect = new URL(asked.searchParams.get('redirect_uri')!);
  expect([redirect.hostname, redirect.pathname]).toEqual(['127.0.0.1', '/callback']);
  // The port that waited is gone.
  await expect(fetch(redirect)).rejects.toThrow();
  expect(kept.get(site)).toContain('refreshToken');
});

test('N17 whoever knocks on the waiting port without the state learns nothing and ends nothing', async () => {
  const desk = await openDesk();
  const begun = await desk.signIns.begin(site);
  if (!begun.ok || begun.value.flow !== 'browser') throw new Error('no prompt');
  const redirect = new URL(begun.value.url).searchParams.get('redirect_uri')!;
  const state = new URL(begun.value.url).searchParams.get('state')!;
  const { port } = new URL(redirect);
  const knocks = [
    fetch(`${redirect}?code=stolen&state=guessed`),
    fetch(`${redirect}?code=stolen`),
    fetch(`http://localhost:${port}/callback?code=stolen&state=${state}`).catch(() => ({ status: 400 })),
    fetch(`http://127.0.0.1:${port}/other?code=x&state=${state}`),
    fetch(`${redirect}?code=x&state=${state}`, { method: 'POST' }),
  ];
  expect((await Promise.all(knocks)).map(({ status }) => status)).toEqual(Array(5).fill(400));
  expect(desk.signIns.state(site).state).toBe('waiting');
  await signInAsPerson(begun.value.url);
  await vi.waitFor(() => expect(desk.signIns.state(site).state).toBe('signedIn'), { timeout: 10_000 });
});

test('N17 a person who refuses is asked nothing more, and the reason is kept', async () => {
  const desk = await openDesk();
  await signIn(desk, true);
  expect(desk.signIns.state(site)).toMatchObject({
    state: 'signedOut',
    failure: { code: 'SignInRefused', details: { reason: 'access_denied' } },
  });
});

test('N17 a second sign-in ends the first; signing out ends one that waits', async () => {
  const { signIns } = await openDesk();
  const [first, second] = [await signIns.begin(site), await signIns.begin(site)];
  if (!first.ok || !second.ok || first.value.flow !== 'browser') throw new Error('no prompt');
  await expect(fetch(new URL(first.value.url).searchParams.get('redirect_uri')!)).rejects.toThrow();
  expect(signIns.state(site)).toEqual({ state: 'waiting', prompt: second.value });
  await signIns.signOut(site);
  expect(signIns.state(site)).toEqual({ state: 'signedOut' });
});

test('N17 where no browser can be used, a code is shown and entered on another device', async () => {
  const desk = await openDesk({ signIn: { flow: 'device' } });
  const begun = await desk.signIns.begin(site);
  if (!begun.ok || begun.value.flow !== 'device') throw new Error('no code');
  expect(begun.value.userCode).toMatch(/^[A-Z]{4}-[A-Z]{4}$/);
  expect(desk.seen.opened).toEqual([]);
  await signInAsPerson(begun.value.completeUrl!);
  await vi.waitFor(() => expect(desk.signIns.state(site).state).toBe('signedIn'), { timeout: 15_000 });
  expect(await desk.provider.isValid(await bearerOf(desk.signIns))).toBe(true);
}, 30_000);

test('N17 at three quarters of its life a token is renewed, and nobody waits for it; refresh tokens rotate', async () => {
  const desk = await openDesk({ accessLifeSeconds: 60, clock: clockOf(30) });
  await signIn(desk);
  const before = { bearer: await bearerOf(desk.signIns), kept: desk.kept.get(site) };
  const calls = desk.provider.tokenCalls();
  await vi.waitFor(() => expect(desk.provider.tokenCalls()).toBe(calls + 1), { timeout: 3000, interval: 10 });
  await vi.waitFor(async () => expect(await bearerOf(desk.signIns)).not.toBe(before.bearer), { timeout: 10_000 });
  expect(desk.kept.get(site)).not.toBe(before.kept);
  expect(await desk.provider.isValid(await bearerOf(desk.signIns))).toBe(true);
});

test('N17 forty who are refused the same token make one renewal', async () => {
  const desk = await openDesk();
  const { credentials, spent } = await signInAndUse(desk);
  const calls = desk.provider.tokenCalls();
  const renewed = await Promise.all(Array.from({ length: 40 }, () => credentials.renewed(spent)));
  expect(desk.provider.tokenCalls()).toBe(calls + 1);
  expect(new Set(renewed.map((one) => one.ok && one.value?.['authorization'])).size).toBe(1);
  // Who comes late with the old one is given the new one; who is refused the new one has no other.
  const [first] = renewed;
  if (!first?.ok || !first.value) throw new Error('not renewed');
  expect(await credentials.renewed(spent)).toEqual(first);
  expect(await credentials.renewed(first.value)).toEqual({ ok: true, value: undefined });
  expect(desk.provider.tokenCalls()).toBe(calls + 1);
});

test('N17 a renewal that is refused ends the sign-in, one that the line fails does not', async () => {
  const clock = clockOf();
  const desk = await openDesk({ clock });
  const { credentials, spent } = await signInAndUse(desk);
  desk.provider.answerWith(503);
  expect(await credentials.renewed(spent)).toMatchObject({
    ok: false,
    failure: { code: 'SignInProviderUnreachable' },
  });
  expect(desk.signIns.state(site).state).toBe('signedIn');
  desk.provider.answerWith(undefined);
  desk.provider.refuseRenewals();
  clock.later(30_001);
  expect(await credentials.renewed(spent)).toMatchObject({
    ok: false,
    failure: { code: 'ArchiveSignInNeeded' },
  });
  expect(desk.signIns.state(site)).toMatchObject({ state: 'signedOut', failure: { code: 'ArchiveSignInNeeded' } });
  expect(desk.kept.has(site)).toBe(false);
});

test('N17 a provider that gives nothing to renew with: it is said, and the end is known', async () => {
  const desk = await openDesk({ renews: false, accessLifeSeconds: 60, clock: clockOf(30) });
  await signIn(desk);
  const state = desk.signIns.state(site);
  expect(state).toMatchObject({ state: 'signedIn', isRenewable: false });
  expect(Math.abs((state.endsAt ?? 0) - Date.now() - 60_000)).toBeLessThan(1500);
  await pause(2100);
  expect(await bearerOf(desk.signIns)).toBe('ArchiveSignInNeeded');
  expect(desk.signIns.state(site)).toMatchObject({ state: 'signedOut', failure: { code: 'ArchiveSignInNeeded' } });
});

test('N17 tokens outlive a restart; signing out forgets them here and at the provider', async () => {
  const desk = await openDesk();
  await signIn(desk);
  const bearer = await bearerOf(desk.signIns);
  const after = desk.open();
  expect(await bearerOf(after)).toBe(bearer);
  await after.signOut(site);
  expect(desk.kept.has(site)).toBe(false);
  await vi.waitFor(async () => expect(await desk.provider.isValid(bearer)).toBe(false), { timeout: 10_000 });
});

test('N17 a clock that is hours off at either end changes nothing', async () => {
  for (const hours of [-3, 3]) {
    const worker = new Worker(new URL('../fixtures/skewedProvider.ts', import.meta.url), {
      workerData: { offsetMs: hours * 3_600_000 },
      stdout: true,
      stderr: true,
    });
    ends.push(() => worker.terminate());
    const issuer = await new Promise<string>((resolve, reject) =>
      worker.once('message', resolve).once('error', reject),
    );
    const desk = await openDesk({ signIn: { issuer } });
    await signIn(desk);
    expect(desk.signIns.state(site)).toEqual({ state: 'signedIn', isRenewable: true });
    expect(await bearerOf(desk.signIns)).toMatch(/^[\w-]{20,}$/);
  }
});

test('N17 a renewal under way is waited for at the end, for the old refresh token is spent by then', async () => {
  const desk = await openDesk();
  const { credentials, spent } = await signInAndUse(desk);
  const before = desk.kept.get(site);
  const renewing = credentials.renewed(spent);
  await desk.signIns.stop();
  expect(desk.kept.get(site)).not.toBe(before);
  expect((await renewing).ok).toBe(true);
  const after = desk.open();
  expect(await desk.provider.isValid(await bearerOf(after))).toBe(true);
});

test('F14 an archive that is changed during a renewal is given none of its tokens', async () => {
  const desk = await openDesk();
  const { credentials, spent } = await signInAndUse(desk);
  const renewing = credentials.renewed(spent);
  desk.kept.delete(site);
  desk.signIns.forget(site);
  await renewing;
  expect(desk.kept.has(site)).toBe(false);
  expect(await bearerOf(desk.signIns)).toBe('ArchiveSignInNeeded');
});

test('N17 an issuer that is not there, is none, or speaks plain http elsewhere is named', async () => {
  const codeFor = async (issuer: string) => {
    const { signIns } = await openDesk({ signIn: { issuer } });
    const begun = await signIns.begin(site);
    return begun.ok ? 'ok' : `${begun.failure.code} ${begun.failure.details?.['reason'] ?? ''}`.trim();
  };
  const { provider } = await openDesk();
  provider.answerWith(404);
  expect([
    await codeFor('http://127.0.0.1:1/'),
    await codeFor('http://id.example/'),
    await codeFor(`${provider.issuer}/realms/site`),
  ]).toEqual(['SignInProviderUnreachable', 'SignInProviderInvalid http', 'SignInProviderInvalid HTTP 404']);
});
