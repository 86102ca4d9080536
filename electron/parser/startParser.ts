/** Where the parser's own process begins: answers one question at a time, `{ id, bytes, frame? }` → `{ id, answer }`. */
import { decodeQuestion } from './decodeQuestion.ts';
import type { Question } from './launchWithNode.ts';
import { readInstance } from './readInstance.ts';
import { startWatchdog } from './watchdog.ts';

/** What Electron gives a utility process in place of `process.send`. */
interface ParentPort {
  on(event: 'message', listener: (message: { readonly data: Question }) => void): void;
  postMessage(message: unknown): void;
}

const watchdog = startWatchdog();
const { parentPort } = process as NodeJS.Process & { readonly parentPort?: ParentPort };

async function answer(question: Question): Promise<unknown> {
  watchdog.begin();
  try {
    const { id, bytes, frame } = question;
    return { id, answer: frame ? await decodeQuestion({ ...frame, bytes }) : readInstance(bytes) };
  } finally {
    watchdog.end();
  }
}

if (parentPort) {
  parentPort.on('message', ({ data }) => void answer(data).then((message) => parentPort.postMessage(message)));
} else {
  process.on('message', (question: Question) => void answer(question).then((message) => process.send?.(message)));
}
process.on('disconnect', () => process.exit(0));
