import { type DataKeys, wipeKeys } from '#electron/base/crypto/dataKeys.ts';
import { attemptFiles } from '#electron/base/database/storeFailure.ts';
import type { World } from '#electron/base/world.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { type KeyFileContent, readKeyFile, type Slot, writeKeyFile } from './keyFile.ts';
import { limitGuesses } from './limitGuesses.ts';
import { makeSlots, type SetUpWith } from './makeSlots.ts';
import { type Keychain, openMasterKey, openPracticeKey, type UnlockWith } from './openMasterKey.ts';
import { deriveProfileKeys, makeEpoch } from './profileKeys.ts';
import { recoveryCodeBytes, writeRecoveryCode } from './recoveryCode.ts';
import { type PassphraseCost, passphraseCost, sealForPractice } from './slots.ts';

export interface VaultState {
  readonly state: 'notSetUp' | 'locked' | 'open';
  readonly keychain: boolean;
  /** The ways in that the key file has. */
  readonly slots: readonly Slot['kind'][];
}

export interface Vault {
  describe(): VaultState;
  /** Once per profile; leaves it open. The recovery code is answered here and kept nowhere. */
  setUp(way: SetUpWith): Promise<Result<{ readonly recoveryCode: string; readonly keys: DataKeys }, Failure>>;
  /** After three wrong answers each next one waits longer, up to half a minute. */
  unlock(way: UnlockWith): Promise<Result<DataKeys, Failure>>;
  /** Whether this way opens it, whatever its state; guessed no faster than by unlocking. Opens nothing. */
  verify(way: UnlockWith): Promise<Result<void, Failure>>;
  /** While open. */
  keys(): DataKeys | undefined;
  /** Overwrites the keys in place, for everyone who was handed them. */
  lock(): void;
}

export interface VaultOptions {
  readonly world: World;
  readonly directory: string;
  readonly keychain: Keychain;
  /** A practice profile makes itself a throw-away key without asking and is never locked. */
  readonly profile: 'practice' | 'patients';
  /** Only tests make it cheaper. */
  readonly cost?: PassphraseCost;
}

/**
 * Opens the vault of a profile, locked, or says why it must not be touched: `KeysMissing` when there are records but no
 * key file (making a new one would strand them), `KeyFileDamaged` when neither the file nor its copy is whole.
 */
export async function openVault(options: VaultOptions): Promise<Result<Vault, Failure>> {
  const { world, directory } = options;
  const prepared = await attemptFiles(async () => {
    await world.files.mkdir(directory, { recursive: true, mode: 0o700 });
    return world.files.readdir(directory);
  });
  if (!prepared.ok) return prepared;
  const read = await readKeyFile(world.files, directory);
  if (!read.ok) return read;
  const hasRecords = prepared.value.some((name) => name === 'records.db' || name === 'records.created');
  if (!read.value && hasRecords) return fail({ code: 'KeysMissing' });
  const vault = createVault(options, read.value);
  if (options.profile === 'patients') return succeed(vault);
  const opened = await vault.openPractice();
  return opened.ok ? succeed(vault) : opened;
}

interface PracticeVault extends Vault {
  /** Opens it without being asked, making its key on the first run. */
  openPractice(): Promise<Result<DataKeys, Failure>>;
}

function createVault(options: VaultOptions, found: KeyFileContent | undefined): PracticeVault {
  const { world, directory, keychain, cost = passphraseCost } = options;
  const { random } = world;
  let content = found;
  let keys: DataKeys | undefined;
  const limited = limitGuesses(world);

  const open = (from: KeyFileContent, masterKey: Result<Uint8Array, Failure>): Result<DataKeys, Failure> => {
    if (!masterKey.ok) return masterKey;
    const derived = deriveProfileKeys(from, masterKey.value);
    masterKey.value.fill(0);
    if (!derived) return fail({ code: 'KeyFileDamaged' });
    keys = derived;
    return succeed(derived);
  };
  const make = async (
    slotsFor: (profileId: string, masterKey: Uint8Array) => Promise<Result<readonly Slot[], Failure>>,
  ): Promise<Result<DataKeys, Failure>> => {
    const profileId = Buffer.from(random.bytes(16)).toString('hex');
    const masterKey = random.bytes(32);
    const slots = await slotsFor(profileId, masterKey);
    if (!slots.ok) return slots;
    const epoch = makeEpoch(random, profileId, masterKey, 1);
    const made: KeyFileContent = { version: 1, profileId, slots: [...slots.value], epoch };
    const written = await writeKeyFile(world.files, directory, made);
    if (!written.ok) return written;
    content = made;
    return open(made, succeed(masterKey));
  };

  return {
    describe: () => ({
      state: keys ? 'open' : content ? 'locked' : 'notSetUp',
      keychain: keychain.available,
      slots: content?.slots.map((slot) => slot.kind) ?? [],
    }),
    setUp: (way) =>
      limited(async () => {
        if (content) return fail({ code: 'VaultAlreadySetUp' });
        const recoveryCode = writeRecoveryCode(random.bytes(recoveryCodeBytes));
        const made = await make((profileId, masterKey) =>
          makeSlots(random, keychain, { way, recoveryCode, profileId, masterKey, cost }),
        );
        return made.ok ? succeed({ recoveryCode, keys: made.value }) : made;
      }),
    unlock: (way) =>
      limited(async () => {
        if (!content) return fail({ code: 'VaultNotSetUp' });
        return keys ? succeed(keys) : open(content, await openMasterKey(content, keychain, way));
      }),
    verify: (way) =>
      limited(async () => {
        if (!content) return fail({ code: 'VaultNotSetUp' });
        const masterKey = await openMasterKey(content, keychain, way);
        if (!masterKey.ok) return masterKey;
        masterKey.value.fill(0);
        return succeed(undefined);
      }),
    keys: () => keys,
    lock() {
      if (keys) wipeKeys(keys);
      keys = undefined;
    },
    openPractice: () =>
      content
        ? Promise.resolve(open(content, openPracticeKey(content)))
        : make((profileId, masterKey) => Promise.resolve(succeed([sealForPractice(random, profileId, masterKey)]))),
  };
}
