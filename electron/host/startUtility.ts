import { startPractice } from '#electron/practice/index.ts';
import { createHost } from './createHost.ts';
import { type ParentPort, runUtility } from './runUtility.ts';

/** Built beside this file: see the host's mode in `vite.config.ts`. */
const workerFile = new URL('./drawWorker.js', import.meta.url);

// In a utility process Electron adds `parentPort` to `process`; elsewhere there is nothing to run.
const { parentPort } = process as { parentPort?: ParentPort };
if (parentPort) {
  runUtility(
    parentPort,
    (start, world, keychain, extras) =>
      createHost(start, world, keychain, {
        ...extras,
        startPractice: (options) => startPractice({ ...options, workerFile }),
      }),
    (code) => process.exit(code),
  );
}
