import { join } from 'node:path';
import { createLog } from '#electron/base/logging/log.ts';
import { createRotatingFile } from '#electron/base/logging/rotatingFile.ts';
import type { World } from '#electron/base/world.ts';
import type { HostSideOptions } from './hostSide.ts';

/**
 * Where a door writes what was not expected: the id that the person is shown, the procedure, the kind of error and
 * the place in our code. Never the error's text, which may quote what was being read.
 */
export function doorLogging(
  world: Pick<World, 'clock' | 'files'>,
  dataDirectory: string,
): HostSideOptions & { readonly flush: () => Promise<void> } {
  const directory = join(dataDirectory, 'logs', 'door');
  const sink = createRotatingFile({ files: world.files, directory });
  const log = createLog({ clock: world.clock, sink });
  return {
    checkOutput: process.env['DURBEEN_DEVELOPMENT'] === '1' || process.env['NODE_ENV'] === 'test',
    logUnexpected: (id, procedure, error) => {
      const kind = error instanceof Error ? error.name : typeof error;
      log.error('call.unexpected', { failureId: id, procedure, kind, source: placeOf(error) });
    },
    flush: () => sink.flush(),
  };
}

/** The first place of our own in the stack, as `signReport.ts.42`. */
function placeOf(error: unknown): string | undefined {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const place = /\/(\w+\.(?:ts|js)):(\d+):\d+/.exec(stack);
  return place ? `${place[1]}.${place[2]}` : undefined;
}
