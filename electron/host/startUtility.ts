import { createHost } from './createHost.ts';
import { type ParentPort, runUtility } from './runUtility.ts';

// In a utility process Electron adds `parentPort` to `process`; elsewhere there is nothing to run.
const { parentPort } = process as { parentPort?: ParentPort };
if (parentPort) runUtility(parentPort, createHost, (code) => process.exit(code));
