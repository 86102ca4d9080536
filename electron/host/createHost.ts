import { homedir } from 'node:os';
import { join } from 'node:path';
import { lockProfile, profileLockName } from '#electron/base/database/profileLock.ts';
import { attemptFiles } from '#electron/base/database/storeFailure.ts';
import { type FolderTrouble, findFolderTrouble } from '#electron/base/folders/folderTrouble.ts';
import type { World } from '#electron/base/world.ts';
import { type Parser, type ParserOptions, startParser } from '#electron/parser/index.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import type { HostEvent } from '#shared/contract/events.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { HostStart } from '#shared/contract/hostStart.ts';
import { AwayLock } from './awayLock.ts';
import { annotationHandlers } from './handlers/annotationHandlers.ts';
import { archiveHandlers } from './handlers/archiveHandlers.ts';
import { deskHandlers } from './handlers/deskHandlers.ts';
import { discHandlers } from './handlers/discHandlers.ts';
import { displayHandlers } from './handlers/displayHandlers.ts';
import { hangingHandlers } from './handlers/hangingHandlers.ts';
import { linkHandlers } from './handlers/linkHandlers.ts';
import { readingHandlers } from './handlers/readingHandlers.ts';
import { reportHandlers } from './handlers/reportHandlers.ts';
import { settingsHandlers } from './handlers/settingsHandlers.ts';
import { signInHandlers } from './handlers/signInHandlers.ts';
import { vaultHandlers } from './handlers/vaultHandlers.ts';
import { viewedHandlers } from './handlers/viewedHandlers.ts';
import type { Host, Keychain } from './host.ts';
import type { StartPractice } from './openPractice.ts';
import { Profiles } from './profiles.ts';
import { watchComputer } from './watchComputer.ts';

export interface HostExtras {
  /** Tests start another practice archive, or none; the built host one whose drawing thread is built too. */
  readonly startPractice?: StartPractice;
  /** Under Electron only the shell starts processes. Left out: a child of plain Node. */
  readonly launchParser?: ParserOptions['launch'];
  /** Tests stand in for another computer. */
  readonly findTrouble?: (folder: string) => Promise<FolderTrouble | undefined>;
}

/**
 * The machine side, ready to be served by any door. Fails with `ProfileInUse` when another copy has this person's
 * folder, with the disk's reason when that cannot be written, and with `FolderSynced`, `FolderOnNetwork` or `FolderUnfit` when it
 * is no place for patients' data.
 */
export async function createHost(
  start: HostStart,
  world: World,
  keychain: Keychain,
  extras: HostExtras = {},
): Promise<Result<Host, Failure>> {
  const { dataDirectory } = start;
  const trouble = await (extras.findTrouble ?? ((folder) => findTroubleHere(folder, world)))(dataDirectory);
  if (trouble) return fail(failureOfTrouble(trouble));
  const made = await attemptFiles(() => world.files.mkdir(dataDirectory, { recursive: true, mode: 0o700 }));
  if (!made.ok) return made;
  const lock = lockProfile(dataDirectory);
  if (!lock.ok) return lock;
  // SQLite makes it by the umask; like all else of a profile it is nobody else's, though it holds nothing.
  const locked = await attemptFiles(() => world.files.chmod(join(dataDirectory, profileLockName), 0o600));
  if (!locked.ok) {
    lock.value.release();
    return locked;
  }
  const listeners = new Set<(event: HostEvent) => void>();
  const emit = (event: HostEvent) => {
    for (const listener of listeners) listener(event);
  };
  const { startPractice, launchParser } = extras;
  let opened: Profiles | undefined;
  const parser = startParser({ clock: world.clock, ...(launchParser && { launch: launchParser }) });
  const computer = watchComputer(world, () => opened?.networkChanged());
  const { currentNetwork } = computer;
  const profiles = await Profiles.open({ start, world, keychain, emit, startPractice, parser, currentNetwork });
  if (!profiles.ok) {
    computer.stop();
    await parser.close();
    lock.value.release();
    return profiles;
  }
  opened = profiles.value;
  const away = lockWhenAway(world, profiles.value, emit);
  const release = async () => {
    away.stop();
    computer.stop();
    await parser.close();
    lock.value.release();
  };
  return succeed(hostOf(world, profiles.value, parser, away, listeners, emit, release));
}

/** Locks the screen of whoever went away. */
function lockWhenAway(world: World, profiles: Profiles, emit: (event: HostEvent) => void): AwayLock {
  return new AwayLock({
    clock: world.clock,
    minutes: () => profiles.lockAfterMinutes(),
    onWarned: () => emit({ event: 'host.changed' }),
    onAway: () => void profiles.lockScreen(),
  });
}

function findTroubleHere(folder: string, { files }: World): Promise<FolderTrouble | undefined> {
  return findFolderTrouble(folder, { platform: process.platform, home: homedir(), environment: process.env, files });
}

function failureOfTrouble(trouble: FolderTrouble): Failure {
  if (trouble.kind === 'synced') return failureOf('FolderSynced', { service: trouble.service });
  if (trouble.kind === 'network') return failureOf('FolderOnNetwork');
  return failureOf('FolderUnfit', { fileSystem: trouble.fileSystem });
}

function hostOf(
  world: World,
  profiles: Profiles,
  parser: Parser,
  away: AwayLock,
  listeners: Set<(event: HostEvent) => void>,
  emit: (event: HostEvent) => void,
  release: () => Promise<void>,
): Host {
  let stopping: Promise<void> | undefined;
  return {
    handlers: {
      ...readingHandlers(profiles),
      ...reportHandlers(profiles),
      ...vaultHandlers(profiles, emit, away),
      ...settingsHandlers(profiles, emit),
      ...linkHandlers(profiles),
      ...displayHandlers(profiles, emit),
      ...archiveHandlers(world, profiles, parser),
      ...signInHandlers(profiles),
      ...discHandlers(world, profiles, parser),
      ...annotationHandlers(profiles, emit),
      ...deskHandlers(profiles),
      ...viewedHandlers(profiles),
      ...hangingHandlers(world, profiles, parser, emit),
    },
    async readFrame(key, options) {
      const services = await profiles.services();
      return services.ok ? services.value.studies.readFrame(key, options) : services;
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    noteComputer: (event) => {
      if (event === 'left') away.leave();
      else profiles.networkChanged();
    },
    stop() {
      stopping ??= profiles.stop().finally(release);
      return stopping;
    },
  };
}
