import type { Log } from '#electron/base/logging/log.ts';
import type { World } from '#electron/base/world.ts';
import type { Parser } from '#electron/parser/index.ts';
import type { AuditTrail } from '#electron/services/audit/index.ts';
import type { StudyCache } from '#electron/services/cache/index.ts';
import type { HangingKeeper } from '#electron/services/hanging/index.ts';
import type { LinkBook } from '#electron/services/link/index.ts';
import {
  type FetchQueue,
  type FrameChecker,
  HangOrders,
  type LaterChecks,
  LearnedSizes,
  Prefetcher,
  type PrefetcherOptions,
  type ReadinessBook,
  StudyIndex,
} from '#electron/services/prefetch/index.ts';
import type { Records } from '#electron/services/records/index.ts';
import type { Reports } from '#electron/services/reports/index.ts';
import type { KeptValues, Settings } from '#electron/services/settings/index.ts';
import { type HeaderReader, type HeavyStudies, Studies, type StudyLoader } from '#electron/services/studies/index.ts';
import { Worklist, type WorklistOptions } from '#electron/services/worklist/index.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { ReportProgress } from '#shared/contract/worklist.ts';
import type { FrameKey, StudyRef } from '#shared/dicom/frameKey.ts';
import type { Announcements } from './announcements.ts';
import type { CacheRoom } from './cacheRoom.ts';
import { checkLater, joinFrames, logBug } from './joinFrames.ts';
import { createHeaderReader, createLoader, loadWithPriors } from './joinMetadata.ts';
import { createRoom } from './joinRoom.ts';
import type { LineBudget } from './lineBudget.ts';
import type { OpenArchives } from './openArchives.ts';
import { watchReplaced } from './watchReplaced.ts';

const changesTopic = 'changedStudies';

export interface ReadingNeeds {
  readonly world: World;
  readonly log: Log;
  readonly cache: StudyCache;
  readonly records: Records;
  readonly audit: AuditTrail;
  readonly settings: Settings;
  readonly archives: OpenArchives;
  readonly readiness: ReadinessBook;
  /** Left out where nothing outlives this run. */
  readonly heavy?: HeavyStudies;
  readonly reports: Reports;
  readonly progressOf: (study: StudyRef) => ReportProgress | undefined;
  /** Undefined where this computer does not say. */
  readonly isOnBattery: () => boolean | undefined;
  readonly announcements: Announcements;
  readonly kept: KeptValues;
  readonly budget: Pick<LineBudget, 'now'>;
  readonly book: LinkBook;
  /** By what studies are hung: what will hang first is fetched first. */
  readonly hanging: Pick<HangingKeeper, 'protocolsInForce' | 'correctionsOf'>;
  /** Reads the headers of images whose archive cannot say the patient's name. */
  readonly parser: Parser | undefined;
  /** An archive answers that had not. */
  readonly onArchiveAnswered: () => void;
}

/** Worklist, prefetch and studies: each is handed what it may know of the others as a function. */
export interface Reading {
  readonly queue: FetchQueue;
  readonly checker: FrameChecker | undefined;
  readonly laterChecks: LaterChecks | undefined;
  readonly worklist: Worklist;
  readonly loader: StudyLoader;
  readonly headers: HeaderReader | undefined;
  readonly prefetcher: Prefetcher;
  readonly studies: Studies;
  readonly room: CacheRoom;
}

