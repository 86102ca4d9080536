import type { World } from '#electron/base/world.ts';
import { fail } from '#shared/base/result.ts';
import { failureOf } from '#shared/contract/failures.ts';
import type { DurbeenContract } from '#shared/contract/index.ts';
import type { Handlers } from '#shared/contract/procedure.ts';
import type { Profiles } from '../profiles.ts';
import { browseDiscs } from './browseDiscs.ts';

type Names = Extract<keyof DurbeenContract, `discs.${string}`>;

/** Folders, ZIP files and disc images of DICOM. */
export function discHandlers(world: World, _profiles: Profiles): Pick<Handlers<DurbeenContract>, Names> {
  return {
    'discs.browse': ({ path }) => browseDiscs(world, path),
    'discs.open': () => Promise.resolve(fail(failureOf('PathNotReadable'))),
  };
}
