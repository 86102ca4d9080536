import type { Page } from '@playwright/test';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { BuiltShell } from './builtShell.ts';
import { callFromPage, readyPage, type StartedShell } from './shellStage.ts';

const built = new BuiltShell();

const soon = { timeout: 10_000, interval: 50 };
const linkSettings = { monthlyCapBytes: null, hours: null, householdPercent: 0, meteredNetworks: [] };

describe('the shell while the window is closed', () => {
  let shell: StartedShell;
  let page: Page;
  beforeEach(async () => {
    shell = await built.start();
    page = await readyPage(shell);
  });
  afterEach(() => shell.stop());

  const fetchInTray = (on: boolean) =>
    callFromPage(page, 'settings.change', { link: { ...linkSettings, fetchInTray: on } });
  const tray = () => shell.computer.trays.at(-1);

  async function withTray() {
    await fetchInTray(true);
    await vi.waitFor(() => expect(tray()?.menu.length).toBeGreaterThan(3), soon);
    return tray()!;
  }

  test('has no tray unless the reader asked for one, and then closing ends the app', async () => {
    expect(shell.computer.trays).toEqual([]);
    expect(shell.windows[0]?.close()).toBe(false);
    await vi.waitFor(() => expect(shell.app.hasQuit).toBe(true), soon);
  });

  test('keeps fetching in the tray: the window goes out of sight, a second start brings it back', async () => {
    const icon = await withTray();
    expect(icon.toolTip).toBe(
      'Durbeen\n1 study to come, 24 MB · 2.0 Mbit/s\n2 signed reports have not reached their archive yet.',
    );
    const window = shell.windows[0]!;
    expect(window.close()).toBe(false);
    expect(window.isVisible()).toBe(false);
    expect([shell.app.hasQuit, shell.dialogs.length]).toEqual([false, 0]);
    expect(await callFromPage(page, 'settings.read')).toMatchObject({ ok: true });
    shell.app.emit('second-instance');
    expect(window.isVisible()).toBe(true);
    window.close();
    icon.emit('click');
    expect(window.isVisible()).toBe(true);
    expect(shell.windows).toHaveLength(1);
  });

  test('pauses and goes on from the tray, and says so', async () => {
    const icon = await withTray();
    icon.choose('Pause fetching');
    await vi.waitFor(() => expect(icon.toolTip).toContain('Fetching is paused'), soon);
    expect(icon.menu.find(({ label }) => label === 'Pause fetching')?.checked).toBe(true);
    icon.choose('Pause fetching');
    await vi.waitFor(() => expect(icon.toolTip).toContain('1 study to come'), soon);
  });

  test('quits from the tray past the window out of sight, and shows it to say what has not been sent', async () => {
    const icon = await withTray();
    shell.windows[0]?.close();
    shell.answers.dialog = 0;
    icon.choose('Quit Durbeen');
    await vi.waitFor(() => expect(shell.dialogs).toHaveLength(1), soon);
    expect(shell.dialogs[0]?.message).toContain('2 signed reports');
    expect(shell.windows[0]?.isVisible()).toBe(true);
    // The answer is heard a moment later.
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(shell.app.hasQuit).toBe(false);
    shell.answers.dialog = 1;
    icon.choose('Quit Durbeen');
    await vi.waitFor(() => expect(shell.app.hasQuit).toBe(true), soon);
    expect(icon.isDestroyed).toBe(true);
    expect(shell.computer.blockers.size).toBe(0);
  });

  test('a tray that is wanted no more gives the window back', async () => {
    const icon = await withTray();
    shell.windows[0]?.close();
    await fetchInTray(false);
    await vi.waitFor(() => expect(icon.isDestroyed).toBe(true), soon);
    expect(shell.windows[0]?.isVisible()).toBe(true);
  });

  test('keeps the computer awake for a STAT study on mains power, and not on battery or paused', async () => {
    expect(shell.computer.blockers.size).toBe(0);
    const icon = await withTray();
    expect([...shell.computer.blockers.values()]).toEqual(['prevent-app-suspension']);
    shell.computer.power.onBattery = true;
    shell.computer.power.emit('on-battery');
    expect(shell.computer.blockers.size).toBe(0);
    shell.computer.power.onBattery = false;
    shell.computer.power.emit('on-ac');
    expect(shell.computer.blockers.size).toBe(1);
    icon.choose('Pause fetching');
    await vi.waitFor(() => expect(shell.computer.blockers.size).toBe(0), soon);
  });

  test('N10: tells the host when the computer woke and when the person came back', async () => {
    shell.computer.power.emit('resume');
    shell.computer.power.emit('unlock-screen');
    await vi.waitFor(
      async () =>
        expect(await callFromPage(page, 'discs.browse')).toMatchObject({
          value: { entries: [{ name: 'unsealed 1,2,3,resumed,returned' }] },
        }),
      soon,
    );
  });

  test('draws its picture for a dark bar and a light one', async () => {
    const icon = await withTray();
    const greatest = () => {
      const { representations } = icon.image as { representations: { scaleFactor: number; buffer: Buffer }[] };
      expect(representations.map(({ scaleFactor, buffer }) => [scaleFactor, buffer.length])).toEqual([
        [1, 16 * 16 * 4],
        [2, 32 * 32 * 4],
      ]);
      const bytes = representations[1]!.buffer;
      return Math.max(...bytes.filter((_, index) => index % 4 === 0));
    };
    expect(greatest()).toBe(25);
    shell.computer.nativeTheme.shouldUseDarkColors = true;
    shell.computer.nativeTheme.emit('updated');
    expect(greatest()).toBe(235);
  });
});
