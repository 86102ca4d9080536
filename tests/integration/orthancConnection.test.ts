import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { ConnectionTest } from '#electron/services/archive/index.ts';
import { connectionReport } from '#shared/contract/archives.ts';
import { reportOn } from '#tests/fixtures/reportOn.ts';
import { type Orthanc, sampleFolder, startOrthanc } from './orthanc.ts';

const abdomen = sampleFolder('ct-abdomen');
const charsets = sampleFolder('charsets');
const present = abdomen !== undefined && charsets !== undefined;
const started: Orthanc[] = [];

async function start(options: Parameters<typeof startOrthanc>[0]): Promise<Orthanc | undefined> {
  const archive = await startOrthanc(options);
  if (archive) started.push(archive);
  return archive;
}

const plain = present ? await start({}) : undefined;
afterAll(() => Promise.all(started.map((archive) => archive.remove())));

async function outcomes(url: string, over: Partial<ConnectionTest> = {}) {
  const { checks } = connectionReport.parse(await reportOn(url, over));
  return Object.fromEntries(
    checks.map(({ check, outcome, failure }) => [check, failure ? `${outcome} ${failure.code}` : outcome]),
  );
}

const notTried = Object.fromEntries(
  ['retrieveMetadata', 'retrieveFrames', 'store', 'transferSyntaxes', 'charset', 'paging', 'range'].map((check) => [
    check,
    'notTried',
  ]),
);

async function load(archive: Orthanc): Promise<void> {
  const [first] = (await readdir(abdomen as string)).sort();
  const names = ['chrArab.dcm', 'chrRuss.dcm', 'chrGreek.dcm', 'chrHbrw.dcm'];
  await archive.load(join(abdomen as string, first!), ...names.map((name) => join(charsets as string, name)));
}

test.skipIf(!plain)('a test of real Orthanc says what works, and stores nothing', async () => {
  const archive = plain as Orthanc;
  expect(await outcomes(archive.url)).toMatchObject({ reach: 'works', search: 'works', retrieveFrames: 'notTried' });
  await load(archive);
  const before = await archive.ask('/instances');
  expect(await outcomes(archive.url)).toEqual({
    reach: 'works',
    signIn: 'works',
    search: 'works',
    retrieveMetadata: 'works',
    retrieveFrames: 'works',
    store: 'works',
    transferSyntaxes: 'works',
    charset: 'works',
    paging: 'works',
    range: 'limited',
  });
  expect(await archive.ask('/instances')).toEqual(before);
});

test.skipIf(!plain)('wrong addresses and passwords are each told as what they are', async () => {
  const locked = (await start({ auth: { username: 'reader', password: 'right' } })) as Orthanc;
  const archive = plain as Orthanc;
  const basic = { kind: 'basic', username: 'reader' } as const;
  expect([
    await outcomes(locked.url, { signIn: basic, secret: 'wrong' }),
    await outcomes(archive.url.replace('dicom-web', 'elsewhere')),
    await outcomes('not an address'),
    await outcomes('http://does-not-exist.invalid/dicom-web'),
  ]).toEqual([
    { reach: 'works', signIn: 'fails ArchiveSignInRefused', search: 'notTried', ...notTried },
    { reach: 'works', signIn: 'notTried', search: 'fails ArchiveNotFound', ...notTried },
    { reach: 'fails ArchiveUrlInvalid', signIn: 'notTried', search: 'notTried', ...notTried },
    { reach: 'fails ArchiveNameNotFound', signIn: 'notTried', search: 'notTried', ...notTried },
  ]);
  expect(await outcomes(locked.url, { signIn: basic, secret: 'right' })).toMatchObject({ search: 'works' });
});

test.skipIf(!plain)('an archive that loses names in other scripts is found out', async () => {
  const latin = (await start({ latin1: true })) as Orthanc;
  await load(latin);
  expect((await outcomes(latin.url))['charset']).toBe('limited');
});
