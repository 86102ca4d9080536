import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listPackage } from '@electron/asar';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildMode, electronModes, isStale, pageModes, root } from '../../tools/building.ts';
import { fuseSentinel, writeStandInElectron } from '../fixtures/standInElectron.ts';

let folder: string;
let resources: string;

beforeAll(async () => {
  for (const mode of [...pageModes, ...electronModes]) if (isStale(mode)) await buildMode(mode);
  folder = await mkdtemp(join(tmpdir(), 'durbeen-package-'));
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')) as {
    version: string;
  };
  await writeStandInElectron(join(folder, 'electron'), version);
  const made = spawnSync(
    'npx',
    [
      'electron-builder',
      '--linux',
      'dir',
      `--config.electronDist=${join(folder, 'electron')}`,
      `--config.directories.output=${join(folder, 'release')}`,
    ],
    { cwd: root, encoding: 'utf8', timeout: 170_000 },
  );
  expect(made.status, made.stdout + made.stderr).toBe(0);
  resources = join(folder, 'release', 'linux-unpacked', 'resources');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the package holds the built app, one SQLite binary and nothing of the sources', async () => {
  const files = listPackage(join(resources, 'app.asar'), { isPack: false });
  for (const file of [
    '/package.json',
    '/dist/shell/shell.js',
    '/dist/preload/preload.cjs',
    '/dist/host/host.js',
    '/dist/parser/parser.js',
    '/dist/renderer/index.html',
    '/node_modules/better-sqlite3/package.json',
  ]) {
    expect(files).toContain(file);
  }
  const strays = files.filter((file) =>
    /\.(ts|tsx|map|c|cpp|h|gyp)$|^\/(electron|renderer|shared|tests|tools|docs)\//.test(file),
  );
  expect(strays).toEqual([]);
  const packages = new Set(files.filter((file) => file.startsWith('/node_modules/')).map((file) => file.split('/')[2]));
  expect([...packages]).toEqual(['better-sqlite3']);
  const prebuilds = join(resources, 'app.asar.unpacked', 'node_modules', 'better-sqlite3', 'prebuilds');
  expect(await readdir(prebuilds)).toEqual([`linux-${process.arch}.node`]);
});

test('EL19 the fuses of the packaged program are exactly these', () => {
  const program = readFileSync(join(folder, 'release', 'linux-unpacked', 'durbeen'));
  const at = program.indexOf(fuseSentinel) + fuseSentinel.length;
  const wire = [...program.subarray(at + 2, at + 2 + (program[at + 1] ?? 0))].map((one) => String.fromCharCode(one));
  const [
    runAsNode,
    cookieEncryption,
    nodeOptions,
    nodeCliInspect,
    asarIntegrity,
    onlyAsar,
    browserSnapshot,
    fileProtocol,
  ] = wire;
  expect({
    runAsNode,
    cookieEncryption,
    nodeOptions,
    nodeCliInspect,
    asarIntegrity,
    onlyAsar,
    browserSnapshot,
    fileProtocol,
  }).toEqual({
    runAsNode: '0',
    cookieEncryption: '1',
    nodeOptions: '0',
    nodeCliInspect: '0',
    asarIntegrity: '1',
    onlyAsar: '1',
    browserSnapshot: '0',
    fileProtocol: '0',
  });
});

test('the package starts with the shell', () => {
  expect(existsSync(join(resources, 'app.asar'))).toBe(true);
  const { main } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { main: string };
  expect(main).toBe('dist/shell/shell.js');
});
