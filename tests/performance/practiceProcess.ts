import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface PracticeProcess {
  /** DICOMweb root on 127.0.0.1. */
  readonly url: string;
  /** What it took to have the patients drawn: of the whole process, its drawing threads among it. */
  readonly drawing: { readonly wallMs: number; readonly cpuMs: number };
  stop(): Promise<void>;
}

/** Draws the practice patients into `folder` where they are not there yet, and serves them from another process. */
export async function startPracticeProcess(folder: string): Promise<PracticeProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'practiceChild.ts'), folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const [line] = (await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    ended.then(() => Promise.reject(new Error('the practice archive ended'))),
  ])) as [string];
  return {
    ...(JSON.parse(line) as Pick<PracticeProcess, 'url' | 'drawing'>),
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}
