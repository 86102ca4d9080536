import type { Browser } from '@playwright/test';
import { afterAll, beforeAll } from 'vitest';
import { launchBrowser } from './browserProbe.ts';
import { buildShellStage, type StartedShell, type StartOptions, startShell } from './shellStage.ts';

/** The shell, built once for all tests of a file, and the browser that draws its windows. */
export class BuiltShell {
  #browser!: Browser;
  #stage!: Awaited<ReturnType<typeof buildShellStage>>;

  constructor() {
    beforeAll(async () => {
      [this.#browser, this.#stage] = await Promise.all([launchBrowser(), buildShellStage()]);
    });
    afterAll(async () => {
      await this.#browser.close();
      await this.#stage.remove();
    });
  }

  /** Starts a copy of it; it is the caller's to stop. */
  start(options?: StartOptions): Promise<StartedShell> {
    return startShell(this.#stage.folder, this.#browser, options);
  }
}
