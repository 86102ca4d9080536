import { type AuditTrail, createAuditTrail } from '#electron/services/audit/index.ts';
import type { StudyCache } from '#electron/services/cache/index.ts';
import { createDisplays, type Displays } from '#electron/services/displays/index.ts';
import { createHangingKeeper, type HangingKeeper } from '#electron/services/hanging/index.ts';
import { createLinkBook, type LinkBook } from '#electron/services/link/index.ts';
import { ReadinessBook } from '#electron/services/prefetch/index.ts';
import type { Records } from '#electron/services/records/index.ts';
import type { Reports } from '#electron/services/reports/index.ts';
import { createKeptValues, createSettings, type KeptValues, type Settings } from '#electron/services/settings/index.ts';
import { HeavyStudies } from '#electron/services/studies/index.ts';
import displayPolicy from '#resources/displays/policy.json' with { type: 'json' };
import type { NetworkDescription } from '#shared/contract/link.ts';
import type { Announcements } from './announcements.ts';
import { askWithin } from './askWithin.ts';
import type { ServicesOptions } from './createServices.ts';
import type { JoinedArchives } from './joinArchives.ts';
import { joinLink, type LinkDesk } from './joinLink.ts';
import { joinReading, type Reading } from './joinReading.ts';
import { joinReports } from './joinReports.ts';
import { LineBudget } from './lineBudget.ts';
import { watchMainsPower } from './mainsPower.ts';
import { walkAudit } from './walkAudit.ts';

/** Before a report is looked over, its archive is asked once more; a reader is not kept waiting for it longer. */
const askBeforeSigningMs = 4_000;
const heavyTopic = 'heavyStudies';

/** What is kept of a profile, each store under the name by which the others ask for it. */
export interface Stores {
  readonly records: Records;
  readonly cache: StudyCache;
  readonly book: LinkBook;
  readonly settings: Settings;
  readonly kept: KeptValues;
  readonly audit: AuditTrail;
  readonly displays: Displays;
  readonly hanging: HangingKeeper;
  readonly readiness: ReadinessBook;
  readonly heavy: HeavyStudies;
}

export function openStores({ world, log, profile }: ServicesOptions, records: Records, cache: StudyCache): Stores {
  const heavy = new HeavyStudies({
    read: (archiveId) => records.archiveNotes.read(archiveId, heavyTopic),
    save: (archiveId, notes) => records.archiveNotes.save(archiveId, heavyTopic, notes).ok,
  });
  const settings = createSettings(records, profile);
  const audit = createAuditTrail(world, records);
  return {
    records,
    cache,
    book: createLinkBook({
      clock: world.clock,
      database: records.database,
      onNotSaved: ({ code }) => log.warn('link.notSaved', { code }),
    }),
    settings,
    kept: createKeptValues(records),
    audit,
    displays: createDisplays({
      clock: world.clock,
      records,
      audit,
      policy: displayPolicy,
      operator: () => settings.read().reader.name,
    }),
    hanging: createHangingKeeper({ world, records, audit, operator: () => settings.read().reader.name }),
    readiness: new ReadinessBook(cache, world.clock, (study) => heavy.isNoted(study)),
    heavy,
  };
}

export interface Work {
  readonly reports: Reports;
  readonly reading: Reading;
  readonly link: LinkDesk;
  /** Ends what only watches. */
  stopWatching(): void;
}

export type WorkNeeds = Stores & JoinedArchives & { readonly announcements: Announcements };

/** Reports, reading and line: each is handed what it may know of the others as a function. */
export function joinWork(options: ServicesOptions, needs: WorkNeeds): Work {
  const { world, log } = options;
  const { settings, kept, book, audit, readiness, prober } = needs;
  const network = () => options.currentNetwork?.(settings.read().link.meteredNetworks);
  const power = watchMainsPower(world, process.platform);
  const stopWalk = walkAudit({ clock: world.clock, audit, log });
  const { reports, progressOf } = joinReports({
    ...needs,
    world,
    audit: { append: (action, details) => audit.record(action, details) },
    appVersion: options.appVersion,
    attributesOf: (study) => reading.worklist.attributesOf(study),
    lastLook: (study) => readiness.lastLook(study),
    readinessOf: (study) => readiness.of(study),
    changeOf: (study) => reading.worklist.changeOf(study),
    askArchive: (study) => askWithin(world.clock, askBeforeSigningMs, () => reading.studies.lookAgain(study)),
    onSent: (study, own) => {
      if (readiness.noteOwnReports(study, own)) needs.announcements.readinessChanged(study);
    },
    onSigned: (study) => {
      readiness.noteSigned(study);
      reading.worklist.noteSigned(study);
      void reading.studies.lookAgain(study);
    },
  });
  const room = () => reading.room.forBudget;
  const budget: LineBudget = new LineBudget({ clock: world.clock, settings, kept, book, network, room });
  const reading: Reading = joinReading({
    ...needs,
    world,
    log,
    reports,
    progressOf,
    isOnBattery: () => power.isOnBattery,
    budget,
    parser: options.parser,
    onArchiveAnswered: () => prober.archiveAnswered(),
  });
  const stopWatching = () => {
    power.stop();
    stopWalk();
  };
  return { reports, reading, link: createLinkDesk(needs, reading, budget, network), stopWatching };
}

function createLinkDesk(
  { archives, settings, book, announcements }: WorkNeeds,
  { queue, room, prefetcher }: Reading,
  budget: LineBudget,
  network: () => NetworkDescription | undefined,
): LinkDesk {
  return joinLink({
    sources: () => archives.sources(),
    settings,
    book,
    budget,
    queue,
    storage: () => room.describe(),
    arrivals: () => prefetcher.listArrivals(),
    network,
    onChanged() {
      prefetcher.replan();
      announcements.linkChanged();
      announcements.listChanged();
    },
  });
}
