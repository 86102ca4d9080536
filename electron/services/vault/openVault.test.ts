import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DataKeys } from '#electron/base/crypto/dataKeys.ts';
import { createTestWorld, settle, type TestWorld } from '#tests/fixtures/testWorld.ts';
import { keyFileName } from './keyFile.ts';
import type { Keychain } from './openMasterKey.ts';
import { openVault, type Vault } from './openVault.ts';

let world: TestWorld;
const cost = { rounds: 1024, blockSize: 1, parallelism: 1 };
const passphrase = 'correct horse battery';
const noKeychain: Keychain = {
  available: false,
  seal: () => Promise.reject(new Error('none')),
  unseal: () => Promise.reject(new Error('none')),
};
/** Seals by turning bits round, and can be made to forget, as a keychain does when the system is set up anew. */
function testKeychain(): Keychain & { forgets: boolean } {
  const turn = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => byte ^ 0x5a);
  return {
    available: true,
    forgets: false,
    seal: (bytes) => Promise.resolve(turn(bytes)),
    unseal(bytes) {
      return this.forgets ? Promise.reject(new Error('item not found')) : Promise.resolve(turn(bytes));
    },
  };
}
async function open(keychain: Keychain = noKeychain, profile: 'patients' | 'practice' = 'patients'): Promise<Vault> {
  const result = await openVault({ world, directory: world.directory, keychain, profile, cost });
  if (!result.ok) throw new Error(result.failure.code);
  return result.value;
}
const copyOf = (keys: DataKeys): string =>
  JSON.stringify(
    Object.entries(keys as object as Record<string, unknown>).map(([name, key]) => [
      name,
      key instanceof Uint8Array ? Buffer.from(key).toString('hex') : String(key),
    ]),
  );
async function setUp(): Promise<{ recoveryCode: string; keys: string }> {
  const vault = await open();
  const made = await vault.setUp({ method: 'passphrase', passphrase });
  if (!made.ok) throw new Error(made.failure.code);
  const answer = { recoveryCode: made.value.recoveryCode, keys: copyOf(made.value.keys) };
  vault.lock();
  return answer;
}
const keyFile = (): string => join(world.directory, keyFileName);
const copyFile = (): string => join(world.directory, 'keys.copy.json');

beforeEach(async () => {
  world = await createTestWorld();
});
afterEach(() => world.remove());

