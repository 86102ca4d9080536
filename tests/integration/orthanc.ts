/**
 * A real archive for tests: Debian's Orthanc with its DICOMweb plug-in, each with its own storage in a temporary folder.
 * Installs the two packages where it may (root on Debian), else answers undefined and says in one line why.
 */
import { execFileSync, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const program = '/usr/sbin/Orthanc';
const plugin = '/usr/share/orthanc/plugins/libOrthancDicomWeb.so';
const projectRoot = join(import.meta.dirname, '../..');
const sampleRoot = join(projectRoot, '../shared/data');

export interface OrthancOptions {
  /** Asks for HTTP basic authentication. */
  readonly auth?: { readonly username: string; readonly password: string };
  /** Orthanc's own default encoding, which loses names outside Latin-1 in queries. Without it: UTF-8. */
  readonly latin1?: boolean;
  /** Further Orthanc settings, over ours. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

export interface Orthanc {
  /** The DICOMweb root. */
  readonly url: string;
  readonly port: number;
  /** Stores files, or every file of folders, one STOW a file; answers how many were stored. */
  load(...paths: readonly string[]): Promise<{ readonly stored: number; readonly refused: readonly string[] }>;
  /** GET of Orthanc's own REST API, parsed. */
  ask(path: string): Promise<unknown>;
  stop(): Promise<void>;
  /** Starts again on the same port with the data it had. */
  start(): Promise<void>;
  /** Ends it and deletes its data. */
  remove(): Promise<void>;
}

/** The folder of real DICOM samples, or undefined with a line said when it is not beside the project. */
export function sampleFolder(name: string): string | undefined {
  const folder = join(sampleRoot, name);
  if (existsSync(folder)) return folder;
  say(`skipped: real DICOM samples are not here (../shared/data/${name})`);
  return undefined;
}

/** Starts an archive on a free loopback port; undefined, with one line printed, where there is no Orthanc to be had. */
export async function startOrthanc(options: OrthancOptions = {}): Promise<Orthanc | undefined> {
  if (!findOrthanc()) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'orthanc-'));
  const port = await freePort();
  await writeFile(join(folder, 'orthanc.json'), JSON.stringify(configuration(folder, port, options), null, 1));
  const root = `http://127.0.0.1:${port}`;
  const headers: Record<string, string> = options.auth ? { authorization: basic(options.auth) } : {};
  let child: ReturnType<typeof spawn> | undefined;

  const start = async () => {
    child = spawn(program, [join(folder, 'orthanc.json')], { stdio: 'ignore' });
    for (let attempt = 0; attempt < 300; attempt += 1) {
      if (child.exitCode !== null) throw new Error(`Orthanc ended at start with ${child.exitCode}`);
      const answer = await fetch(`${root}/system`, { headers }).catch(() => undefined);
      if (answer?.ok) return;
      await pause(100);
    }
    await stop();
    throw new Error('Orthanc did not answer within 30 s');
  };
  const stop = async () => {
    const running = child;
    child = undefined;
    if (!running || running.exitCode !== null) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGTERM');
    const timer = setTimeout(() => running.kill('SIGKILL'), 15_000);
    await ended;
    clearTimeout(timer);
  };
  try {
    await start();
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return {
    url: `${root}/dicom-web`,
    port,
    load: (...paths) => load(`${root}/instances`, headers, paths),
    ask: async (path): Promise<unknown> => (await fetch(`${root}${path}`, { headers })).json(),
    stop,
    start,
    async remove() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function basic({ username, password }: { readonly username: string; readonly password: string }): string {
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}

async function load(address: string, headers: Record<string, string>, paths: readonly string[]) {
  let stored = 0;
  const refused: string[] = [];
  for (const path of await filesOf(paths)) {
    const answer = await fetch(address, { method: 'POST', headers, body: await readFile(path) });
    await answer.arrayBuffer();
    if (answer.ok) stored += 1;
    else refused.push(path);
  }
  return { stored, refused };
}

async function filesOf(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    if ((await stat(path)).isFile()) files.push(path);
    else for (const name of (await readdir(path)).sort()) files.push(...(await filesOf([join(path, name)])));
  }
  return files;
}

function configuration(folder: string, port: number, options: OrthancOptions) {
  return {
    Name: 'test',
    StorageDirectory: join(folder, 'db'),
    IndexDirectory: join(folder, 'db'),
    HttpPort: port,
    // Orthanc listens on every address; this makes it answer loopback only.
    RemoteAccessAllowed: false,
    AuthenticationEnabled: options.auth !== undefined,
    ...(options.auth ? { RegisteredUsers: { [options.auth.username]: options.auth.password } } : {}),
    DicomServerEnabled: false,
    DefaultEncoding: options.latin1 ? 'Latin1' : 'Utf8',
    OverwriteInstances: true,
    StableAge: 2,
    SaveJobs: false,
    HttpDescribeErrors: true,
    BuiltinDecoderTranscoderOrder: 'After',
    // Named alone: the packaged GDCM plug-in beside it crashes the server on ordinary transcoding.
    Plugins: [plugin],
    DicomWeb: { Enable: true, Root: '/dicom-web/', StudiesMetadata: 'Full', SeriesMetadata: 'Full' },
    ...options.settings,
  };
}

let looked: boolean | undefined;

function findOrthanc(): boolean {
  looked ??= present() || install();
  return looked;
}

function present(): boolean {
  return existsSync(program) && existsSync(plugin);
}

function install(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    say('skipped: Orthanc with its DICOMweb plug-in is not installed, and only root on Debian may install it');
    return false;
  }
  // A service must not start during installation: policy-rc.d of the caller stays as it is, so it is asked of the package.
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  try {
    execFileSync(
      'apt-get',
      ['install', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120', 'orthanc', 'orthanc-dicomweb'],
      {
        env: environment,
        stdio: 'ignore',
        timeout: 170_000,
      },
    );
  } catch (error) {
    say(
      `skipped: Orthanc could not be installed (${error instanceof Error ? error.message.split('\n')[0] : 'unknown'})`,
    );
    return false;
  }
  return present();
}

/** Below the ports that the system hands out: else another test's connection could take it before Orthanc listens. */
async function freePort(): Promise<number> {
  for (let tries = 0; tries < 50; tries += 1) {
    const port = randomInt(20_000, 30_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    await new Promise((resolve) => server.close(resolve));
    if (isFree) return port;
  }
  throw new Error('no port');
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
