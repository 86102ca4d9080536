import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], extra: Record<string, unknown> = {}) => ({
  test: { name, include, environment: 'node', testTimeout: 20_000, ...extra },
});

// One list of suites. `npm run check` runs the first three; `npm test` runs all, then the end-to-end specs.
export default defineConfig({
  test: {
    projects: [
      project('walls', ['tests/architecture/**/*.test.ts']),
      project('unit', [
        '{shared,electron,renderer}/**/*.test.ts',
        '{shared,electron,renderer}/**/*.test.tsx',
        'tests/{performance/simulator,performance/link,soak}/*.test.ts',
      ]),
      project('contract', ['tests/contract/**/*.test.ts']),
      project('integration', ['tests/{archive,integration,crash}/**/*.test.ts'], {
        testTimeout: 180_000,
        hookTimeout: 180_000,
        fileParallelism: false,
      }),
    ],
  },
});