describe('the vault', () => {
  it('T2: says whether a way would open it, opens nothing by that, and is guessed no faster', async () => {
    const { recoveryCode } = await setUp();
    const vault = await open();
    expect(await vault.verify({ method: 'passphrase', passphrase })).toEqual({ ok: true, value: undefined });
    expect(await vault.verify({ method: 'recoveryCode', recoveryCode })).toMatchObject({ ok: true });
    expect(await vault.verify({ method: 'passphrase', passphrase: 'another one' })).toMatchObject({ ok: false });
    expect([vault.describe().state, vault.keys()]).toEqual(['locked', undefined]);
  });

  it('opens by passphrase and by recovery code to the same keys, and by nothing else', async () => {
    const { recoveryCode, keys } = await setUp();
    const vault = await open();
    expect(vault.describe()).toEqual({ state: 'locked', keychain: false, slots: ['passphrase', 'recoveryCode'] });
    expect(await vault.unlock({ method: 'passphrase', passphrase: 'correct horse batterx' })).toEqual({
      ok: false,
      failure: { code: 'PassphraseWrong' },
    });
    expect(await vault.unlock({ method: 'keychain' })).toMatchObject({ failure: { code: 'KeychainUnavailable' } });
    const one = await vault.unlock({ method: 'passphrase', passphrase });
    expect(one.ok && copyOf(one.value)).toBe(keys);
    vault.lock();
    const other = await vault.unlock({ method: 'recoveryCode', recoveryCode: ` ${recoveryCode.toLowerCase()} ` });
    expect(other.ok && copyOf(other.value)).toBe(keys);
    expect(vault.describe().state).toBe('open');
  });

  it('overwrites the keys it handed out when it is locked', async () => {
    await setUp();
    const vault = await open();
    const opened = await vault.unlock({ method: 'passphrase', passphrase });
    if (!opened.ok) throw new Error();
    vault.lock();
    const { records, cacheDatabase, secrets, epochKey, logHash } = opened.value;
    for (const key of [records, cacheDatabase, secrets, epochKey, logHash])
      expect(key.every((byte) => byte === 0)).toBe(true);
    expect(vault.keys()).toBeUndefined();
  });

  it('makes different keys for different purposes, and none of them stands in the key file', async () => {
    const vault = await open();
    const made = await vault.setUp({ method: 'passphrase', passphrase });
    if (!made.ok) throw new Error();
    const { epoch: _epoch, ...keys } = made.value.keys;
    const values = Object.values(keys).map((key) => Buffer.from(key).toString('base64'));
    expect(new Set(values).size).toBe(5);
    const text = readFileSync(keyFile(), 'utf8');
    for (const value of [...values, passphrase, made.value.recoveryCode]) expect(text).not.toContain(value);
    expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
  });

  it('is set up once, with a passphrase that is long enough', async () => {
    const vault = await open();
    expect(await vault.unlock({ method: 'passphrase', passphrase })).toMatchObject({
      failure: { code: 'VaultNotSetUp' },
    });
    expect(await vault.setUp({ method: 'passphrase', passphrase: 'short' })).toMatchObject({
      failure: { code: 'PassphraseTooShort' },
    });
    expect(readdirSync(world.directory)).toEqual([]);
    await vault.setUp({ method: 'passphrase', passphrase });
    expect(await vault.setUp({ method: 'passphrase', passphrase })).toMatchObject({
      failure: { code: 'VaultAlreadySetUp' },
    });
  });

  it('K3 K4: a keychain that has changed leaves the recovery code as the way in', async () => {
    const keychain = testKeychain();
    const made = await (await open(keychain)).setUp({ method: 'keychain' });
    if (!made.ok) throw new Error(made.failure.code);
    const again = await open(keychain);
    expect((await again.unlock({ method: 'keychain' })).ok).toBe(true);
    const changed = testKeychain();
    changed.forgets = true;
    const vault = await open(changed);
    expect(await vault.unlock({ method: 'keychain' })).toMatchObject({ failure: { code: 'KeychainUnavailable' } });
    const { recoveryCode } = made.value;
    expect((await vault.unlock({ method: 'recoveryCode', recoveryCode })).ok).toBe(true);
  });

  it('K3: does not trust a keychain that does not give back what it took', async () => {
    const keychain = testKeychain();
    keychain.forgets = true;
    expect(await (await open(keychain)).setUp({ method: 'keychain' })).toMatchObject({
      failure: { code: 'KeychainUnavailable' },
    });
    expect(readdirSync(world.directory)).toEqual([]);
  });

  it('makes whoever guesses wait after the third wrong passphrase', async () => {
    await setUp();
    const vault = await open();
    for (let guess = 0; guess < 3; guess += 1) await vault.unlock({ method: 'passphrase', passphrase: 'not this one' });
    let answered = false;
    const fourth = vault.unlock({ method: 'passphrase', passphrase }).then(() => {
      answered = true;
    });
    await settle(20);
    expect([answered, world.clock.waiting]).toEqual([false, 1]);
    world.clock.advance(1_000);
    await fourth;
    expect(answered).toBe(true);
  });
});

