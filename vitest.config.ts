import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], extra: Record<string, unknown> = {}) => ({
  test: { name, include, environment: 'node', testTimeout: 20_000, ...extra },
});

/** Vitest leaves one core to itself, which of two is half: beside these tests nothing else runs. */
const maxWorkers = Math.max(2, availableParallelism() - 1);

/** What measures rates and pauses, loads the computer to see what that does, or builds the app: one file at a time. */
const alone = [
  'tests/archive/{decodeUnderLoad,faultProxy,faultTrials,patience}.test.ts',
  'tests/crash/killTrial.test.ts',
  'tests/integration/{desktop,largeProtocolFiles,linkHost,packaging}.test.ts',
];

const slow = { testTimeout: 300_000, hookTimeout: 300_000 };

// One list of suites. `npm run check` runs the first three; `npm test` runs all, then the end-to-end specs. Groups run
// one after another.
export default defineConfig({
  test: {
    maxWorkers,
    // What is waited for comes when it comes: a busy computer takes longer than a second.
    expect: { poll: { timeout: 10_000 } },
    projects: [
      project('walls', ['tests/architecture/**/*.test.ts']),
      project('unit', [
        '{shared,electron,renderer}/**/*.test.ts',
        '{shared,electron,renderer}/**/*.test.tsx',
        'tests/{hanging,performance/simulator,performance/link,performance/hanging,soak}/*.test.ts',
      ]),
      project('contract', ['tests/contract/**/*.test.ts']),
      project('integration', ['tests/{archive,integration,crash}/**/*.test.ts'], {
        ...slow,
        exclude: alone,
        sequence: { groupOrder: 1 },
      }),
      project('integration alone', alone, { ...slow, fileParallelism: false, sequence: { groupOrder: 2 } }),
    ],
  },
});
