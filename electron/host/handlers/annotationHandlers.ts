import type { DurbeenContract } from '#shared/contract/index.ts';
import type { Handlers } from '#shared/contract/procedure.ts';
import type { Profiles } from '../profiles.ts';
import { withServices } from './withServices.ts';

type Names = Extract<keyof DurbeenContract, `annotations.${string}`>;

/** What is drawn on the images of the open profile. */
export function annotationHandlers(profiles: Profiles): Pick<Handlers<DurbeenContract>, Names> {
  const { ask } = withServices(profiles);
  return {
    'annotations.read': ({ study, after }) => ask(({ annotations }) => annotations.read(study, after)),
    'annotations.append': ({ study, entries }) => ask(({ annotations }) => annotations.append(study, entries)),
  };
}
