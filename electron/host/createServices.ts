import type { DataKeys } from '#electron/base/crypto/dataKeys.ts';
import { networkUntil } from '#electron/base/http/networkUntil.ts';
import type { Log } from '#electron/base/logging/log.ts';
import type { World } from '#electron/base/world.ts';
import type { Parser } from '#electron/parser/index.ts';
import { createAuditTrail } from '#electron/services/audit/index.ts';
import { createStudyCache, type StudyCache } from '#electron/services/cache/index.ts';
import { createLinkBook } from '#electron/services/link/index.ts';
import { ReadinessBook } from '#electron/services/prefetch/index.ts';
import { openRecords, type Records } from '#electron/services/records/index.ts';
import type { Reports } from '#electron/services/reports/index.ts';
import { createKeptValues, createSettings, type Settings } from '#electron/services/settings/index.ts';
import type { SignIns } from '#electron/services/signIn/index.ts';
import { Previews, type Studies } from '#electron/services/studies/index.ts';
import type { Worklist } from '#electron/services/worklist/index.ts';
import { type Result, succeed } from '#shared/base/result.ts';
import type { HostEvent } from '#shared/contract/events.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { NetworkDescription } from '#shared/contract/link.ts';
import type { ProfileKind } from '#shared/contract/vault.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { createAnnouncements } from './announcements.ts';
import { ArchiveProber } from './archiveProber.ts';
import { askWithin } from './askWithin.ts';
import { joinLink, type LinkDesk } from './joinLink.ts';
import { joinReading } from './joinReading.ts';
import { joinReports } from './joinReports.ts';
import { joinSignIns } from './joinSignIns.ts';
import { LineBudget } from './lineBudget.ts';
import { watchMainsPower } from './mainsPower.ts';
import { type BuiltInArchive, OpenArchives } from './openArchives.ts';
import { settledWithin } from './settledWithin.ts';

/** Before a report is looked over, its archive is asked once more; a reader is not kept waiting for it longer. */
const askBeforeSigningMs = 4_000;

