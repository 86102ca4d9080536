import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { proxiesOfEnvironment } from '#electron/base/http/proxyNames.ts';
import { networkBySystemProxies } from '#electron/base/http/systemProxies.ts';
import { systemNetwork } from '#electron/base/http/undiciNetwork.ts';
import { requireNode } from '#electron/base/requireNode.ts';
import { systemClock, systemComputer, systemFiles, systemRandom, type World } from '#electron/base/world.ts';
import { fail } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { profileFolders } from '#shared/contract/profileFolders.ts';
import { listAppFiles } from './appFiles.ts';
import { doorLogging } from './doorLog.ts';
import type { Host, Keychain } from './host.ts';
import { hostSideOf } from './hostSide.ts';
import { type HttpDoor, openHttpDoor } from './httpDoor.ts';
import { forgetDoor, keepDoor, readLastDoor } from './lastDoor.ts';
import { openBrowser } from './openBrowser.ts';
import { watchUnexpected } from './watchUnexpected.ts';

const root = join(import.meta.dirname, '..', '..');

/** There is no keychain without Electron: a passphrase locks what is on the disk. */
const noKeychain: Keychain = {
  available: false,
  seal: () => Promise.resolve(fail(failureOf('KeychainUnavailable'))),
  unseal: () => Promise.resolve(fail(failureOf('KeychainUnavailable'))),
};

/** Starts the host in plain Node and serves it to the browser of this computer, until it is told to stop. */
export async function startNode(): Promise<void> {
  requireNode(process.versions.node);
  // Imported only now: it loads the SQLite binary, which ends an old Node without a word (F16).
  const { createHost } = await import('./createHost.ts');
  const world: World = {
    clock: systemClock,
    files: systemFiles,
    network: networkBySystemProxies(systemNetwork, proxiesOfEnvironment(process.env)),
    random: systemRandom,
    computer: systemComputer,
  };
  const folders = profileFolders({ platform: process.platform, home: homedir(), environment: process.env });
  const logging = doorLogging(world, folders.data);
  watchUnexpected(process, { ...logging, random: world.random, end: (code) => process.exit(code) });
  const created = await createHost(
    {
      door: 'browser',
      appVersion: await readVersion(world),
      dataDirectory: folders.data,
      cacheDirectory: folders.cache,
      keychainAvailable: false,
    },
    world,
    noKeychain,
  );
  if (!created.ok) {
    say(sentenceFor(created.failure, folders.data));
    process.exitCode = 1;
    return;
  }
  const host = created.value;
  const door = await openHttpDoor(hostSideOf(host, world, logging), {
    appFiles: await listAppFiles(join(root, 'dist', 'renderer'), world.files),
    world,
    port: Number(process.env['DURBEEN_PORT'] ?? 0),
    last: await readLastDoor(world, folders.data),
  });
  await keepDoor(world, folders.data, door);
  announce(door, world);
  stopOnSignal(host, door, () => forgetDoor(world, folders.data));
}

/** Prints the link in a line for people and a line for scripts, and opens the browser unless asked not to. */
function announce(door: HttpDoor, world: World): void {
  const print = () => {
    const link = door.newLink();
    say(`Durbeen is open at ${link}\nDURBEEN_URL=${link}`);
  };
  print();
  say('The link opens once, within 30 seconds. Press Enter here for a new one, Ctrl+C to stop Durbeen.');
  if (process.env['DURBEEN_NO_BROWSER'] !== '1' && !process.env['CI']) {
    void openBrowser(door.newLink(), { world, home: homedir(), platform: process.platform });
  }
  // Whoever presses Enter sits at this terminal. A script that gives no input gets no further links.
  createInterface({ input: process.stdin }).on('line', print);
}

function stopOnSignal(host: Host, door: HttpDoor, forget: () => Promise<void>): void {
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    say('Stopping Durbeen …');
    await door.close();
    await forget();
    await host.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
}

/** What stops a start, for whoever sits at the terminal. */
function sentenceFor(failure: Failure, folder: string): string {
  switch (failure.code) {
    case 'ProfileInUse':
      return `Durbeen is already open for this user (${folder}). Close the other one first.`;
    case 'DiskFull':
      return `Durbeen cannot start: the disk that holds ${folder} is full.`;
    case 'DiskReadOnly':
      return `Durbeen cannot start: it may not write to ${folder}.`;
    case 'FolderSynced':
      return `Durbeen cannot start: ${failure.details?.['service'] ?? 'a service'} copies ${folder} to other places. Patients' data must stay on this computer: take the folder out of what is copied.`;
    case 'FolderOnNetwork':
      return `Durbeen cannot start: ${folder} is on another computer. Move it to a disk of this one.`;
    case 'FolderUnfit':
      return `Durbeen cannot start: the disk that holds ${folder} cannot keep it safe. Move it to a disk of this computer.`;
    default:
      return `Durbeen cannot start with the files in ${folder} (${failure.code}).`;
  }
}

async function readVersion(world: World): Promise<string> {
  const text = await world.files.readFile(join(root, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

if (import.meta.main) await startNode();
