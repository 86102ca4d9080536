import { app, type BrowserWindow, dialog } from 'electron';
import type { BackgroundState } from '#shared/contract/hostStart.ts';
import { HostProcess } from './hostProcess.ts';
import { keyVault } from './keyVault.ts';
import { leavingQuestion } from './leavingQuestion.ts';
import { locations } from './locations.ts';
import { setMenu } from './menu.ts';
import { listenToPages } from './pageMessages.ts';
import { Placement } from './placement.ts';
import { ReadingWindows } from './readingWindows.ts';
import { TrayIcon } from './trayIcon.ts';
import { Wakefulness } from './wakefulness.ts';
import { openWindow, preparePageSession } from './window.ts';
import { words } from './words.ts';

/** The app around the page: one window, one host, a tray where the reader wants one, and an orderly end. */
export class Shell {
  #host: HostProcess | undefined;
  #window: BrowserWindow | undefined;
  #readingWindows: ReadingWindows | undefined;
  #tray: TrayIcon | undefined;
  #wakefulness: Wakefulness | undefined;
  #unsent = 0;
  #unsaved = 0;
  #ending: 'no' | 'asking' | 'stopping' | 'done' = 'no';

  async start(): Promise<void> {
    preparePageSession();
    this.#host = new HostProcess({
      modulePath: locations.host,
      parserPath: locations.parser,
      start: {
        door: 'electron',
        appVersion: app.getVersion(),
        dataDirectory: locations.data,
        cacheDirectory: locations.cache,
        keychainAvailable: await keyVault.isAvailable(),
      },
      onBackground: (state) => this.#noteBackground(state),
      onFailed: (code) => void this.#hostFailed(code),
    });
    this.#host.start();
    this.#wakefulness = new Wakefulness((event) => this.#host?.noteComputer(event));
    listenToPages((contents) => contents === this.#window?.webContents, {
      requestPort: (sender) => this.#host?.connect(sender),
      reportUnsent: (_sender, count) => {
        this.#unsent = count;
      },
      reportUnsaved: (_sender, count) => {
        this.#unsaved = count;
      },
      requestDisplays: () => this.#readingWindows?.tell(),
    });
    this.#open();
  }

  /** Brings the window to the front; a second start of the app ends here. */
  showWindow(): void {
    if (!this.#window || this.#window.isDestroyed()) return;
    if (this.#window.isMinimized()) this.#window.restore();
    if (!this.#window.isVisible()) this.#window.show();
    this.#window.focus();
  }

  /**
   * Holds the end back until the host has stopped; says first what has not been sent. Waits as long as the host
   * takes: what was signed is being written.
   */
  beforeQuit(event: { preventDefault(): void }): void {
    if (this.#ending === 'done') return;
    event.preventDefault();
    if (this.#ending === 'no') void this.#end();
  }

  #open(): void {
    const placement = new Placement();
    const window = openWindow(placement);
    this.#window = window;
    this.#readingWindows = new ReadingWindows(window, placement);
    setMenu(window);
    // Closing the window is quitting, and quitting may be refused: the window stays until it is decided. Where fetching
    // is to go on, the window only goes out of sight; the tray has both ways from there.
    window.on('close', (event) => {
      if (this.#ending === 'done') return;
      event.preventDefault();
      if (this.#tray && this.#ending === 'no') window.hide();
      else app.quit();
    });
  }

  #noteBackground(state: BackgroundState): void {
    if (this.#ending !== 'no') return;
    this.#unsent = state.unsentReports;
    this.#wakefulness?.follow(state);
    if (state.fetchInTray) {
      this.#tray ??= new TrayIcon({
        open: () => this.showWindow(),
        setPaused: (paused) => this.#host?.setPaused(paused),
        quit: () => app.quit(),
      });
      this.#tray.show(state);
      return;
    }
    this.#dropTray();
  }

  /** Without its tray a window out of sight could not be found again. */
  #dropTray(): void {
    if (!this.#tray) return;
    this.#tray.destroy();
    this.#tray = undefined;
    if (this.#ending === 'no') this.showWindow();
  }

  async #end(): Promise<void> {
    this.#ending = 'asking';
    if (!(await this.#mayEnd())) {
      this.#ending = 'no';
      return;
    }
    this.#ending = 'stopping';
    this.#wakefulness?.release();
    this.#dropTray();
    await this.#host?.stop();
    this.#ending = 'done';
    app.quit();
  }

  async #mayEnd(): Promise<boolean> {
    const question = leavingQuestion({ unsent: this.#unsent, unsaved: this.#unsaved });
    if (!question || !this.#window) return true;
    // A box of a window that is out of sight might be out of sight too.
    this.showWindow();
    const { response } = await dialog.showMessageBox(this.#window, {
      type: 'warning',
      ...question,
      buttons: [words.stayOpen, words.quitAnyway],
      defaultId: 0,
      cancelId: 0,
    });
    return response === 1;
  }

  async #hostFailed(code: string): Promise<void> {
    const reason = Object.hasOwn(words.reasons, code) ? words.reasons[code] : undefined;
    await dialog.showMessageBox({
      type: 'error',
      title: words.title,
      message: words.hostFailed,
      detail: reason ?? words.otherReason(code),
      buttons: [words.close],
    });
    this.#unsent = 0;
    this.#unsaved = 0;
    app.quit();
  }
}
