import { abortSignalOf } from '#electron/base/abortSignalOf.ts';
import type { World } from '#electron/base/world.ts';
import type { Parser } from '#electron/parser/index.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { DurbeenContract } from '#shared/contract/index.ts';
import type { Handlers, OutputOf } from '#shared/contract/procedure.ts';
import type { Services } from '../createServices.ts';
import { type OpenedDisc, openDiscArchive } from '../openDiscArchive.ts';
import type { Profiles } from '../profiles.ts';
import { browseDiscs } from './browseDiscs.ts';
import { withServices } from './withServices.ts';

type Names = Extract<keyof DurbeenContract, `discs.${string}`>;
type OpenAnswer = OutputOf<DurbeenContract['discs.open']>;

const mostRefusedNamed = 1_000;

/** Folders, ZIP files and disc images of DICOM. They hold patients, so they belong to the patients' profile. */
export function discHandlers(world: World, profiles: Profiles, parser: Parser): Pick<Handlers<DurbeenContract>, Names> {
  const { ask } = withServices(profiles);
  return {
    'discs.browse': ({ path }) => browseDiscs(world, path),
    async 'discs.open'({ path }, { signal }) {
      const switched = await profiles.switchTo('patients');
      if (!switched.ok) return switched;
      const opened = await openDiscArchive(world, parser, path, abortSignalOf(signal));
      if (!opened.ok) return opened;
      return ask((services) => join(services, opened.value));
    },
  };
}

/** The disc is in the list from now on; what of it is in the cache stays readable when it is taken out. */
async function join(services: Services, { archive, disc }: OpenedDisc): Promise<Result<OpenAnswer, Failure>> {
  const { archiveId } = archive.description;
  if (services.archives.isBuiltIn(archiveId)) {
    await archive.client.close();
    return fail(failureOf('AlreadyRunning'));
  }
  const { hasSecret: _, ...description } = archive.description;
  const kept = services.records.archives.save(description);
  if (!kept.ok) {
    await archive.client.close();
    return kept;
  }
  services.archives.addBuiltIn(archive);
  await services.archivesChanged(archiveId);
  return succeed({
    archiveId,
    studies: disc.studyCount,
    instances: disc.instanceCount,
    refused: disc.refused.slice(0, mostRefusedNamed).map(({ file, failure }) => ({ file, failure })),
    refusedCount: disc.refused.length,
  });
}
