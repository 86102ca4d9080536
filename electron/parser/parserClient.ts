import type { Clock } from '#electron/base/world.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { maxDecodedFrameBytes } from '#shared/dicom/frameCheck.ts';
import type { FrameToDecode, ParsedInstance, Parser, ProtocolText } from './index.ts';
import { launchWithNode, type ParserProcess, type Question } from './launchWithNode.ts';
import { limits } from './limits.ts';

export interface ParserOptions {
  readonly clock: Clock;
  /** Under Electron: starts a utility process. Left out: a child of plain Node. */
  readonly launch?: () => ParserProcess;
}

type Answer = Result<unknown, Failure>;

/** Beyond the parser's own limit: for a start on a busy computer, and for a watchdog that died too. */
const graceMs = 15_000;

/**
 * A parser whose process starts with the first file, and again after each death. A file that kills it fails with
 * `ParserStopped`; the next one finds a new process. One file at a time.
 */
export function startParser({ clock, launch = launchWithNode }: ParserOptions): Parser {
  let process: ParserProcess | undefined;
  let settle: ((answer: Answer) => void) | undefined;
  let nextId = 1;
  let closed = false;
  let last: Promise<unknown> = Promise.resolve();

  const start = (): ParserProcess => {
    const started = launch();
    started.onExit(() => {
      if (process !== started) return;
      process = undefined;
      settle?.(fail(failureOf('ParserStopped')));
    });
    started.onMessage((message) => {
      const answer = answerIn(message, nextId);
      if (process === started && answer) settle?.(answer);
    });
    return started;
  };

  const ask = (question: Omit<Question, 'id'>): Promise<Answer> =>
    new Promise((resolve) => {
      process ??= start();
      const asked = process;
      nextId += 1;
      const cancelTimer = clock.after(limits.wallTimeMs + graceMs, () => asked.kill());
      settle = (answer) => {
        settle = undefined;
        cancelTimer();
        resolve(answer);
      };
      asked.send({ id: nextId, ...question });
    });

  const inTurn = (question: Omit<Question, 'id'>): Promise<Answer> => {
    const answer = last.then(() => (closed ? fail(failureOf('ParserStopped')) : ask(question)));
    last = answer;
    return answer;
  };

  const aboutFrame = async (frame: FrameToDecode, isCheck: boolean): Promise<Answer> => {
    const { bytes, transferSyntaxUID, shape } = frame;
    if (bytes.length > maxDecodedFrameBytes) return fail(failureOf('FrameTooLarge'));
    return inTurn({ bytes, frame: { transferSyntaxUID, shape }, isCheck });
  };

  return {
    async readFile(bytes) {
      if (bytes.length > limits.fileBytes) {
        return fail(failureOf('DicomTooLarge', { sizeBytes: bytes.length }));
      }
      return (await inTurn({ bytes })) as Result<ParsedInstance, Failure>;
    },
    async decodeFrame(frame) {
      const answer = await aboutFrame(frame, false);
      if (!answer.ok) return answer;
      return answer.value instanceof Uint8Array ? succeed(answer.value) : fail(failureOf('ParserStopped'));
    },
    async checkFrame(frame) {
      const answer = await aboutFrame(frame, true);
      return answer.ok ? succeed(undefined) : answer;
    },
    async readProtocols(bytes) {
      return (await inTurn({ bytes, isProtocols: true })) as Result<ProtocolText, Failure>;
    },
    close() {
      closed = true;
      const running = process;
      running?.kill();
      return Promise.resolve();
    },
  };
}

/** The parser's process read untrusted bytes and may be taken over: only the shape is believed, and our own question. */
function answerIn(message: unknown, id: number): Answer | undefined {
  if (typeof message !== 'object' || message === null || !('id' in message) || message.id !== id) return undefined;
  const { answer } = message as { readonly answer?: unknown };
  if (typeof answer !== 'object' || answer === null || !('ok' in answer)) return undefined;
  return answer as Answer;
}
