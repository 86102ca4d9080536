import { app, type BrowserWindow, dialog } from 'electron';
import { HostProcess } from './hostProcess.ts';
import { keyVault } from './keyVault.ts';
import { locations } from './locations.ts';
import { setMenu } from './menu.ts';
import { listenToPages } from './pageMessages.ts';
import { Placement } from './placement.ts';
import { openWindow, preparePageSession } from './window.ts';
import { words } from './words.ts';

/** The app around the page: one window, one host, and an orderly end. */
export class Shell {
  #host: HostProcess | undefined;
  #window: BrowserWindow | undefined;
  #unsent = 0;
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
      onFailed: (code) => void this.#hostFailed(code),
    });
    this.#host.start();
    listenToPages((contents) => contents === this.#window?.webContents, {
      requestPort: (sender) => this.#host?.connect(sender),
      reportUnsent: (_sender, count) => {
        this.#unsent = count;
      },
    });
    this.#open();
  }

  /** Brings the window to the front; a second start of the app ends here. */
  showWindow(): void {
    if (!this.#window || this.#window.isDestroyed()) return;
    if (this.#window.isMinimized()) this.#window.restore();
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
    const window = openWindow(new Placement());
    this.#window = window;
    setMenu(window);
    // Closing the window is quitting, and quitting may be refused: the window stays until it is decided.
    window.on('close', (event) => {
      if (this.#ending === 'done') return;
      event.preventDefault();
      app.quit();
    });
  }

  async #end(): Promise<void> {
    this.#ending = 'asking';
    if (!(await this.#mayEnd())) {
      this.#ending = 'no';
      return;
    }
    this.#ending = 'stopping';
    await this.#host?.stop();
    this.#ending = 'done';
    app.quit();
  }

  async #mayEnd(): Promise<boolean> {
    if (this.#unsent === 0 || !this.#window) return true;
    const { response } = await dialog.showMessageBox(this.#window, {
      type: 'warning',
      title: words.unsentTitle,
      message: words.unsent(this.#unsent),
      detail: words.unsentDetail,
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
    app.quit();
  }
}
