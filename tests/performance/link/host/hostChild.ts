// Durbeen's host in a process of its own, in whatever network namespace it was started: the real services over the real
// network, served to a page and asked by the bench over the channel of its parent. Ends when that channel does.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { systemNetwork } from '#electron/base/http/undiciNetwork.ts';
import { listAppFiles } from '#electron/host/appFiles.ts';
import { createHost } from '#electron/host/createHost.ts';
import { hostSideOf } from '#electron/host/hostSide.ts';
import { type HttpDoor, openHttpDoor } from '#electron/host/httpDoor.ts';
import type { DurbeenContract } from '#shared/contract/index.ts';
import { ask, noKeychain, realWorld, valueIn } from '../../../integration/hostInTest.ts';
import type { Answer, HostCost, HostQuestions, Question, QuestionName } from './hostMessages.ts';
import { watchNetwork } from './watchedNetwork.ts';

const folder = process.argv[2] ?? '';
const passphrase = 'monsoon kettle orbit fern';
const root = join(import.meta.dirname, '../../../..');
const watch = watchNetwork(systemNetwork, () => performance.timeOrigin + performance.now());
const world = { ...realWorld, network: watch.network };
const host = valueIn(
  await createHost(
    {
      door: 'browser',
      appVersion: '0.0.0-bench',
      dataDirectory: join(folder, 'data'),
      cacheDirectory: join(folder, 'cache'),
      keychainAvailable: false,
    },
    world,
    noKeychain,
    { startPractice: () => Promise.reject(new Error('not wanted here')) },
  ),
);
/** Looked at every millisecond, the watch itself took 1.8 % of a core of what it was to measure. */
const watchEveryMs = 20;
const loopDelay = monitorEventLoopDelay({ resolution: watchEveryMs });
loopDelay.enable();
let door: HttpDoor | undefined;
let costFrom = { cpu: process.cpuUsage(), at: performance.now() };

const answers: { [Name in QuestionName]: (input: HostQuestions[Name]['in']) => Promise<HostQuestions[Name]['out']> } = {
  async prepare({ url, allows = true }) {
    const { lock } = valueIn(await ask(host, 'host.describe', {}));
    if (lock.state !== 'notSetUp') {
      valueIn(await ask(host, 'vault.unlock', { method: 'passphrase', passphrase }));
      return null;
    }
    valueIn(await ask(host, 'vault.setUp', { method: 'passphrase', passphrase }));
    const assignment = { daysBack: 3650, modalities: [], prefetch: false };
    const draft = { name: 'Orthanc', url, signIn: { kind: 'none' as const }, assignment };
    valueIn(await ask(host, 'archives.save', { ...draft, mayCompress: allows, mayPreview: allows }));
    return null;
  },
  async fetchAhead({ modalities }) {
    const [archive] = valueIn(await ask(host, 'archives.list', {}));
    if (!archive) throw new Error('no archive yet');
    const { archiveId, name, url, signIn } = archive;
    const assignment = { daysBack: 3650, modalities: [...modalities], prefetch: true };
    valueIn(await ask(host, 'archives.save', { archiveId, name, url, signIn, assignment }));
    return null;
  },
  async call({ name, input }) {
    return valueIn(await ask(host, name as keyof DurbeenContract, input as never));
  },
  async readFrame({ key, urgency }) {
    const started = performance.now();
    const { bytes, transferSyntaxUID } = valueIn(await host.readFrame(key, { urgency }));
    const milliseconds = performance.now() - started;
    const digest = createHash('sha256').update(bytes).digest('hex');
    return { bytes: bytes.byteLength, transferSyntaxUID, digest, milliseconds };
  },
  async readAll({ keys }) {
    const started = performance.now();
    let bytes = 0;
    for (let first = 0; first < keys.length; first += 16) {
      const batch = keys.slice(first, first + 16).map((key) => host.readFrame(key, { urgency: 'near' }));
      for (const frame of await Promise.all(batch)) bytes += valueIn(frame).bytes.byteLength;
    }
    return { bytes, milliseconds: performance.now() - started };
  },
  async newLink() {
    const logging = {
      checkOutput: false,
      logUnexpected: (_id: string, name: string, error: unknown) => complain(name, error),
    };
    const appFiles = await listAppFiles(join(root, 'dist', 'renderer'), world.files);
    door ??= await openHttpDoor(hostSideOf(host, world, logging), { appFiles, world });
    return door.newLink();
  },
  async traffic() {
    return {
      bodyBytes: watch.bodyBytes(),
      wireBytes: watch.wireBytes(),
      requests: watch.requests,
      now: performance.timeOrigin + performance.now(),
    };
  },
  async forgetTraffic() {
    watch.forget();
    return null;
  },
  async resetConnections() {
    watch.reset();
    return null;
  },
  async cost(): Promise<HostCost> {
    const { user, system } = process.cpuUsage(costFrom.cpu);
    const wallMs = performance.now() - costFrom.at;
    const loopDelayP99Ms = Math.max(0, loopDelay.percentile(99) / 1e6 - watchEveryMs);
    costFrom = { cpu: process.cpuUsage(), at: performance.now() };
    loopDelay.reset();
    return { cpuMs: (user + system) / 1000, wallMs, residentBytes: process.memoryUsage.rss(), loopDelayP99Ms };
  },
  async stop() {
    await door?.close();
    await host.stop();
    return null;
  },
};

function complain(name: string, error: unknown): void {
  process.stderr.write(`${name}: ${error instanceof Error ? error.stack : String(error)}\n`);
}

async function answer({ id, name, input }: Question): Promise<void> {
  const run = answers[name] as (given: unknown) => Promise<unknown>;
  const reply: Answer = await run(input).then(
    (value) => ({ id, value }),
    (error: unknown) => ({ id, error: error instanceof Error ? error.message : String(error) }),
  );
  process.send?.(reply);
  if (name === 'stop') process.disconnect();
}

process.on('message', (question: Question) => void answer(question));
process.on('disconnect', () => process.exit(0));
process.send?.({ id: 0, value: null } satisfies Answer);
