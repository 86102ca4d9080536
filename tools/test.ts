// `npm test`: brings what the tests need, builds, then runs every suite. The last line counts them.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { meetRequirements } from './testing/requirements.ts';
import { run } from './testing/run.ts';

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

const reports = 'build/test-reports';
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

function readVitest(file: string): Count {
  const report = JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>;
  return {
    passed: report['numPassedTests'] ?? 0,
    failed:
      (report['numFailedTests'] ?? 0) +
      (report['numFailedTestSuites'] === 0 ? 0 : report['numFailedTests'] === 0 ? 1 : 0),
    skipped: (report['numPendingTests'] ?? 0) + (report['numTodoTests'] ?? 0),
  };
}

function readPlaywright(file: string): Count {
  const { stats } = JSON.parse(readFileSync(file, 'utf8')) as { stats: Record<string, number> };
  return {
    passed: (stats['expected'] ?? 0) + (stats['flaky'] ?? 0),
    failed: stats['unexpected'] ?? 0,
    skipped: stats['skipped'] ?? 0,
  };
}

/** Runs one suite. A suite that ends badly without a report counts as one failure. */
async function suite(
  name: string,
  args: readonly string[],
  file: string,
  read: (file: string) => Count,
  env: Record<string, string>,
): Promise<Count> {
  console.log(`\ntest: ${name}`);
  const code = await run('npx', args, env);
  try {
    const count = read(file);
    if (code !== 0 && count.failed === 0) count.failed = 1;
    return count;
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

const browser = await meetRequirements();
if ((await run('npm', ['run', '--silent', 'build'])) !== 0) {
  console.log('test: the build failed\n0 passed, 1 failed');
  process.exit(1);
}
const counts = [
  await suite(
    'walls, unit, contract, integration',
    ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${reports}/vitest.json`],
    `${reports}/vitest.json`,
    readVitest,
    {},
  ),
];
if (browser) {
  counts.push(
    await suite(
      'end to end, in Chromium',
      ['playwright', 'test', '--config', 'tests/e2e/playwright.config.ts'],
      `${reports}/playwright.json`,
      readPlaywright,
      {
        PLAYWRIGHT_JSON_OUTPUT_FILE: resolve(reports, 'playwright.json'),
      },
    ),
  );
} else counts.push({ passed: 0, failed: 1, skipped: 0 });
const sum = (pick: (count: Count) => number) => counts.reduce((total, count) => total + pick(count), 0);
const failed = sum((count) => count.failed);
const skipped = sum((count) => count.skipped);
console.log(`\n${sum((count) => count.passed)} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed === 0 ? 0 : 1;