/** What waits for nothing outside is done in a blink; whoever still is not is left behind, for the keys must go. */
const endWithinMs = 2_000;

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
  readonly settings: Settings;
  /** True while the clock stands before the last thing that was recorded. */
  readonly clockSuspect: () => boolean;
  readonly studies: Studies;
  readonly previews: Previews;
  readonly worklist: Worklist;
  readonly link: LinkDesk;
  readonly signIns: SignIns;
  /** An archive may be asked again what it had stopped on: it is looked at soon. */
  askAgain(): void;
  /** The list of archives has changed: clients, worklist and queue follow; what did not change goes on. */
  archivesChanged(replaced?: ArchiveId): Promise<void>;
  /** Settings have changed on which the order or the room for frames depends. */
  settingsChanged(): void;
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
  const { world, log } = options;
  const announcements = createAnnouncements(world.clock, options.emit);
  const life = new AbortController();
  const network = networkUntil(world.network, life.signal);
  const book = createLinkBook({
    clock: world.clock,
    database: records.database,
    onNotSaved: ({ code }) => log.warn('link.notSaved', { code }),
  });
  const signIns = joinSignIns({
    // Not cut off by the end as questions to archives are: a renewal that is under way is waited for, shortly.
    world,
    records,
    // Its client is made anew, so that nobody waits out a pause that the old sign-in brought about.
    onSignedIn: (archiveId) => void reconnect(archiveId),
    onChanged: () => options.emit({ event: 'archives.changed' }),
    onNotKept: (code) => log.warn('signIn.notKept', { code }),
  });
  const archives = new OpenArchives(
    { ...world, network },
    records.archives,
    options.builtIn,
    options.parser,
    records.archiveNotes,
    (archiveId) => ({ meter: book.meterOf(archiveId), patience: () => book.patienceOf(archiveId) }),
    (archiveId) => ({
      route: records.archiveRoutes.read(archiveId),
      credentials: signIns.credentialsFor(archiveId),
    }),
  );
  const prober = new ArchiveProber({
    clock: world.clock,
    list: () => archives.listProbed(),
    onProbed: () => options.emit({ event: 'archives.changed' }),
    onBug: (bug) => log.error('archive.probeUnexpected', { kind: bug instanceof Error ? bug.name : typeof bug }),
  });
  const settings = createSettings(records, options.profile);
  const kept = createKeptValues(records);
  const networkNow = () => options.currentNetwork?.(settings.read().link.meteredNetworks);
  const power = watchMainsPower(world, process.platform);
  const readiness = new ReadinessBook(cache, world.clock);
  const audit = createAuditTrail(world, records);
  const { reports, progressOf } = joinReports({
    world,
    records,
    cache,
    settings,
    archives,
    announcements,
    audit: { append: (action, details) => audit.record(action, details) },
    appVersion: options.appVersion,
    attributesOf: (study) => reading.worklist.attributesOf(study),
    lastLook: (study) => readiness.lastLook(study),
    readinessOf: (study) => readiness.of(study),
    askArchive: (study) => askWithin(world.clock, askBeforeSigningMs, () => reading.studies.lookAgain(study)),
    onSigned: (study) => {
      readiness.noteSigned(study);
      void reading.studies.lookAgain(study);
    },
  });
  const budget: LineBudget = new LineBudget({
    clock: world.clock,
    settings,
    kept,
    book,
    network: networkNow,
    room: () => reading.room.forBudget,
  });
  const reading = joinReading({
    world,
    log,
    cache,
    records,
    settings,
    archives,
    readiness,
    reports,
    progressOf,
    isOnBattery: () => power.isOnBattery,
    announcements,
    kept,
    budget,
    book,
    parser: options.parser,
    onArchiveAnswered: () => prober.archiveAnswered(),
  });
  const { queue, prefetcher, worklist, loader, headers, studies } = reading;
  async function reconnect(replaced?: ArchiveId): Promise<void> {
    const unused = archives.reload(replaced);
    await queue.setArchives(archives.sources().map(({ client }) => client));
    await worklist.setSources(archives.sources());
    await Promise.all(unused.map((client) => client.close()));
    prefetcher.replan();
    options.emit({ event: 'archives.changed' });
  }
  return {
    archives,
    records,
    reports,
    settings,
    clockSuspect: () => audit.clockSuspect(),
    studies,
    previews: new Previews({
      cache,
      clientOf: (archiveId) => archives.clientOf(archiveId),
      isAllowed: (archiveId) => archives.find(archiveId)?.mayPreview === true,
    }),
    worklist,
    link: joinLink({
      sources: () => archives.sources(),
      settings,
      book,
      budget,
      queue,
      storage: () => reading.room.describe(),
      arrivals: () => prefetcher.listArrivals(),
      network: networkNow,
      onChanged() {
        prefetcher.replan();
        announcements.linkChanged();
        announcements.listChanged();
      },
    }),
    signIns,
    archivesChanged: reconnect,
    askAgain() {
      prober.archiveAnswered();
      options.emit({ event: 'archives.changed' });
    },
    settingsChanged() {
      announcements.linkChanged();
      prefetcher.replanSoon();
      announcements.listChanged();
    },
    networkChanged() {
      book.noteNetworkChanged();
      queue.lineChanged();
      // What was new at the archives while the line was away is asked for at once, and waiting reports leave.
      void worklist.refresh();
      for (const { archiveId } of archives.sources()) reports.archiveAnswered(archiveId);
    },
    async stop() {
      announcements.stop();
      power.stop();
      reading.laterChecks?.stop();
      reading.checker?.stop();
      life.abort();
      const ending = [
        prober.stop(),
        signIns.stop(),
        reports.stop(),
        prefetcher.stop(),
        worklist.stop(),
        loader.stop(),
        headers?.stop(),
        queue.stop(),
        archives.close(),
      ];
      const { unfinished, errors } = await settledWithin(world.clock, endWithinMs, ending);
      if (unfinished > 0 || errors.length > 0) log.warn('services.endedHard', { unfinished, errors: errors.length });
      book.stop();
      await cache.close();
      records.close();
    },
  };
}
