// `npm test`: brings what the tests need, builds, then runs every suite. The last line counts them; what could not run
// is named, and under CI=true fails. `-- --checked`, right after `npm run check`: what that ran is counted, and run again
// only if a file has changed since.
import { mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { checkReport, checkStillHolds } from './testing/checkedBefore.ts';
import { type Outcome, readPlaywright, readVitest } from './testing/readReports.ts';
import { meetRequirements } from './testing/requirements.ts';
import { run } from './testing/run.ts';

const reports = 'build/test-reports';
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

/** Runs one suite. A suite that ends badly without a report counts as one failure. */
async function suite(
  name: string,
  args: readonly string[],
  file: string,
  read: (file: string) => Outcome,
  env: Record<string, string>,
): Promise<Outcome> {
  console.log(`\ntest: ${name}`);
  const code = await run('npx', args, env);
  try {
    const count = read(file);
    if (code !== 0 && count.failed === 0) count.failed = 1;
    return count;
  } catch {
    return { passed: 0, failed: 1, skipped: [] };
  }
}

const browser = await meetRequirements();
if ((await run('npm', ['run', '--silent', 'build'])) !== 0) {
  console.log('test: the build failed\n0 passed, 1 failed');
  process.exit(1);
}
const counts: Outcome[] = [];
const isChecked = process.argv.includes('--checked') && checkStillHolds();
if (isChecked) {
  const checked = readVitest(checkReport);
  console.log(`\ntest: walls, unit, contract: ${checked.passed} passed in the check just before`);
  counts.push(checked);
}
counts.push(
  await suite(
    isChecked ? 'integration' : 'walls, unit, contract, integration',
    [
      ...['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${reports}/vitest.json`],
      ...(isChecked ? ['--project', 'integration*'] : []),
    ],
    `${reports}/vitest.json`,
    readVitest,
    {},
  ),
);
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
} else counts.push({ passed: 0, failed: 1, skipped: [] });
const sum = (pick: (count: Outcome) => number) => counts.reduce((total, count) => total + pick(count), 0);
const failed = sum((count) => count.failed);
const skipped = counts.flatMap((count) => count.skipped);
// Where everything was brought, as CI does, a test that does not run is a test that nobody noticed to be gone.
const mustRunAll = process.env['CI'] === 'true';
for (const name of skipped) console.log(`test: ${mustRunAll ? 'MUST RUN in CI' : 'COULD NOT RUN here'}: ${name}`);
const tail = skipped.length > 0 ? `, ${skipped.length} skipped` : '';
console.log(`\n${sum((count) => count.passed)} passed, ${failed} failed${tail}`);
process.exitCode = failed > 0 || (mustRunAll && skipped.length > 0) ? 1 : 0;
