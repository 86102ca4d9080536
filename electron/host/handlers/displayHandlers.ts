import type { Result } from '#shared/base/result.ts';
import type { DisplaysSnapshot } from '#shared/contract/displays.ts';
import type { HostEvent } from '#shared/contract/events.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { DurbeenContract } from '#shared/contract/index.ts';
import type { Handlers } from '#shared/contract/procedure.ts';
import type { Services } from '../createServices.ts';
import type { Profiles } from '../profiles.ts';
import { withServices } from './withServices.ts';

type Names = Extract<keyof DurbeenContract, `displays.${string}`>;

/** The monitors, as the open profile knows them. */
export function displayHandlers(
  profiles: Profiles,
  emit: (event: HostEvent) => void,
): Pick<Handlers<DurbeenContract>, Names> {
  const { ask } = withServices(profiles);
  const changing = (act: (services: Services) => Result<DisplaysSnapshot, Failure>) =>
    ask((services) => {
      const answer = act(services);
      if (answer.ok) emit({ event: 'displays.changed' });
      return answer;
    });
  return {
    'displays.read': () => ask(({ displays }) => displays.read()),
    // Told at every start and whenever a monitor is plugged in: no reason to ask anew for whoever told it.
    'displays.note': (input) => ask(({ displays }) => displays.note(input)),
    'displays.describe': (input) => changing(({ displays }) => displays.describe(input)),
    'displays.forget': (input) => changing(({ displays }) => displays.forget(input)),
    'displays.recordCheck': (input) => changing(({ displays }) => displays.recordCheck(input)),
    'displays.recordLuminance': (input) => changing(({ displays }) => displays.recordLuminance(input)),
    'displays.setCurve': (input) => changing(({ displays }) => displays.setCurve(input)),
    'displays.setPolicy': (input) => changing(({ displays }) => displays.setPolicy(input)),
  };
}
