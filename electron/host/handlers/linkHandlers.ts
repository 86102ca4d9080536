import type { DurbeenContract } from '#shared/contract/index.ts';
import type { Handlers } from '#shared/contract/procedure.ts';
import type { Profiles } from '../profiles.ts';
import { withServices } from './withServices.ts';

type Names = Extract<keyof DurbeenContract, `link.${string}`>;

/** The lines of the open profile, and what its reader allows them to be used for. */
export function linkHandlers(profiles: Profiles): Pick<Handlers<DurbeenContract>, Names> {
  const { ask } = withServices(profiles);
  return {
    'link.read': () => ask(({ link }) => link.read()),
    'link.setPaused': ({ paused }) => ask(({ link }) => link.setPaused(paused)),
    'link.allowOverCap': () => ask(({ link }) => link.allowOverCap()),
    'link.markNetwork': ({ networkId, isMetered }) => ask(({ link }) => link.markNetwork(networkId, isMetered)),
  };
}
