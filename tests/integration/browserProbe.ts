import { type Browser, chromium } from '@playwright/test';
import { build } from 'vite';
import { findChromium } from '../fixtures/chromium.ts';

/** The probe page's script, built as the renderer is. */
export async function buildProbePage(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root: `${import.meta.dirname}/../..`,
    build: {
      write: false,
      target: 'esnext',
      rolldownOptions: { input: `${import.meta.dirname}/../fixtures/probePage.ts` },
    },
  });
  const output = 'output' in built ? built.output : Array.isArray(built) ? built[0]?.output : undefined;
  const chunk = output?.find(({ type }) => type === 'chunk');
  if (chunk?.type !== 'chunk') throw new Error('the probe page was not built');
  return chunk.code;
}

/** A Chromium in which every name under `.test` is this computer, as a rebinding attacker's name would be. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      '--no-sandbox',
      '--enable-unsafe-swiftshader',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--disable-quic',
      '--host-resolver-rules=MAP *.test 127.0.0.1',
    ],
  });
}
