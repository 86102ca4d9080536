// `npm run check`: format and syntax; then types, type-aware lint and the search for what nobody uses, beside walls, unit
// and contract tests. About two minutes on two cores.
import { rmSync } from 'node:fs';
import { checkedProjects, checkReport } from './testing/checkedBefore.ts';
import { runQuietly } from './testing/run.ts';

const started = performance.now();
rmSync(checkReport, { force: true });

async function step(name: string, command: string, args: readonly string[]): Promise<boolean> {
  return tell(name, await runQuietly(command, args));
}

/** What went well needs no words but that. */
function tell(name: string, { code, output }: { readonly code: number; readonly output: string }): boolean {
  if (code !== 0) console.log(output);
  console.log(`check: ${name} ${code === 0 ? 'passed' : 'FAILED'}`);
  return code === 0;
}

/** The tests need no types that were checked: on two cores they run beside the compiler, then beside the linter. */
async function typesLintAndTests(): Promise<boolean> {
  const tests = step('tests', 'npx', [
    ...['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${checkReport}`],
    ...checkedProjects.flatMap((project) => ['--project', project]),
  ]);
  const types = await step('types', 'npx', ['tsc', '--build']);
  const lint = types && (await step('lint', 'npx', ['eslint', '.', '--cache', '--cache-location', 'build/eslint/']));
  const unused = types && (await step('unused', 'npx', ['knip']));
  return (await tests) && types && lint && unused;
}

const passed =
  (await step('format', 'npx', ['biome', 'check', '--error-on-warnings', '.'])) && (await typesLintAndTests());
console.log(`check: ${passed ? 'passed' : 'FAILED'} in ${Math.round((performance.now() - started) / 1000)} s`);
process.exitCode = passed ? 0 : 1;
