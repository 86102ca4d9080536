import type { World } from '#electron/base/world.ts';
import type { HostSideOptions } from './hostSide.ts';

/** The two events in which a bug ends that nobody waited for. */
export interface ProcessEvents {
  on(event: 'unhandledRejection' | 'uncaughtException', listener: (error: unknown) => void): unknown;
}

export interface WatchOptions {
  readonly random: Pick<World['random'], 'uuid'>;
  readonly logUnexpected: HostSideOptions['logUnexpected'];
  /** Resolves when the log's lines are in the file. */
  readonly flush: () => Promise<void>;
  readonly end: (code: number) => void;
}

/**
 * Leaves a line in the log of what nobody caught. Without this a rejected promise behind a `void` would end the host,
 * with every study on the desk, and say nothing. A promise that nobody waited for ends alone: the host goes on. After an
 * exception out of a timer or a listener what it was doing is half done, so the process ends; the shell starts another.
 */
export function watchUnexpected(events: ProcessEvents, options: WatchOptions): void {
  const { random, logUnexpected, flush, end } = options;
  events.on('unhandledRejection', (error) => logUnexpected(random.uuid(), 'process.unhandledRejection', error));
  events.on('uncaughtException', (error) => {
    logUnexpected(random.uuid(), 'process.uncaughtException', error);
    void flush().finally(() => end(1));
  });
}