export function joinReading(needs: ReadingNeeds): Reading {
  const { cache, readiness, announcements } = needs;
  const index = new StudyIndex(cache, new LearnedSizes(needs.kept));
  needs.archives.lookUpImagesWith((archiveId, { study, series, instance }) => {
    const image = { studyInstanceUID: study, seriesInstanceUID: series, sopInstanceUID: instance };
    return index.instanceOf({ archiveId, ...image, frameNumber: 1 })?.attributes;
  });
  const { queue, checker } = joinFrames(needs, index, {
    planLow: () => prefetcher.replanSoon(),
    mayFetchAhead: () => !cache.isRebuilding,
    stored: (key) => prefetcher.noteStored(key),
    bad: (key, digest) => void studies.condemnFrame(key, digest),
    differs: (key) => worklist.noteDiffers(key),
  });
  const flowFailureOf = (study: StudyRef) =>
    queue.failureOf(study) ?? (prefetcher.isOpen(study) ? undefined : room.failureFor(isStat(study)));
  const isStat = (study: StudyRef) => worklist.priorityOf(study) === 'STAT';
  const worklist = createWorklist(needs, queue, {
    flowFailureOf,
    arrivalOf: (study) => prefetcher.arrivalOf(study),
    isOpen: (study) => prefetcher.isOpen(study),
    // Also of a study that the list does not name, and that nothing else reads again.
    openGrew: (study) => void loader.load(study, 'interactive'),
    replan: () => prefetcher.replanSoon(),
    renamed: (study) => void loader.load(study, 'background'),
  });
  const loader = createLoader(
    needs,
    index,
    queue,
    (study) => prefetcher.isOpen(study),
    (study, instance) => {
      const searched = worklist.attributesOf(study);
      worklist.noteMetadata(study, instance);
      headers?.consider(study, searched, instance);
      announcements.readinessChanged(study);
      if (prefetcher.isOpen(study)) announcements.emit({ event: 'studies.changed', study });
    },
  );
  const headers = createHeaderReader(needs, index, (study, header, keywords) => {
    worklist.noteHeader(study, header, keywords);
    if (prefetcher.isOpen(study)) announcements.emit({ event: 'studies.changed', study });
  });
  const room = createRoom(needs, worklist, {
    isOpen: (study) => prefetcher.isOpen(study),
    onEvicted: (study) => index.forget(study),
    replan: () => prefetcher.replanSoon(),
  });
  const loadMetadata = (study: StudyRef) => loadWithPriors(loader, worklist, study);
  const prefetcher: Prefetcher = createPrefetcher(needs, index, { queue, worklist, room, loadMetadata });
  const noteLost = (keys: readonly FrameKey[]) => {
    for (const study of prefetcher.noteLost(keys)) announcements.readinessChanged(study);
  };
  watchReplaced(needs, queue, worklist, noteLost);
  const studies = new Studies({
    cache,
    queue,
    prefetcher,
    readiness,
    loader,
    worklist,
    clientOf: (archiveId) => needs.archives.clientOf(archiveId),
    onReadiness: (study) => announcements.readinessChanged(study),
    onStudyChanged: (study) => announcements.emit({ event: 'studies.changed', study }),
    onFrameLost: (key) => noteLost([key]),
    ...(checker && {
      makesImage: async (frame) => {
        const instance = index.instanceOf(frame.key);
        return instance !== undefined && (await checker.makesImage(frame, instance.attributes));
      },
    }),
    onReopened: (study) => headers?.consider(study, worklist.attributesOf(study), undefined),
  });
  const laterChecks = keepUp(needs, index, { queue, checker, worklist, prefetcher, studies }, noteLost);
  worklist.load();
  return { queue, checker, laterChecks, worklist, loader, headers, prefetcher, studies, room };
}

