import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Services } from '#electron/host/createServices.ts';
import { createAuditTrail } from '#electron/services/audit/index.ts';
import { createHangingKeeper } from '#electron/services/hanging/index.ts';
import type { Records } from '#electron/services/records/index.ts';
import { fail, succeed } from '#shared/base/result.ts';
import type { HostEvent } from '#shared/contract/events.ts';
import { failureOf } from '#shared/contract/failures.ts';
import { mostProtocolFileBytes } from '#shared/contract/hanging.ts';
import { contract, type DurbeenContract } from '#shared/contract/index.ts';
import type { Handlers } from '#shared/contract/procedure.ts';
import type { ProfileKind } from '#shared/contract/vault.ts';
import { flairOfScanner, hangEventOf, ownProtocol } from '#tests/fixtures/keptProtocol.ts';
import { openTestRecords } from '#tests/fixtures/openStore.ts';
import { createTestWorld, type TestWorld } from '#tests/fixtures/testWorld.ts';
import { createRouter, type Route } from '../router.ts';
import { hangingHandlers } from './hangingHandlers.ts';

const { signal } = new AbortController();
const locked = { ok: false, failure: { code: 'StoreLocked' } };

let worlds: Record<ProfileKind, TestWorld>;
let stores: Record<ProfileKind, Records>;
let services: Record<ProfileKind, Services>;
let open: ProfileKind | undefined;
let told: HostEvent[];
let bytesRead: number[];
let route: Route;
let replans = 0;
let whileFinding: () => void;

beforeEach(async () => {
  worlds = { practice: await createTestWorld(), patients: await createTestWorld({ seed: 2 }) };
  stores = {
    practice: await openTestRecords(worlds.practice, worlds.practice.directory),
    patients: await openTestRecords(worlds.patients, worlds.patients.directory),
  };
  const servicesOf = (kind: ProfileKind) => {
    const [world, records] = [worlds[kind], stores[kind]];
    const audit = createAuditTrail(world, records);
    return {
      worklist: {
        list: () => ({
          items: [{ patientId: 'MRN 1234', patientName: { alphabetic: 'Khan Amina', ideographic: '', phonetic: '' } }],
        }),
      },
      archives: { find: (id: string) => (id === 'site-a' ? {} : undefined) },
      hanging: createHangingKeeper({ world, records, audit, operator: () => 'Dr A' }),
      studiesToTry: {
        find: () => {
          whileFinding();
          return Promise.resolve([]);
        },
      },
      hangingChanged: () => {
        replans += 1;
      },
    } as unknown as Services;
  };
  services = { practice: servicesOf('practice'), patients: servicesOf('patients') };
  [open, told, bytesRead, replans] = ['practice', [], [], 0];
  whileFinding = () => undefined;
  const answer = (kind: ProfileKind | undefined) =>
    Promise.resolve(kind ? succeed(services[kind]) : fail(failureOf('StoreLocked')));
  const handlers = hangingHandlers(
    worlds.practice,
    { services: () => answer(open), servicesOf: (kind) => answer(kind === open ? kind : undefined) },
    {
      readProtocols: (bytes) => {
        bytesRead.push(bytes.length);
        return Promise.resolve(succeed({ protocols: [JSON.stringify(ownProtocol())], problems: [] }));
      },
    },
    (event) => told.push(event),
  );
  route = createRouter(contract, handlers as Handlers<DurbeenContract>, {
    checkOutput: true,
    newId: () => 'id',
    logUnexpected: (_id, procedure, error) => {
      throw new Error(procedure, { cause: error });
    },
  });
});
afterEach(async () => {
  for (const kind of ['practice', 'patients'] as const) {
    stores[kind].close();
    await worlds[kind].remove();
  }
});

const ask = (name: string, input: unknown = {}) => route(name, input, signal);
const empty = { ok: true, value: { protocols: [], corrections: [], unreadable: [] } };

it.each([
  ['practice', 'patients'],
  ['patients', 'practice'],
] as const)('what is kept in %s is not seen in %s, and comes back with its profile', async (mine, other) => {
  open = mine;
  expect(await ask('hanging.save', { profile: mine, protocol: ownProtocol() })).toMatchObject({ ok: true });
  expect(await ask('hanging.correct', { profile: mine, correction: flairOfScanner() })).toMatchObject({ ok: true });
  expect(await ask('hanging.noteHang', { profile: mine, event: hangEventOf('h1') })).toEqual(succeed({}));
  expect(told).toEqual([{ event: 'hanging.changed' }, { event: 'hanging.changed' }]);
  expect(replans).toBe(2);
  open = other;
  expect(await ask('hanging.read')).toEqual(empty);
  expect(await ask('hanging.versions', { id: 'user.ct-chest' })).toEqual(succeed({ protocols: [] }));
  expect(await ask('hanging.counts')).toEqual(succeed({ counts: [] }));
  open = mine;
  expect(await ask('hanging.read')).toMatchObject({
    value: { protocols: [{ id: 'user.ct-chest' }], corrections: [{ values: { weighting: 'FLAIR' } }] },
  });
  expect(await ask('hanging.counts')).toMatchObject({ value: { counts: [{ hangs: 1 }] } });
});

