import { readFileSync } from 'node:fs';

/** What one suite did; `skipped` names each test that could not run. */
export interface Outcome {
  passed: number;
  failed: number;
  readonly skipped: readonly string[];
}

interface VitestReport {
  readonly numPassedTests?: number;
  readonly numFailedTests?: number;
  readonly numFailedTestSuites?: number;
  readonly testResults?: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

interface PlaywrightSuite {
  readonly title: string;
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs?: readonly { readonly title: string; readonly tests: readonly { readonly status: string }[] }[];
}

interface PlaywrightReport {
  readonly stats: { readonly expected?: number; readonly unexpected?: number; readonly flaky?: number };
  readonly suites?: readonly PlaywrightSuite[];
}

/** Reads Vitest's JSON report. A file that could not be loaded counts as one failure. Throws when there is no report. */
export function readVitest(file: string): Outcome {
  const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
  const failed = report.numFailedTests ?? 0;
  const tests = (report.testResults ?? []).flatMap(({ assertionResults }) => assertionResults);
  return {
    passed: report.numPassedTests ?? 0,
    failed: failed === 0 && (report.numFailedTestSuites ?? 0) > 0 ? 1 : failed,
    skipped: tests.filter(({ status }) => status !== 'passed' && status !== 'failed').map(({ fullName }) => fullName),
  };
}

/** Reads Playwright's JSON report. Throws when there is no report. */
export function readPlaywright(file: string): Outcome {
  const { stats, suites = [] } = JSON.parse(readFileSync(file, 'utf8')) as PlaywrightReport;
  return {
    passed: (stats.expected ?? 0) + (stats.flaky ?? 0),
    failed: stats.unexpected ?? 0,
    skipped: suites.flatMap(skippedIn),
  };
}

function skippedIn(suite: PlaywrightSuite): readonly string[] {
  const own = (suite.specs ?? []).filter(({ tests }) => tests.some(({ status }) => status === 'skipped'));
  return [...own.map(({ title }) => `${suite.title}: ${title}`), ...(suite.suites ?? []).flatMap(skippedIn)];
}
