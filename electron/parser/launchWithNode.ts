import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FrameToDecode } from './index.ts';

/** What the process is asked: to read a file, or to decode a frame of the given syntax and shape. */
export interface Question {
  readonly id: number;
  readonly bytes: Uint8Array;
  readonly frame?: Omit<FrameToDecode, 'bytes'>;
  /** Whether it can be decoded, and not the samples. */
  readonly isCheck?: boolean;
  /** The bytes are a file of hanging protocols. */
  readonly isProtocols?: boolean;
}

/** The parser's process, however it was started: under plain Node by `fork`, under Electron by `utilityProcess`. */
export interface ParserProcess {
  send(message: Question): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: () => void): void;
  kill(): void;
}

const sourceEntry = fileURLToPath(new URL('./startParser.ts', import.meta.url));

/** Starts the parser under plain Node, with an empty environment: it gets no secret and needs none. */
export function launchWithNode(entry: string = sourceEntry): ParserProcess {
  const child = fork(entry, [], {
    serialization: 'advanced',
    env: {},
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  // A process that could not start says so by 'error' and never by 'exit'.
  const exits: (() => void)[] = [];
  const ended = () => {
    for (const listener of exits.splice(0)) listener();
  };
  child.once('exit', ended);
  child.once('error', ended);
  return {
    send(message) {
      child.send(message, (error) => {
        if (error) ended();
      });
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void exits.push(listener),
    kill: () => void child.kill('SIGKILL'),
  };
}