it('what was said while the profile was changed is kept in neither, and nobody is told of it', async () => {
  const profile = 'patients';
  expect(await ask('hanging.save', { profile, protocol: ownProtocol() })).toEqual(locked);
  expect(await ask('hanging.correct', { profile, correction: flairOfScanner() })).toEqual(locked);
  expect(await ask('hanging.noteHang', { profile, event: hangEventOf('h1') })).toEqual(locked);
  const kept = services.practice.hanging.correct(flairOfScanner());
  if (!kept.ok) throw new Error(kept.failure.code);
  expect(await ask('hanging.revoke', { profile, id: kept.value.correction.id })).toEqual(locked);
  expect(told).toEqual([]);
  expect(await ask('hanging.read')).toMatchObject({ value: { protocols: [], corrections: [kept.value.correction] } });
  open = 'patients';
  expect(await ask('hanging.read')).toEqual(empty);
});

it('a protocol that names somebody of the list is written into no file', async () => {
  const protocols = [ownProtocol({ name: 'As for Amina Khan' })];
  expect(await ask('hanging.writeFile', { protocols, format: 'durbeen' })).toMatchObject({
    value: { base64: '', problems: [{ code: 'namesPerson', isRefusal: true }] },
  });
});

it('of an archive that is not here nothing is said', async () => {
  const profile = 'practice';
  const correction = flairOfScanner({ archiveId: 'nowhere' });
  expect(await ask('hanging.correct', { profile, correction })).toMatchObject({
    failure: { code: 'InvalidInput', details: { reason: 'unknownArchive' } },
  });
  expect([await ask('hanging.read'), told]).toEqual([empty, []]);
});

it('while the profile is locked nothing is read, kept or tried', async () => {
  open = undefined;
  const profile = 'patients';
  for (const [name, input] of [
    ['hanging.read', {}],
    ['hanging.versions', { id: 'user.a' }],
    ['hanging.counts', {}],
    ['hanging.cachedStudies', { modality: 'CT', most: 5 }],
    ['hanging.save', { profile, protocol: ownProtocol() }],
    ['hanging.revoke', { profile, id: 'c1' }],
  ] as const) {
    expect(await ask(name, input), name).toEqual(locked);
  }
});

it('studies that were found while the profile was locked or changed are told to nobody', async () => {
  const find = () => ask('hanging.cachedStudies', { modality: 'CT', most: 5 });
  expect(await find()).toEqual(succeed({ studies: [] }));
  for (const after of [undefined, 'patients'] as const) {
    open = 'practice';
    whileFinding = () => {
      open = after;
    };
    expect(await find()).toEqual(locked);
  }
});

it('what is not as agreed is kept nowhere, and says where without a value', async () => {
  const profile = 'practice';
  const dangling = { ...ownProtocol(), match: { ...ownProtocol().match, requires: ['nobody'] } };
  for (const [protocol, details] of [
    [{ ...ownProtocol(), script: 'x' }, { at: 'protocol' }],
    [{ ...ownProtocol(), level: 'builtin' }, { reason: 'shipped' }],
    [dangling, { reason: 'danglingSelector', at: 'match.requires' }],
  ] as const) {
    expect(await ask('hanging.save', { profile, protocol })).toMatchObject({
      failure: { code: 'InvalidInput', details },
    });
  }
  const side = flairOfScanner({ values: { laterality: 'R' } });
  expect(await ask('hanging.correct', { profile, correction: side })).toMatchObject({
    failure: { details: { reason: 'sideOfScanner' } },
  });
  expect(await ask('hanging.read')).toEqual(empty);
  expect(told).toEqual([]);
});

it('a file as large as may be crosses, a larger one does not', async () => {
  const base64 = (bytes: number) => Buffer.alloc(bytes, 7).toString('base64');
  expect(await ask('hanging.readFile', { base64: base64(mostProtocolFileBytes) })).toEqual(
    succeed({ protocols: [ownProtocol()], problems: [] }),
  );
  expect(bytesRead).toEqual([mostProtocolFileBytes]);
  expect(await ask('hanging.readFile', { base64: base64(mostProtocolFileBytes + 4_000) })).toMatchObject({
    failure: { code: 'InvalidInput' },
  });
  expect(bytesRead).toHaveLength(1);
});

it('what is exported comes back as a file', async () => {
  const answer = await ask('hanging.writeFile', { protocols: [ownProtocol()], format: 'durbeen' });
  expect(answer).toMatchObject({ value: { fileName: 'user.ct-chest.json', problems: [] } });
  const { base64 } = (answer as { readonly value: { readonly base64: string } }).value;
  expect(JSON.parse(Buffer.from(base64, 'base64').toString())).toMatchObject({ protocols: [ownProtocol()] });
});
