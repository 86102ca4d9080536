import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { systemNetwork } from '#electron/base/http/undiciNetwork.ts';
import { silentLog } from '#electron/base/logging/log.ts';
import { systemClock, systemFiles, systemRandom } from '#electron/base/world.ts';
import { createServices, type Services } from '#electron/host/createServices.ts';
import { createRequestHandler, defaultRootPath, listen, type RequestHandler } from '#electron/practice/index.ts';
import type { Readiness } from '#shared/contract/worklist.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { testKeys } from '#tests/fixtures/dataKeys.ts';
import { signInAsPerson, startSignInProvider } from '../fixtures/signInProvider.ts';
import { longStudy } from './trialStudies.ts';

// N17: the whole machine side over a practice archive that lets nobody in without a token of the provider's.

const site = 'site' as ArchiveId;
const instances = 120;
const ends: (() => unknown)[] = [];
beforeAll(() => {
  for (const way of ['warn', 'info'] as const) vi.spyOn(console, way).mockImplementation(() => undefined);
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** Lets in whose token is valid at the provider and was not declared old here. */
async function guardedArchive() {
  const provider = await startSignInProvider();
  ends.push(() => provider.close());
  const { own } = await longStudy(instances);
  const inner = createRequestHandler({ sources: () => [own] });
  const refused = new Set<string>();
  const seen: { status: number; token: string; isFrame: boolean }[] = [];
  let onFrame: (count: number) => void = () => undefined;
  const handler: RequestHandler = async (request) => {
    const token = (request.headers.get('authorization') ?? '').replace('Bearer ', '');
    const isFrame = request.target.includes('/frames/');
    // Frames take their time, so that several are on their way when a token ends.
    if (isFrame) await pause(15);
    if (isFrame) onFrame(seen.filter((one) => one.isFrame && one.status === 200).length);
    const isValid = token !== '' && !refused.has(token) && (await provider.isValid(token));
    const answer = isValid ? await inner(request) : { status: 401, headers: {}, body: new Uint8Array() };
    seen.push({ status: answer.status, token, isFrame });
    return answer;
  };
  const listening = await listen(handler);
  ends.push(() => listening.close());
  return {
    provider,
    url: `http://127.0.0.1:${listening.port}${defaultRootPath}`,
    seen,
    /** From now on whatever was given out so far is refused. */
    expireAll: () => {
      for (const { token } of seen) refused.add(token);
    },
    whenFrames: (listener: typeof onFrame) => {
      onFrame = listener;
    },
  };
}

type Guarded = Awaited<ReturnType<typeof guardedArchive>>;

async function openDesk({ provider, url }: Guarded): Promise<Services> {
  const directory = await mkdtemp(join(tmpdir(), 'sign-in-'));
  ends.push(() => rm(directory, { recursive: true, force: true }));
  const created = await createServices({
    world: { clock: systemClock, files: systemFiles, network: systemNetwork, random: systemRandom },
    log: silentLog,
    directory,
    profile: 'patients',
    keys: testKeys(),
    appVersion: '0.0.0-test',
    builtIn: [],
    emit: () => undefined,
  });
  if (!created.ok) throw new Error(created.failure.code);
  const services = created.value;
  ends.push(() => services.stop());
  services.records.archives.save({
    archiveId: site,
    name: 'Site',
    kind: 'dicomweb',
    url,
    signIn: { kind: 'oidc', issuer: provider.issuer, clientId: 'durbeen', flow: 'browser' },
    assignment: { daysBack: 3650, modalities: [], prefetch: true },
  });
  await services.archivesChanged();
  return services;
}

async function signIn(services: Services): Promise<void> {
  const begun = await services.signIns.begin(site);
  if (!begun.ok || begun.value.flow !== 'browser') throw new Error('no prompt');
  await signInAsPerson(begun.value.url);
  await vi.waitFor(() => expect(services.signIns.state(site).state).toBe('signedIn'), { timeout: 10_000 });
}

const readinessOf = (services: Services): Readiness | undefined => services.worklist.list().items[0]?.readiness;

function waitFor(services: Services, isDone: (readiness: Readiness | undefined) => boolean): Promise<void> {
  return vi.waitFor(() => expect(isDone(readinessOf(services)), JSON.stringify(readinessOf(services))).toBe(true), {
    timeout: 30_000,
    interval: 25,
  });
}

test('N17 a token that ends in the middle of a series: one renewal, no frame fails, nobody is asked anything', async () => {
  const archive = await guardedArchive();
  const services = await openDesk(archive);
  const failure = () => services.worklist.list().archives[0]?.failure;
  await vi.waitFor(() => expect(failure()).toMatchObject({ code: 'ArchiveSignInNeeded' }), { timeout: 10_000 });
  expect(archive.seen).toEqual([]);
  await signIn(services);
  const calls = archive.provider.tokenCalls();
  let hasEnded = false;
  archive.whenFrames((frames) => {
    if (frames >= instances / 3 && !hasEnded) {
      hasEnded = true;
      archive.expireAll();
    }
  });
  const failures: unknown[] = [];
  await waitFor(services, (readiness) => {
    if (readiness?.failure) failures.push(readiness.failure);
    return readiness?.presentFrames === instances;
  });
  expect(hasEnded).toBe(true);
  const refusals = archive.seen.filter(({ status }) => status === 401).length;
  expect(refusals).toBeGreaterThan(1);
  expect(archive.provider.tokenCalls()).toBe(calls + 1);
  expect(failures).toEqual([]);
  // Every frame was sent once, and what was refused was asked once more.
  expect(archive.seen.filter(({ isFrame, status }) => isFrame && status === 200)).toHaveLength(instances);
  expect(services.signIns.state(site)).toEqual({ state: 'signedIn', isRenewable: true });
}, 60_000);

test('N17 a renewal that is refused: what is here stays readable, the rest waits, and goes on after signing in', async () => {
  const archive = await guardedArchive();
  const services = await openDesk(archive);
  await signIn(services);
  let hasEnded = false;
  archive.whenFrames((frames) => {
    if (frames >= instances / 3 && !hasEnded) {
      hasEnded = true;
      archive.provider.refuseRenewals(true);
      archive.expireAll();
    }
  });
  await waitFor(services, (readiness) => readiness?.failure?.code === 'ArchiveSignInNeeded');
  await pause(200);
  expect(services.signIns.state(site)).toMatchObject({ state: 'signedOut', failure: { code: 'ArchiveSignInNeeded' } });
  const kept = readinessOf(services)?.presentFrames ?? 0;
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThan(instances);
  const [item] = services.worklist.list().items;
  const opened = await services.studies.open(item!.study);
  if (!opened.ok) throw new Error(opened.failure.code);
  const asked = archive.seen.length;
  await pause(300);
  // Nobody knocks at an archive that would only refuse.
  expect(archive.seen.length).toBe(asked);
  archive.provider.refuseRenewals(false);
  await signIn(services);
  await waitFor(services, (readiness) => readiness?.presentFrames === instances);
  expect(archive.seen.filter(({ isFrame, status }) => isFrame && status === 200)).toHaveLength(instances);
}, 60_000);
