import { join } from 'node:path';
import { createLog, type Log } from '#electron/base/logging/log.ts';
import { createRotatingFile } from '#electron/base/logging/rotatingFile.ts';
import type { World } from '#electron/base/world.ts';
import type { Parser } from '#electron/parser/index.ts';
import { openVault, type UnlockWith, type Vault } from '#electron/services/vault/index.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import type { HostEvent } from '#shared/contract/events.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { HostStart } from '#shared/contract/hostStart.ts';
import { contractVersion } from '#shared/contract/index.ts';
import type { HostDescription, ProfileKind } from '#shared/contract/vault.ts';
import { createServices, type Services, type ServicesOptions } from './createServices.ts';
import type { Keychain } from './host.ts';
import { type OpenPractice, openPractice, practiceArchive, type StartPractice } from './openPractice.ts';

export interface ProfilesOptions {
  readonly start: HostStart;
  readonly world: World;
  readonly keychain: Keychain;
  readonly emit: (event: HostEvent) => void;
  readonly startPractice?: StartPractice | undefined;
  readonly parser?: Parser | undefined;
  readonly currentNetwork?: ServicesOptions['currentNetwork'];
}

interface OpenProfile {
  readonly kind: ProfileKind;
  readonly services: Services;
  readonly practice?: OpenPractice;
}

/**
 * The two profiles, of which one is open: practice, whose studies are drawn and whose key is thrown away, and patients,
 * which is locked. Each has a folder, stores and services of its own; nothing passes from one to the other.
 */
export class Profiles {
  readonly #options: ProfilesOptions;
  readonly #vault: Result<Vault, Failure>;
  #open: OpenProfile | undefined;
  /** From the wish to lock until the keys are gone: whoever asks is told "locked" at once. */
  #locking = false;
  /** The patients are open, and whoever asks for them is told that they are locked; what fetches and sends goes on. */
  #isScreenLocked = false;
  /** Changes of profile, one after the other; whoever asks for services waits for the last. */
  #changing: Promise<unknown> = Promise.resolve();

  private constructor(options: ProfilesOptions, vault: Result<Vault, Failure>) {
    this.#options = options;
    this.#vault = vault;
  }

  /** Opens practice: the patients' profile waits for its key. */
  static async open(options: ProfilesOptions): Promise<Result<Profiles, Failure>> {
    const { world, start } = options;
    // A vault that cannot be read does not stop the start: it is said when someone wants to open it.
    const vault = await openVault({
      world,
      directory: join(start.dataDirectory, 'patients'),
      keychain: vaultKeychain(options.keychain),
      profile: 'patients',
    });
    const profiles = new Profiles(options, vault);
    const opened = await profiles.switchTo('practice');
    return opened.ok ? succeed(profiles) : opened;
  }

  get vault(): Result<Vault, Failure> {
    return this.#vault;
  }

  get kind(): ProfileKind {
    return this.#open?.kind ?? 'practice';
  }

  /** The open profile's services, once a change that is under way is done. */
  async services(): Promise<Result<Services, Failure>> {
    await this.#changing;
    return this.#open && !this.#isScreenLocked ? succeed(this.#open.services) : fail(failureOf('StoreLocked'));
  }

  /** As `services`, also behind the locked screen: for what tells nothing and only lets go. */
  async servicesBehindLock(): Promise<Result<Services, Failure>> {
    await this.#changing;
    return this.#open ? succeed(this.#open.services) : fail(failureOf('StoreLocked'));
  }

