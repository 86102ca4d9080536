import { succeed } from '#shared/base/result.ts';
import type { DurbeenContract } from '#shared/contract/index.ts';
import type { Handlers } from '#shared/contract/procedure.ts';
import type { Profiles } from '../profiles.ts';

type Names = Extract<keyof DurbeenContract, `desk.${string}`>;

/** What lay on the desk of the open profile. What is asked of the other's, by a page that has not heard yet, is refused. */
export function deskHandlers(profiles: Pick<Profiles, 'servicesOf'>): Pick<Handlers<DurbeenContract>, Names> {
  return {
    async 'desk.read'({ profile }) {
      const services = await profiles.servicesOf(profile);
      return services.ok ? services.value.desk.read() : services;
    },
    async 'desk.save'({ profile, desk }) {
      const services = await profiles.servicesOf(profile);
      if (!services.ok) return services;
      const saved = services.value.desk.save(desk);
      return saved.ok ? succeed({}) : saved;
    },
  };
}
