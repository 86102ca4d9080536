import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DurbeenContract } from '#shared/contract/index.ts';
import type { InputOf, OutputOf } from '#shared/contract/procedure.ts';
import type { CleanUp } from '../lines/cleanUp.ts';
import type { SlowLine } from '../lines/slowLine.ts';
import type { Answer, HostQuestions, QuestionName } from './hostMessages.ts';

/** Durbeen's host at the client's end of a line. */
export interface HostProcess {
  ask<Name extends QuestionName>(name: Name, input: HostQuestions[Name]['in']): Promise<HostQuestions[Name]['out']>;
  call<Name extends keyof DurbeenContract>(
    name: Name,
    input: InputOf<DurbeenContract[Name]>,
  ): Promise<OutputOf<DurbeenContract[Name]>>;
  /** Ends it as a person would. */
  stop(): Promise<void>;
  /** Ends it as a power cut would; its store stays. */
  kill(): Promise<void>;
}

export interface HostProcessOptions {
  /** Where it keeps its store; a folder of its own, removed at the end, unless told. */
  readonly folder?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

const program = join(import.meta.dirname, 'hostChild.ts');

/** Without a line it has no archive to ask, and whoever asks it at its door is in the namespace of the bench. */
export async function startHostProcess(
  line: Pick<SlowLine, 'path'> | undefined,
  cleanUp: CleanUp,
  options: HostProcessOptions = {},
): Promise<HostProcess> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'durbeen-line-')));
  const command = [...(line ? ['nsenter', `--net=${line.path.client}`, '--'] : []), process.execPath, program, folder];
  const child = spawn(command[0] as string, command.slice(1), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ...options.environment },
  });
  const ended = once(child, 'exit');
  const questions = questionsTo(child, ended);
  const remove = cleanUp.add(`host of ${folder}`, async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await ended;
    if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
  });
  await questions.ready;
  return {
    ask: questions.ask,
    call: (name, input) => questions.ask('call', { name, input }) as Promise<never>,
    async stop() {
      await questions.ask('stop', null);
      await ended;
      await remove();
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
      await remove();
    },
  };
}

function questionsTo(child: ChildProcess, ended: Promise<unknown>) {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let nextId = 1;
  const expect = (id: number) =>
    new Promise<unknown>((resolve, reject) => {
      waiting.set(id, { resolve, reject });
    });
  child.on('message', (answer: Answer) => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('error' in answer) asked?.reject(new Error(answer.error));
    else asked?.resolve(answer.value);
  });
  void ended.then(() => {
    for (const { reject } of waiting.values()) reject(new Error('the host ended'));
    waiting.clear();
  });
  const ready = expect(0);
  const ask = async <Name extends QuestionName>(
    name: Name,
    input: HostQuestions[Name]['in'],
  ): Promise<HostQuestions[Name]['out']> => {
    const id = nextId;
    nextId += 1;
    const answered = expect(id);
    // One that has ended is heard of through `answered`; a second error from here would end the bench.
    child.send({ id, name, input }, (error) => {
      if (!error) return;
      waiting.get(id)?.reject(error);
      waiting.delete(id);
    });
    return (await answered) as HostQuestions[Name]['out'];
  };
  return { ready, ask };
}
