import { type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { DurbeenContract } from '#shared/contract/index.ts';
import type { Handlers } from '#shared/contract/procedure.ts';
import type { Profiles } from '../profiles.ts';
import { withServices } from './withServices.ts';

type Names = Extract<keyof DurbeenContract, `viewed.${string}`>;

/** Which images of the open profile's studies were seen. */
export function viewedHandlers(
  profiles: Pick<Profiles, 'services' | 'servicesOf'>,
): Pick<Handlers<DurbeenContract>, Names> {
  const { ask } = withServices(profiles);
  return {
    'viewed.read': ({ study }) => ask(({ viewed }) => viewed.read(study)),
    async 'viewed.save'({ profile, viewed: seen }): Promise<Result<Record<string, never>, Failure>> {
      // The page may say it while the profile is changed: what was seen of practice is never seen of a patient.
      const services = await profiles.servicesOf(profile);
      if (!services.ok) return services;
      const saved = services.value.viewed.save(seen);
      return saved.ok ? succeed({}) : saved;
    },
  };
}
