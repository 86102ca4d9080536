import { join } from 'node:path';
import type { World } from '#electron/base/world.ts';
import { drawPracticeStudies } from './drawing/drawPracticeStudies.ts';
import { listen } from './server/listen.ts';
import type { RequestHandler } from './server/message.ts';
import { createRequestHandler, defaultRootPath } from './server/requestHandler.ts';
import { openDrawnStudies } from './sources/drawnStudies.ts';
import { openReceivedStudies } from './sources/receivedStudies.ts';
import type { StoredStudies } from './storedStudies.ts';

export interface PracticeOptions {
  readonly world: Pick<World, 'clock' | 'files' | 'random'>;
  /** The practice archive's own folder, in the user's cache folder. */
  readonly folder: string;
  /** 0 to 1 while the patients are drawn for the first time; once with 1 where they are there already. */
  readonly onProgress?: (share: number) => void;
  /** Gives up the drawing; `startPractice` then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** The drawing thread's file, where the program is bundled. */
  readonly workerFile?: URL;
}

export interface Practice {
  /** DICOMweb root on 127.0.0.1. */
  readonly url: string;
  /** The same server without a socket. */
  readonly handler: RequestHandler;
  /** Puts a further source behind the server, a disc for one; answers what takes it out again. */
  addSource(source: StoredStudies): () => void;
  close(): Promise<void>;
}

/** Draws the practice patients where they are not drawn yet, and serves them on 127.0.0.1 on a port of the system's. */
export async function startPractice(options: PracticeOptions): Promise<Practice> {
  const { files } = options.world;
  const drawn = await openDrawnStudies(files, await drawPracticeStudies(options));
  const receiving = await openReceivedStudies(files, join(options.folder, 'received'));
  const added = new Set<StoredStudies>();
  const handler = createRequestHandler({ sources: () => [drawn, receiving, ...added], receiving });
  const listening = await listen(handler);
  return {
    url: `http://127.0.0.1:${listening.port}${defaultRootPath}`,
    handler,
    addSource: (source) => {
      added.add(source);
      return () => added.delete(source);
    },
    close: () => listening.close(),
  };
}
