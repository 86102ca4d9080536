import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** The programs that make slow lines, real archives and the peer viewer; they live outside this repository. */
export interface Tools {
  readonly folder: string;
  /** Makes and changes lines. */
  link(...args: readonly string[]): Promise<string>;
  /** Starts and fills archives. */
  archive(...args: readonly string[]): Promise<string>;
}

export type ToolsOrReason = { readonly tools: Tools } | { readonly missing: string };

/** Looks for them at `DURBEEN_BENCH_TOOLS`, else beside the repository; says in one line what is missing. */
export function findTools(): ToolsOrReason {
  const named = process.env['DURBEEN_BENCH_TOOLS'];
  const folder =
    named === undefined || named === '' ? resolve(import.meta.dirname, '../../../../../shared/tools') : named;
  const programs = ['link/link', 'archive/archive', 'ohif/peer.mjs'].map((path) => join(folder, path));
  const absent = programs.find((path) => !existsSync(path));
  if (absent !== undefined) return { missing: `${absent} is not there (set DURBEEN_BENCH_TOOLS)` };
  if (process.platform !== 'linux') return { missing: 'network namespaces are a thing of Linux' };
  if (process.getuid?.() !== 0) return { missing: 'network namespaces need root' };
  const program =
    (path: string) =>
    async (...args: readonly string[]) => {
      const { stdout } = await execute(join(folder, path), [...args], { maxBuffer: 64 * 1024 * 1024 });
      return stdout;
    };
  return { tools: { folder, link: program('link/link'), archive: program('archive/archive') } };
}