function createPrefetcher(
  { world, log, cache, readiness, announcements, budget, settings, book, kept, hanging }: ReadingNeeds,
  index: StudyIndex,
  parts: Pick<Reading, 'queue' | 'worklist' | 'room'> & Pick<PrefetcherOptions, 'loadMetadata'>,
): Prefetcher {
  const { queue, worklist, room, loadMetadata } = parts;
  const hangOrders = new HangOrders(index, hanging, worklist);
  // The first plan asks it for an order as soon as the headers of a study are here.
  hangOrders.makeReady().catch((bug: unknown) => logBug(log, bug));
  return new Prefetcher({
    clock: world.clock,
    queue,
    cache,
    index,
    readiness,
    listAssigned: () => worklist.listToPrefetch(),
    priorsOf: (study) => worklist.priorsToPrefetch(study),
    listToLookAt: () => worklist.reportedThatGrew(),
    loadMetadata,
    room,
    hangOrders,
    budget: () => budget.now(),
    householdPercent: () => settings.read().link.householdPercent,
    lines: book,
    kept,
    onArrivals: (studies) => {
      for (const study of studies) announcements.readinessChanged(study);
      announcements.linkChanged();
    },
    // How true the estimates are, for whoever looks into why a study was late; no study is named.
    onScore: ({ sizeRatio, wasInside }) =>
      log.info('prefetch.arrived', {
        sizePercent: Math.round(sizeRatio * 100),
        ...(wasInside !== undefined && { insideInterval: wasInside }),
      }),
    onBug: (bug) => logBug(log, bug),
  });
}

/** What goes on by itself: what rots, is found again or was not checked yet, and a disk that has changed. */
function keepUp(
  needs: ReadingNeeds,
  index: StudyIndex,
  {
    queue,
    checker,
    worklist,
    prefetcher,
    studies,
  }: Pick<Reading, 'queue' | 'checker' | 'worklist' | 'prefetcher' | 'studies'>,
  noteLost: (keys: readonly FrameKey[]) => void,
): LaterChecks | undefined {
  const { cache, announcements } = needs;
  cache.onLost(noteLost);
  // What rots on the disk is found while nobody reads, nothing is fetched and the plug is in.
  const mayRun = () => !prefetcher.isAnyOpen && !queue.isAnyFetching && needs.isOnBattery() !== true;
  cache.startScrub(mayRun);
  cache.onRecovered(() => {
    worklist.reload();
    announcements.listChanged();
  });
  cache.onDiskChanged(() => {
    prefetcher.replanSoon();
    announcements.listChanged();
  });
  if (!checker) return undefined;
  return checkLater(needs, index, checker, {
    mayRun: () => mayRun() && !cache.isRebuilding,
    lost: (key) => noteLost([key]),
    bad: (key, digest) => void studies.condemnFrame(key, digest),
  });
}

function createWorklist(
  needs: ReadingNeeds,
  queue: FetchQueue,
  {
    flowFailureOf,
    arrivalOf,
    isOpen,
    openGrew,
    replan,
    renamed,
  }: {
    readonly flowFailureOf: (study: StudyRef) => Failure | undefined;
    readonly arrivalOf: WorklistOptions['arrivalOf'];
    readonly isOpen: (study: StudyRef) => boolean;
    readonly openGrew: (study: StudyRef) => void;
    readonly replan: () => void;
    readonly renamed: (study: StudyRef) => void;
  },
): Worklist {
  const { world, cache, records, readiness, settings, reports, announcements } = needs;
  return new Worklist({
    world,
    cache,
    notes: records.studyNotes,
    changes: {
      read: (archiveId) => records.archiveNotes.read(archiveId, changesTopic),
      save: (archiveId, notes) => void records.archiveNotes.save(archiveId, changesTopic, notes),
    },
    onRenamed: renamed,
    readiness,
    flowFailureOf,
    arrivalOf,
    reportOf: needs.progressOf,
    deliveredAtOf: (study) => reports.deliveredAt(study),
    countUnsent: () => {
      const { waiting, parked } = reports.countUnsent();
      return { unsent: waiting, parked };
    },
    dueHours: () => settings.read().dueHours,
    onChanged: () => {
      replan();
      announcements.listChanged();
    },
    isOpen,
    onReadiness: (study) => {
      announcements.readinessChanged(study);
      if (isOpen(study) && readiness.of(study).state === 'changed') openGrew(study);
      // The archive counts other than before: what is missing has its place at once.
      replan();
    },
    onArchiveBack: (archiveId) => {
      queue.archiveAnswered(archiveId);
      reports.archiveAnswered(archiveId);
      needs.onArchiveAnswered();
    },
  });
}
