import { defineConfig } from '@playwright/test';
import { chromiumOptions } from '../fixtures/chromium.ts';

// Two specs at a time: those over a slow line leave the processor to those that draw. Specs never judge by speed; what
// takes long is waited for, and what never comes fails at the step that waits for it.
export default defineConfig({
  testDir: '.',
  // The longest waits for its line most of the time: it begins first, beside those that draw.
  projects: [
    { name: 'link', testMatch: '**/link.spec.ts' },
    { name: 'others', testMatch: '**/*.spec.ts', testIgnore: '**/link.spec.ts' },
  ],
  outputDir: '../../test-results',
  globalSetup: './fixtures/prepare.ts',
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 300_000,
  expect: { timeout: 60_000 },
  reporter: [['list'], ['json']],
  use: {
    actionTimeout: 60_000,
    navigationTimeout: 60_000,
    launchOptions: chromiumOptions(),
    viewport: { width: 1366, height: 768 },
    screenshot: 'only-on-failure',
    trace: 'off',
  },
});
