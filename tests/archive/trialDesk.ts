/** The real services of one profile over an archive under test: started, stopped and looked at from outside. */
import { silentLog } from '#electron/base/logging/log.ts';
import type { World } from '#electron/base/world.ts';
import { createServices, type Services } from '#electron/host/createServices.ts';
import { createStudyCache, type StudyCache } from '#electron/services/cache/index.ts';
import { openRecords } from '#electron/services/records/index.ts';
import type { Result } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import type { ArchiveId, FrameKey, StudyRef } from '#shared/dicom/frameKey.ts';
import type { SOPInstanceUID, StudyInstanceUID } from '#shared/dicom/uids.ts';
import { testKeys } from '#tests/fixtures/dataKeys.ts';
import { faultsOf } from './keptFrame.ts';
import type { TrialCorpus } from './trialStudies.ts';

export interface TrialDeskOptions {
  readonly world: World;
  readonly folder: string;
  /** The archive's, or that of the bad line before it. */
  readonly url: string;
}

const archiveId = 'trial' as ArchiveId;

export class TrialDesk {
  readonly #options: TrialDeskOptions;
  services: Services | undefined;

  constructor(options: TrialDeskOptions) {
    this.#options = options;
  }

  /** On what is on the disk; the first time with the archive added. */
  async start(): Promise<void> {
    const { world, folder, url } = this.#options;
    const services = unwrap(
      await createServices({
        world,
        log: silentLog,
        directory: folder,
        profile: 'patients',
        keys: testKeys(),
        appVersion: '0.0.0-test',
        builtIn: [],
        emit: () => {},
      }),
    );
    this.services = services;
    if (services.records.archives.list().length > 0) return;
    const signIn = { kind: 'none' } as const;
    const assignment = { daysBack: 3_000, modalities: [], prefetch: true };
    unwrap(services.records.archives.save({ archiveId, name: 'Trial', kind: 'dicomweb', url, signIn, assignment }));
    await services.archivesChanged();
  }

  async stop(): Promise<void> {
    const { services } = this;
    this.services = undefined;
    await services?.stop();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  items(): readonly WorklistItem[] {
    return this.services?.worklist.list().items ?? [];
  }

  /** Opens the disk anew and compares every frame that counts as present. Answers what is wrong. */
  async compareKept({ studies, truth }: Pick<TrialCorpus, 'studies' | 'truth'>): Promise<readonly string[]> {
    await this.stop();
    const { world, folder } = this.#options;
    const records = unwrap(await openRecords(world, folder, testKeys()));
    const cache = unwrap(await createStudyCache({ world, records, directory: folder, keys: testKeys() }));
    try {
      const wrong: string[] = [];
      for (const key of studies.flatMap((uid) => presentKeys(cache, uid))) {
        const name = `${key.sopInstanceUID}/${key.frameNumber}`;
        wrong.push(...(await faultsOf(name, await cache.readFrame(key), truth.get(name))));
      }
      return wrong;
    } finally {
      await cache.close();
      records.close();
    }
  }
}

function presentKeys(cache: StudyCache, uid: string): FrameKey[] {
  const study: StudyRef = { archiveId, studyInstanceUID: uid as StudyInstanceUID };
  return cache.readSeries(study).flatMap(({ seriesInstanceUID }) =>
    [...cache.presentFrames(study, seriesInstanceUID)].flatMap(([instance, numbers]) =>
      [...numbers].map((frameNumber) => ({
        ...study,
        seriesInstanceUID,
        sopInstanceUID: instance as SOPInstanceUID,
        frameNumber,
      })),
    ),
  );
}

function unwrap<Value>(result: Result<Value, Failure>): Value {
  if (!result.ok) throw new Error(result.failure.code);
  return result.value;
}
