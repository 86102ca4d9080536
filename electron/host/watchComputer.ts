import type { World } from '#electron/base/world.ts';
import type { NetworkDescription } from '#shared/contract/link.ts';
import { NetworkWatch } from './networkWatch.ts';
import { watchSleep } from './sleepWatch.ts';

export interface ComputerWatch {
  /** The network this computer is on, where that is known. */
  readonly currentNetwork: (meteredNetworks: readonly string[]) => NetworkDescription | undefined;
  stop(): void;
}

/** Notices by itself what no system event tells plain Node: another network, and sleep. */
export function watchComputer(world: World, onChanged: () => void): ComputerWatch {
  const { clock, computer } = world;
  const stopSleep = watchSleep(clock, onChanged);
  const network = computer && new NetworkWatch({ clock, computer, onChanged });
  return {
    currentNetwork: (meteredNetworks) => network?.current(meteredNetworks),
    stop() {
      stopSleep();
      network?.stop();
    },
  };
}
