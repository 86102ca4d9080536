import { succeed } from '#shared/base/result.ts';
import type { HostEvent } from '#shared/contract/events.ts';
import type { DurbeenContract } from '#shared/contract/index.ts';
import type { Handlers } from '#shared/contract/procedure.ts';
import type { AwayLock } from '../awayLock.ts';
import type { Profiles } from '../profiles.ts';

type Names = Extract<keyof DurbeenContract, `host.${string}` | `vault.${string}`>;

/** Which profile is open, and the lock of the patients'. */
export function vaultHandlers(
  profiles: Profiles,
  emit: (event: HostEvent) => void,
  away: Pick<AwayLock, 'touch' | 'locksAt'>,
): Pick<Handlers<DurbeenContract>, Names> {
  const described = () => {
    const { lock, ...description } = profiles.describe();
    const locksAt = away.locksAt();
    return succeed({ ...description, lock: { ...lock, ...(locksAt !== undefined && { locksAt }) } });
  };
  return {
    'host.describe': () => Promise.resolve(described()),
    async 'host.switchProfile'({ profile }) {
      const switched = await profiles.switchTo(profile);
      away.touch();
      return switched.ok ? described() : switched;
    },
    async 'vault.setUp'({ method, passphrase }) {
      if (!profiles.vault.ok) return profiles.vault;
      const made = await profiles.vault.value.setUp({ method, passphrase });
      if (!made.ok) return made;
      emit({ event: 'host.changed' });
      return succeed({ recoveryCode: made.value.recoveryCode });
    },
    async 'vault.unlock'(way) {
      const unlocked = await profiles.unlock(way);
      away.touch();
      return unlocked.ok ? described() : unlocked;
    },
    async 'vault.lock'({ fetchOn = false }) {
      if (fetchOn) {
        profiles.lockScreen();
        return described();
      }
      const locked = await profiles.lock();
      return locked.ok ? described() : locked;
    },
    'host.noteTouched': () => {
      away.touch();
      return Promise.resolve(described());
    },
  };
}
