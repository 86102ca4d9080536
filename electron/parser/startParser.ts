/** Where the parser's own process begins: answers one question at a time, `{ id, bytes, frame?, isCheck? }` → `{ id, answer }`. */
import { succeed } from '#shared/base/result.ts';
import { decodeQuestion } from './decodeQuestion.ts';
import type { Question } from './launchWithNode.ts';
import { readInstance } from './readInstance.ts';
import { readProtocolText } from './readProtocolText.ts';
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
    const { id, bytes, frame, isCheck, isProtocols } = question;
    if (isProtocols) return { id, answer: succeed(readProtocolText(bytes)) };
    if (!frame) return { id, answer: readInstance(bytes) };
    const decoded = await decodeQuestion({ ...frame, bytes });
    return { id, answer: decoded.ok && isCheck ? succeed(undefined) : decoded };
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
