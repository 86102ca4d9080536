import type { World } from '#electron/base/world.ts';
import { contract } from '#shared/contract/index.ts';
import type { HostSide } from './connection.ts';
import type { Host } from './host.ts';
import { OpenStudies } from './openStudies.ts';
import { createRouter } from './router.ts';

export interface HostSideOptions {
  /** True in development and tests: see `RouterOptions`. */
  readonly checkOutput: boolean;
  readonly logUnexpected: (id: string, procedure: string, error: unknown) => void;
}

/** The host as a door serves it: its handlers behind the router, which checks what comes and what goes. */
export function hostSideOf(host: Host, world: Pick<World, 'random'>, options: HostSideOptions): HostSide {
  const route = createRouter(contract, host.handlers, { ...options, newId: () => world.random.uuid() });
  const studies = new OpenStudies(route);
  return {
    openPage: () => studies.openPage(),
    readFrame: (key, asked) => host.readFrame(key, asked),
    onEvent: (listener) => host.onEvent(listener),
  };
}
