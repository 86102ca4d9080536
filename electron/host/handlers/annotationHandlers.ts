import type { HostEvent } from '#shared/contract/events.ts';
import type { DurbeenContract } from '#shared/contract/index.ts';
import type { Handlers } from '#shared/contract/procedure.ts';
import type { Profiles } from '../profiles.ts';
import { withServices } from './withServices.ts';

type Names = Extract<keyof DurbeenContract, `annotations.${string}`>;

/** What is drawn on the images of the open profile. */
export function annotationHandlers(
  profiles: Pick<Profiles, 'services' | 'servicesOf'>,
  emit: (event: HostEvent) => void,
): Pick<Handlers<DurbeenContract>, Names> {
  const { ask } = withServices(profiles);
  return {
    'annotations.read': ({ study, after }) => ask(({ annotations }) => annotations.read(study, after)),
    async 'annotations.append'({ profile, study, entries }) {
      // A line may have waited in the page while the profile was changed: it never goes to another patient's records.
      const services = await profiles.servicesOf(profile);
      if (!services.ok) return services;
      const written = services.value.annotations.append(study, entries);
      if (written.ok) emit({ event: 'annotations.changed', study });
      return written;
    },
  };
}
