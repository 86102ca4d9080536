import type { DataKeys } from '#electron/base/crypto/dataKeys.ts';
import { networkUntil } from '#electron/base/http/networkUntil.ts';
import type { Log } from '#electron/base/logging/log.ts';
import type { World } from '#electron/base/world.ts';
import type { Parser } from '#electron/parser/index.ts';
import { type AnnotationJournal, createAnnotationJournal } from '#electron/services/annotations/index.ts';
import { createStudyCache, type StudyCache } from '#electron/services/cache/index.ts';
import {
  createDeskKeeper,
  createViewedKeeper,
  type DeskKeeper,
  type ViewedKeeper,
} from '#electron/services/desk/index.ts';
import type { Displays } from '#electron/services/displays/index.ts';
import { type HangingKeeper, StudiesToTry } from '#electron/services/hanging/index.ts';
import { openRecords, type Records } from '#electron/services/records/index.ts';
import type { Reports } from '#electron/services/reports/index.ts';
import type { Settings } from '#electron/services/settings/index.ts';
import type { SignIns } from '#electron/services/signIn/index.ts';
import { ObjectReader, Previews, type Studies } from '#electron/services/studies/index.ts';
import type { Worklist } from '#electron/services/worklist/index.ts';
import { type Result, succeed } from '#shared/base/result.ts';
import type { HostEvent } from '#shared/contract/events.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { NetworkDescription } from '#shared/contract/link.ts';
import type { ProfileKind } from '#shared/contract/vault.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { createAnnouncements } from './announcements.ts';
import { endServices } from './endServices.ts';
import { joinArchives } from './joinArchives.ts';
import type { LinkDesk } from './joinLink.ts';
import { joinWork, openStores } from './joinWork.ts';
import type { BuiltInArchive, OpenArchives } from './openArchives.ts';

export interface ServicesOptions {
  readonly world: World;
  readonly log: Log;
  /** Where this profile keeps everything. */
  readonly directory: string;
  readonly profile: ProfileKind;
  readonly keys: DataKeys;
  readonly appVersion: string;
  /** The practice archive; empty for patients. */
  readonly builtIn: readonly BuiltInArchive[];
  /** Reads whole instances of archives that hand out no frames of them, or no names that can be read. */
  readonly parser?: Parser | undefined;
  readonly emit: (event: HostEvent) => void;
  /** The network that this computer is on, by the reader's word on which cost money; undefined where nobody knows. */
  readonly currentNetwork?: (meteredNetworks: readonly string[]) => NetworkDescription | undefined;
}

/** Everything that works for one profile while it is open. */
export interface Services {
  readonly archives: OpenArchives;
  readonly records: Records;
  readonly reports: Reports;
  readonly annotations: AnnotationJournal;
  readonly desk: DeskKeeper;
  readonly viewed: ViewedKeeper;
  readonly settings: Settings;
  readonly displays: Displays;
  readonly hanging: HangingKeeper;
  readonly studiesToTry: StudiesToTry;
  /** True while the clock stands before the last thing that was recorded. */
  readonly clockSuspect: () => boolean;
  readonly studies: Studies;
  readonly previews: Previews;
  readonly objects: ObjectReader;
  readonly worklist: Worklist;
  readonly link: LinkDesk;
  readonly signIns: SignIns;
  /** An archive may be asked again what it had stopped on: it is looked at soon. */
  askAgain(): void;
  /** The list of archives has changed: clients, worklist and queue follow; what did not change goes on. */
  archivesChanged(replaced?: ArchiveId): Promise<void>;
  /** Settings have changed on which the order or the room for frames depends. */
  settingsChanged(): void;
  /** What is hung first may be something else now, and is fetched first. */
  hangingChanged(): void;
  /** The network under the connections has changed, or the computer woke: dial anew and look at every archive (N10). */
  networkChanged(): void;
  /** Cuts off every question to an archive, waits a moment for those who asked, and closes the stores in any case. */
  stop(): Promise<void>;
}

/** Opens a profile's stores and everything that works on them. The only place where services meet. */
export async function createServices(options: ServicesOptions): Promise<Result<Services, Failure>> {
  const { world, directory, keys, log } = options;
  const records = await openRecords(world, directory, keys);
  if (!records.ok) return records;
  const cache = await createStudyCache({ world, records: records.value, directory, keys, log });
  if (!cache.ok) {
    records.value.close();
    return cache;
  }
  const services = joinServices(options, records.value, cache.value);
  await services.archivesChanged();
  services.reports.start();
  return succeed(services);
}

function joinServices(options: ServicesOptions, records: Records, cache: StudyCache): Services {
  const announcements = createAnnouncements(options.world.clock, options.emit);
  const life = new AbortController();
  const archivesChanged = () => options.emit({ event: 'archives.changed' });
  const stores = openStores(options, records, cache);
  const { book, settings, audit } = stores;
  const { world, log, builtIn, parser } = options;
  const joined = joinArchives({
    world,
    log,
    builtIn,
    parser,
    network: networkUntil(world.network, life.signal),
    records,
    book,
    reconnect: (archiveId) => void reconnect(archiveId),
    onChanged: archivesChanged,
  });
  const { archives, signIns, prober } = joined;
  const work = joinWork(options, { ...stores, ...joined, announcements });
  const { reading, reports } = work;
  const { queue, prefetcher, worklist, studies } = reading;
  async function reconnect(replaced?: ArchiveId): Promise<void> {
    const unused = archives.reload(replaced);
    await queue.setArchives(archives.sources().map(({ client }) => client));
    await worklist.setSources(archives.sources());
    await Promise.all(unused.map((client) => client.close()));
    prefetcher.replan();
    archivesChanged();
  }
  return {
    archives,
    records,
    reports,
    annotations: createAnnotationJournal(world, records),
    desk: createDeskKeeper(world, records),
    viewed: createViewedKeeper(world, records),
    settings,
    displays: stores.displays,
    hanging: stores.hanging,
    studiesToTry: new StudiesToTry({
      clock: world.clock,
      cache,
      worklist,
      readiness: stores.readiness,
      correctionsOf: (archiveId) => stores.hanging.correctionsOf(archiveId),
      ended: life.signal,
    }),
    clockSuspect: () => audit.clockSuspect(),
    studies,
    previews: new Previews({
      cache,
      clientOf: (archiveId) => archives.clientOf(archiveId),
      isAllowed: (archiveId) => archives.find(archiveId)?.mayPreview === true,
    }),
    objects: new ObjectReader({
      cache,
      clientOf: (archiveId) => archives.clientOf(archiveId),
      parser,
      isAway: (archiveId) => queue.isAway(archiveId),
      noteOtherPatient: (study) => worklist.noteReplaced(study, 'patient'),
      signal: life.signal,
    }),
    worklist,
    link: work.link,
    signIns,
    archivesChanged: reconnect,
    askAgain() {
      prober.archiveAnswered();
      archivesChanged();
    },
    settingsChanged() {
      announcements.linkChanged();
      prefetcher.replanSoon();
      announcements.listChanged();
    },
    hangingChanged: () => prefetcher.replanSoon(),
    networkChanged() {
      book.noteNetworkChanged();
      queue.lineChanged();
      // What was new at the archives while the line was away is asked for at once, and waiting reports leave.
      void worklist.refresh();
      for (const { archiveId } of archives.sources()) reports.archiveAnswered(archiveId);
    },
    stop: () => endServices(options, { ...stores, ...joined, ...work, announcements, life }),
  };
}
