// `npm run check`: format and syntax, types, then type-aware lint and the search
// for what nobody uses beside walls, unit and contract tests. Under a minute.
import { run, runQuietly } from './testing/run.ts';

const started = performance.now();

async function step(name: string, command: string, args: readonly string[]): Promise<boolean> {
  const code = await run(command, args);
  console.log(`check: ${name} ${code === 0 ? 'passed' : 'FAILED'}`);
  return code === 0;
}

async function lintBesideTests(): Promise<boolean> {
  const [lint, unused, tests] = await Promise.all([
    runQuietly('npx', ['eslint', '.', '--cache', '--cache-location', 'build/eslint/']),
    runQuietly('npx', ['knip']),
    runQuietly('npx', ['vitest', 'run', '--project', 'walls', '--project', 'unit', '--project', 'contract']),
  ]);
  for (const [name, result] of [
    ['lint', lint],
    ['unused', unused],
    ['tests', tests],
  ] as const) {
    if (result.code !== 0) console.log(result.output);
    console.log(`check: ${name} ${result.code === 0 ? 'passed' : 'FAILED'}`);
  }
  return lint.code === 0 && unused.code === 0 && tests.code === 0;
}

const passed =
  (await step('format', 'npx', ['biome', 'check', '--error-on-warnings', '.'])) &&
  (await step('types', 'npx', ['tsc', '--build'])) &&
  (await lintBesideTests());
console.log(`check: ${passed ? 'passed' : 'FAILED'} in ${Math.round((performance.now() - started) / 1000)} s`);
process.exitCode = passed ? 0 : 1;
