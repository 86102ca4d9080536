import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Bench } from '../bench.ts';

export interface ChildAtServer {
  /** Where it listens. */
  readonly port: string;
  close(): Promise<void>;
}

/** Starts one of our own servers at the server's end of the line: it says its port first, and ends with its input. */
export async function startAtServer(
  { line, cleanUp }: Bench,
  program: 'tlsFront.ts' | 'staticArchiveChild.ts',
  ...args: readonly string[]
): Promise<ChildAtServer> {
  const path = join(import.meta.dirname, program);
  const child = spawn('nsenter', [`--net=${line.path.server}`, '--', process.execPath, path, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const close = cleanUp.add(program, async () => {
    child.stdin.end();
    await ended;
  });
  const [port] = (await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    ended.then(() => Promise.reject(new Error(`${program} ended`))),
  ])) as [string];
  return { port, close };
}
