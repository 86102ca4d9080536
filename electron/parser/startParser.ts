/** Where the parser's own process begins: answers one question at a time, `{ id, bytes }` → `{ id, answer }`. */
import { systemClock } from '../base/world.ts';
import { readInstance } from './readInstance.ts';
import { startWatchdog } from './watchdog.ts';

interface Question {
  readonly id: number;
  readonly bytes: Uint8Array;
}

/** What Electron gives a utility process in place of `process.send`. */
interface ParentPort {
  on(event: 'message', listener: (message: { readonly data: Question }) => void): void;
  postMessage(message: unknown): void;
}

const watchdog = startWatchdog();
const { parentPort } = process as NodeJS.Process & { readonly parentPort?: ParentPort };

function answer(question: Question): unknown {
  watchdog.begin(systemClock.now());
  try {
    return { id: question.id, answer: readInstance(question.bytes) };
  } finally {
    watchdog.end();
  }
}

if (parentPort) parentPort.on('message', ({ data }) => parentPort.postMessage(answer(data)));
else process.on('message', (question: Question) => void process.send?.(answer(question)));
process.on('disconnect', () => process.exit(0));
