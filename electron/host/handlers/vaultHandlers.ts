import { succeed } from '#shared/base/result.ts';
import type { HostEvent } from '#shared/contract/events.ts';
import type { DurbeenContract } from '#shared/contract/index.ts';
import type { Handlers } from '#shared/contract/procedure.ts';
import type { Profiles } from '../profiles.ts';

type Names = Extract<keyof DurbeenContract, `host.${string}` | `vault.${string}`>;

/** Which profile is open, and the lock of the patients'. */
export function vaultHandlers(
  profiles: Profiles,
  emit: (event: HostEvent) => void,
): Pick<Handlers<DurbeenContract>, Names> {
  const described = () => succeed(profiles.describe());
  return {
    'host.describe': () => Promise.resolve(described()),
    async 'host.switchProfile'({ profile }) {
      const switched = await profiles.switchTo(profile);
      return switched.ok ? described() : switched;
    },
    async 'vault.setUp'({ method, passphrase }) {
      if (!profiles.vault.ok) return profiles.vault;
      const made = await profiles.vault.value.setUp({ method, passphrase });
      if (!made.ok) return made;
      emit({ event: 'host.changed' });
      return succeed({ recoveryCode: made.value.recoveryCode });
    },
    /** Opens the patients' profile with it: nobody unlocks it to go on practising. */
    async 'vault.unlock'(way) {
      if (!profiles.vault.ok) return profiles.vault;
      const unlocked = await profiles.vault.value.unlock(way);
      if (!unlocked.ok) return unlocked;
      const switched = await profiles.switchTo('patients');
      return switched.ok ? described() : switched;
    },
    async 'vault.lock'() {
      const locked = await profiles.lock();
      return locked.ok ? described() : locked;
    },
  };
}