  /** As `services`, of one profile only: while the other is open it is as one that is locked. */
  async servicesOf(kind: ProfileKind): Promise<Result<Services, Failure>> {
    await this.#changing;
    return this.#open?.kind === kind && !this.#isScreenLocked
      ? succeed(this.#open.services)
      : fail(failureOf('StoreLocked'));
  }

  /** Closes the one and opens the other. Patients must be unlocked; if they cannot be opened, practice stays. */
  switchTo(kind: ProfileKind): Promise<Result<void, Failure>> {
    return this.#inTurn(() => this.#change(kind));
  }

  /** Ends whatever uses the keys, forgets them, and only then opens practice: nothing of that holds the lock up. */
  async lock(): Promise<Result<void, Failure>> {
    this.#locking = true;
    this.#options.emit({ event: 'host.changed' });
    try {
      return await this.#inTurn(() => this.#change('practice', () => this.#forgetKeys()));
    } finally {
      this.#locking = false;
      this.#options.emit({ event: 'host.changed' });
    }
  }

  /**
   * Nobody sees or asks anything of the patients until the lock is opened; fetching and sending go on, with the keys that
   * they need. True when there was something to lock.
   */
  lockScreen(): boolean {
    if (this.#open?.kind !== 'patients' || this.#isScreenLocked || this.#locking) return false;
    this.#isScreenLocked = true;
    this.#options.emit({ event: 'host.changed' });
    return true;
  }

  /** Opens the lock, whichever it is, and the patients' profile with it: nobody unlocks it to go on practising. */
  async unlock(way: UnlockWith): Promise<Result<void, Failure>> {
    if (!this.#vault.ok) return this.#vault;
    if (!this.#isScreenLocked) {
      const unlocked = await this.#vault.value.unlock(way);
      return unlocked.ok ? this.switchTo('patients') : unlocked;
    }
    const verified = await this.#vault.value.verify(way);
    if (!verified.ok) return verified;
    this.#isScreenLocked = false;
    this.#options.emit({ event: 'host.changed' });
    this.#options.emit({ event: 'worklist.changed' });
    return verified;
  }

  /** After how many minutes without a touch the screen is locked; undefined where there is nothing to lock, or it is not wanted. */
  lockAfterMinutes(): number | undefined {
    if (this.#open?.kind !== 'patients' || this.#isScreenLocked) return undefined;
    return this.#open.services.settings.read().lockAfterMinutes ?? undefined;
  }

  describe(): HostDescription {
    const { start, keychain } = this.#options;
    const isOpen = this.#vault.ok && !this.#locking && !this.#isScreenLocked;
    const state = isOpen ? this.#vault.value.describe().state : 'locked';
    const progress = this.#open?.practice?.progress();
    return {
      contractVersion,
      appVersion: start.appVersion,
      door: start.door,
      profile: this.kind,
      lock: { state, keychain: keychain.available, ...(this.#isScreenLocked && { fetchesOn: true }) },
      ...(progress === undefined ? {} : { practiceProgress: progress }),
      clockSuspect: this.#open?.services.clockSuspect() ?? false,
    };
  }

  /** Of the profile that is open; the other dials when it is opened. */
  networkChanged(): void {
    this.#open?.services.networkChanged();
    // The clock may have been set too: whoever shows it asks again.
    this.#options.emit({ event: 'host.changed' });
  }

  stop(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#close();
      this.#forgetKeys();
    });
  }

  async #change(kind: ProfileKind, whileNoneIsOpen: () => void = () => {}): Promise<Result<void, Failure>> {
    // Behind the locked screen nobody goes to the patients, and whoever goes to practice leaves no key behind.
    if (this.#isScreenLocked && kind === 'patients') return fail(failureOf('StoreLocked'));
    if (this.#open?.kind === kind) {
      whileNoneIsOpen();
      return succeed(undefined);
    }
    const ready = kind === 'patients' ? this.#unlocked() : succeed(undefined);
    if (!ready.ok) return ready;
    const before = this.#open?.kind;
    await this.#close();
    whileNoneIsOpen();
    if (this.#isScreenLocked) this.#forgetKeys();
    this.#isScreenLocked = false;
    const opened = await this.#openProfile(kind);
    if (!opened.ok && before) await this.#openProfile(before);
    this.#options.emit({ event: 'host.changed' });
    this.#options.emit({ event: 'worklist.changed' });
    return opened;
  }

  #forgetKeys(): void {
    if (this.#vault.ok) this.#vault.value.lock();
  }

  async #openProfile(kind: ProfileKind): Promise<Result<void, Failure>> {
    const { world, start, emit, parser, currentNetwork } = this.#options;
    const directory = join(start.dataDirectory, kind);
    const vault = kind === 'patients' ? this.#vault : await this.#openPracticeVault(directory);
    if (!vault.ok) return vault;
    const keys = vault.value.keys();
    if (!keys) return fail(failureOf('StoreLocked'));
    const log = openLog(world, directory);
    const practice = kind === 'practice' ? this.#startPractice(log) : undefined;
    const builtIn = practice ? [practiceArchive(practice)] : [];
    const { appVersion } = start;
    const services = await createServices({
      world,
      log,
      directory,
      profile: kind,
      keys,
      appVersion,
      builtIn,
      parser,
      emit,
      ...(currentNetwork ? { currentNetwork } : {}),
    });
    if (!services.ok) {
      await practice?.close();
      return services;
    }
    this.#open = { kind, services: services.value, ...(practice ? { practice } : {}) };
    return succeed(undefined);
  }

  #openPracticeVault(directory: string): Promise<Result<Vault, Failure>> {
    const { world, keychain } = this.#options;
    return openVault({ world, directory, keychain: vaultKeychain(keychain), profile: 'practice' });
  }

  #startPractice(log: Log): OpenPractice {
    const { world, start, emit, startPractice } = this.#options;
    return openPractice(world, start.cacheDirectory, () => emit({ event: 'host.changed' }), log, startPractice);
  }

  async #close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    // The practice archive first lets go of whoever waits for it, so that the services can end.
    open?.practice?.giveUp();
    await open?.services.stop();
    await open?.practice?.close();
  }

  #unlocked(): Result<void, Failure> {
    if (!this.#vault.ok) return this.#vault;
    const { state } = this.#vault.value.describe();
    if (state === 'open') return succeed(undefined);
    return fail(failureOf(state === 'notSetUp' ? 'VaultNotSetUp' : 'StoreLocked'));
  }

  #inTurn<Value>(change: () => Promise<Value>): Promise<Value> {
    const done = this.#changing.then(change, change);
    this.#changing = done.catch(() => undefined);
    return done;
  }
}

function openLog(world: World, directory: string): Log {
  return createLog({
    clock: world.clock,
    sink: createRotatingFile({ files: world.files, directory: join(directory, 'logs') }),
  });
}

/** The vault's keychain rejects where the host's answers a failure. */
function vaultKeychain(keychain: Keychain) {
  const bytesFrom = async (answer: Promise<Result<Uint8Array, Failure>>) => {
    const result = await answer;
    if (!result.ok) throw new Error(result.failure.code);
    return result.value;
  };
  return {
    get available() {
      return keychain.available;
    },
    seal: (bytes: Uint8Array) => bytesFrom(keychain.seal(bytes)),
    unseal: (bytes: Uint8Array) => bytesFrom(keychain.unseal(bytes)),
  };
}
