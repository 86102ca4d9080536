import { succeed } from '#shared/base/result.ts';
import type { HostEvent } from '#shared/contract/events.ts';
import type { DurbeenContract } from '#shared/contract/index.ts';
import type { Handlers } from '#shared/contract/procedure.ts';
import type { Profiles } from '../profiles.ts';
import { withServices } from './withServices.ts';

type Names = Extract<keyof DurbeenContract, `settings.${string}`>;

/** The settings of the open profile. */
export function settingsHandlers(
  profiles: Profiles,
  emit: (event: HostEvent) => void,
): Pick<Handlers<DurbeenContract>, Names> {
  const { ask } = withServices(profiles);
  return {
    'settings.read': () => ask(({ settings }) => succeed(settings.read())),
    'settings.change': (change) =>
      ask(({ settings, settingsChanged }) => {
        const changed = settings.change(change);
        if (!changed.ok) return changed;
        settingsChanged();
        emit({ event: 'settings.changed' });
        return changed;
      }),
  };
}
