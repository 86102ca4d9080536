import type { Result } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { Services } from '../createServices.ts';
import type { Profiles } from '../profiles.ts';

/** Asks the services of whichever profile is open, once a change that is under way is done. */
export function withServices(profiles: Pick<Profiles, 'services'>) {
  return {
    async ask<Value>(
      question: (services: Services) => Result<Value, Failure> | Promise<Result<Value, Failure>>,
    ): Promise<Result<Value, Failure>> {
      const services = await profiles.services();
      return services.ok ? question(services.value) : services;
    },
  };
}
