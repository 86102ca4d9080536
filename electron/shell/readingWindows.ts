import { type BrowserWindow, type BrowserWindowConstructorOptions, screen } from 'electron';
import { readingWindowAddress, readingWindowName, shellChannels } from '#shared/contract/shellBridge.ts';
import { describeDisplays } from './displays.ts';
import type { Placement } from './placement.ts';

/** A display is shown a few times while it is plugged in, and a window that is dragged says so at every pixel. */
const gatherMs = 200;

/**
 * The windows that the page opens beside its own, one for a further monitor: blank, of its own origin and process, drawn
 * by it and gone with it. They are the one exception to "no page opens a window" (trust.md EL14).
 */
export class ReadingWindows {
  readonly #main: BrowserWindow;
  readonly #placement: Placement;
  readonly #windows = new Map<string, BrowserWindow>();
  #telling: ReturnType<typeof setTimeout> | undefined;
  #isAsked = false;
  #isNextMaximized = false;

  constructor(main: BrowserWindow, placement: Placement) {
    this.#main = main;
    this.#placement = placement;
    const { webContents } = main;
    webContents.setWindowOpenHandler(({ url, frameName }) => {
      if (url !== readingWindowAddress || !readingWindowName.test(frameName)) return { action: 'deny' };
      return { action: 'allow', overrideBrowserWindowOptions: this.#options() };
    });
    webContents.on('did-create-window', (window, { frameName }) => this.#keep(frameName, window));
    // A page that is loaded anew, or has died, draws nothing into the windows of the one before.
    webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) this.closeAll();
    });
    webContents.on('render-process-gone', () => this.closeAll());
    main.on('hide', () => this.#each((window) => window.hide()));
    main.on('show', () => this.#each((window) => window.show()));
    main.on('closed', () => this.closeAll());
    main.on('move', this.#tellSoon);
    main.on('resize', this.#tellSoon);
    screen.on('display-added', this.#tellSoon);
    screen.on('display-removed', this.#tellSoon);
    screen.on('display-metrics-changed', this.#tellSoon);
  }

  /** The page wants to know the monitors, now and whenever they change. */
  tell = (): void => {
    this.#isAsked = true;
    if (this.#main.isDestroyed()) return;
    const windows = new Map([['', this.#main], ...this.#windows]);
    this.#main.webContents.send(shellChannels.displays, describeDisplays(windows));
  };

  closeAll(): void {
    this.#each((window) => window.close());
  }

  #keep(name: string, window: BrowserWindow): void {
    this.#windows.set(name, window);
    window.setContentProtection(true);
    window.on('page-title-updated', (event) => event.preventDefault());
    window.on('close', () => this.#placement.writeReading(window.getNormalBounds(), window.isMaximized()));
    window.on('closed', () => {
      if (this.#windows.get(name) === window) this.#windows.delete(name);
      this.#tellSoon();
    });
    window.on('move', this.#tellSoon);
    window.on('resize', this.#tellSoon);
    if (this.#isNextMaximized) window.maximize();
    this.#tellSoon();
  }

  #options(): BrowserWindowConstructorOptions {
    const { bounds, maximized } = this.#placement.readFree([this.#main, ...this.#windows.values()]);
    this.#isNextMaximized = maximized;
    return {
      ...bounds,
      backgroundColor: '#000000',
      autoHideMenuBar: true,
      title: this.#main.getTitle(),
    };
  }

  readonly #tellSoon = (): void => {
    if (!this.#isAsked || this.#main.isDestroyed()) return;
    clearTimeout(this.#telling);
    this.#telling = setTimeout(this.tell, gatherMs);
  };

  #each(act: (window: BrowserWindow) => void): void {
    for (const window of [...this.#windows.values()]) if (!window.isDestroyed()) act(window);
  }
}
