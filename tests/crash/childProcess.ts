import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { z } from 'zod';

/** A Node process of a test, heard line by line, that can be killed as the system does it. */
export interface Child {
  readonly lines: AsyncIterable<string>;
  /** What it wrote to its error output so far. */
  complaint(): string;
  kill(): void;
}

/** Starts `file` with the Node that runs this. */
export function startChild(file: string, args: readonly string[]): Child {
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  return {
    lines: createInterface({ input: child.stdout }),
    complaint: () => complaint,
    kill: () => void child.kill('SIGKILL'),
  };
}

/** How long a child lives: until it has said so many lines, and so much longer. */
export interface Life {
  readonly lines: number;
  readonly extraMs: number;
}

/** Lets a child live so long, then kills it. Answers what it said; throws when it ended by itself. */
export async function hearUntilKilled<Line>(child: Child, line: z.ZodType<Line>, life: Life): Promise<Line[]> {
  const heard: Line[] = [];
  let killing = false;
  for await (const text of child.lines) {
    // The last line may be cut by the kill.
    if (text.endsWith('}')) heard.push(line.parse(JSON.parse(text)));
    if (heard.length < life.lines || killing) continue;
    killing = true;
    setTimeout(() => child.kill(), life.extraMs);
  }
  if (!killing) throw new Error(`The child ended by itself: ${child.complaint()}`);
  return heard;
}