describe('open or stop', () => {
  it.each(['records.db', 'records.created'])('K12: %s without a key file stops, and makes none', async (name) => {
    writeFileSync(join(world.directory, name), 'x');
    const result = await openVault({
      world,
      directory: world.directory,
      keychain: noKeychain,
      profile: 'patients',
      cost,
    });
    expect(result).toEqual({ ok: false, failure: { code: 'KeysMissing' } });
    expect(readdirSync(world.directory)).toEqual([name]);
  });

  it('K5: a key file cut at any byte opens from its copy; with both cut it stops', async () => {
    await setUp();
    const whole = readFileSync(keyFile());
    for (const length of [0, 1, 50, 300, whole.length - 1]) {
      writeFileSync(keyFile(), whole.subarray(0, length));
      expect((await (await open()).unlock({ method: 'passphrase', passphrase })).ok).toBe(true);
    }
    writeFileSync(copyFile(), whole.subarray(0, 200));
    const result = await openVault({
      world,
      directory: world.directory,
      keychain: noKeychain,
      profile: 'patients',
      cost,
    });
    expect(result).toEqual({ ok: false, failure: { code: 'KeyFileDamaged' } });
  });

  it('K5: a disk that fails at any step of setting up leaves nothing or a vault that opens', async () => {
    let [opened, refused] = [0, 0];
    for (const operation of ['open', 'writeFile', 'sync', 'rename'] as const) {
      for (let skip = 0; skip < 4; skip += 1) {
        const vault = await open();
        const lift = world.files.failWhen({
          operation,
          code: 'ENOSPC',
          path: /keys\.|durbeen-test-[^/]*$/,
          skip,
          times: 1,
        });
        const made = await vault.setUp({ method: 'passphrase', passphrase });
        lift();
        const later = await open();
        if (made.ok) {
          opened += 1;
          expect((await later.unlock({ method: 'passphrase', passphrase })).ok).toBe(true);
        } else {
          refused += 1;
          expect(made.failure.code).toBe('DiskFull');
        }
        for (const name of readdirSync(world.directory)) rmSync(join(world.directory, name));
      }
    }
    expect(opened).toBeGreaterThan(0);
    expect(refused).toBeGreaterThan(3);
  });

  it('K6: 400 flipped bits in both copies: the vault opens to the right keys or says that it is damaged', async () => {
    const { keys } = await setUp();
    const whole = readFileSync(keyFile());
    rmSync(copyFile());
    let opened = 0;
    for (let flip = 0; flip < 400; flip += 1) {
      const damaged = Buffer.from(whole);
      const at = Math.floor(world.random.fraction() * whole.length);
      damaged[at] = damaged[at]! ^ (1 << Math.floor(world.random.fraction() * 8));
      writeFileSync(keyFile(), damaged);
      const result = await openVault({
        world,
        directory: world.directory,
        keychain: noKeychain,
        profile: 'patients',
        cost,
      });
      if (!result.ok) {
        expect(result.failure.code).toBe('KeyFileDamaged');
        continue;
      }
      const unlocked = await result.value.unlock({ method: 'passphrase', passphrase });
      expect(unlocked.ok && copyOf(unlocked.value)).toBe(keys);
      opened += 1;
    }
    // Blanks between values carry nothing; nearly everything else is noticed.
    expect(opened).toBeLessThan(40);
  });
});

it('a practice profile opens by itself, the same way each time', async () => {
  const first = await open(noKeychain, 'practice');
  const keys = first.keys();
  expect(first.describe()).toEqual({ state: 'open', keychain: false, slots: ['practice'] });
  expect(copyOf((await open(noKeychain, 'practice')).keys()!)).toBe(copyOf(keys!));
});

it('stretches a passphrase at the full cost, and says so in the slot', async () => {
  const vault = await openVault({ world, directory: world.directory, keychain: noKeychain, profile: 'patients' });
  if (!vault.ok) throw new Error(vault.failure.code);
  await vault.value.setUp({ method: 'passphrase', passphrase });
  expect(JSON.parse(readFileSync(keyFile(), 'utf8'))).toMatchObject({
    content: {
      slots: [{ stretch: 'scrypt', rounds: 131_072, blockSize: 8, parallelism: 1 }, { kind: 'recoveryCode' }],
    },
  });
  vault.value.lock();
  expect((await vault.value.unlock({ method: 'passphrase', passphrase })).ok).toBe(true);
});
