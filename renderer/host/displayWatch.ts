import { type ShellDisplays, type ShellToPage, shellBridgeName } from '#shared/contract/shellBridge.ts';
import { unknownDisplay } from '#shared/displays/shownOn.ts';
import { Listeners } from './listeners.ts';
import { type DetailedScreen, describeScreen, describeScreens, type SeenDisplays, scaleOf } from './seenDisplays.ts';
import { findShellBridge } from './shellPorts.ts';

interface ScreenDetails extends EventTarget {
  readonly screens: readonly DetailedScreen[];
  readonly currentScreen: DetailedScreen;
}

type ScreenAsker = Window & { readonly getScreenDetails?: () => Promise<ScreenDetails> };

/**
 * The monitors as they are now: from the shell under Electron; in a browser from the Window Management API where the
 * person has allowed it, else the one screen that every page knows of. The page's further windows say which they are on.
 */
export class DisplayWatch {
  readonly #told = new Listeners<void>();
  readonly #view: Window;
  readonly #windows = new Map<string, Window>();
  #seen: SeenDisplays;
  #details: ScreenDetails | undefined;
  #shell: ShellDisplays | undefined;
  #started = false;

  constructor(view: Window = window) {
    this.#view = view;
    this.#seen = this.#plain();
  }

  readonly snapshot = (): SeenDisplays => this.#seen;

  readonly subscribe = (listener: () => void): (() => void) => {
    if (!this.#started) this.#start();
    return this.#told.add(listener);
  };

  /** Whether a browser could tell more if the person allowed it. */
  canAsk(): boolean {
    return !findShellBridge() && !this.#details && (this.#view as ScreenAsker).getScreenDetails !== undefined;
  }

  /** Asks the browser, which asks the person. Answers whether it was allowed; must come from a click or a key. */
  async ask(): Promise<boolean> {
    try {
      const details = await (this.#view as ScreenAsker).getScreenDetails?.();
      if (!details) return false;
      this.#details = details;
      for (const event of ['screenschange', 'currentscreenchange']) details.addEventListener(event, () => this.#look());
      this.#look();
      return true;
    } catch {
      // Refused, or not from a click: the plain screen it is.
      return false;
    }
  }

  /** A further window of this page, by its name; answers how to forget it. */
  noteWindow(name: string, view: Window): () => void {
    this.#windows.set(name, view);
    this.#told.tell();
    return () => {
      this.#windows.delete(name);
      this.#told.tell();
    };
  }

  /** The monitor that a further window is on. */
  displayOf(name: string): string | undefined {
    const view = this.#windows.get(name);
    if (this.#shell) return this.#shell.windows[name];
    if (!view) return undefined;
    if (this.#details) {
      const { screens } = this.#details;
      const [x, y] = [view.screenX + view.outerWidth / 2, view.screenY + view.outerHeight / 2];
      const on = screens.find(
        ({ left, top, width, height }) => x >= left && x < left + width && y >= top && y < top + height,
      );
      if (on) return describeScreens(screens, on).current;
    }
    return describeScreen(view.screen, scaleOf(view)).displayId;
  }

  /** The monitor that a part of any of this page's windows is on. */
  monitorOf({ ownerDocument: { defaultView: view } }: Element): string {
    const on = view === this.#view ? this.#seen.current : view && this.displayOf(view.name);
    return on || unknownDisplay;
  }

  /** The monitors on which the page's windows are now, each once. */
  inUse(): readonly string[] {
    const others = [...this.#windows.keys()].map((name) => this.displayOf(name));
    return [...new Set([this.#seen.current, ...others])].filter((id) => id !== undefined && id !== '') as string[];
  }

  /** A monitor without a window of ours, where a browser tells: its place on the desktop. */
  freePlace(): Pick<DetailedScreen, 'left' | 'top' | 'width' | 'height'> | undefined {
    if (!this.#details) return undefined;
    const { screens } = this.#details;
    const used = new Set(this.inUse());
    return screens.find((screen) => !used.has(describeScreens(screens, screen).current));
  }

  #start(): void {
    this.#started = true;
    const bridge = findShellBridge();
    if (bridge) {
      this.#view.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (event.source !== this.#view) return;
        const message = event.data as ShellToPage | null;
        if (message?.durbeen !== 'displays') return;
        this.#shell = message;
        this.#look();
      });
      bridge.requestDisplays();
      return;
    }
    this.#view.addEventListener('resize', () => this.#look());
    void this.#askIfAllowed();
  }

  /** Where it was allowed before, without a question. */
  async #askIfAllowed(): Promise<void> {
    try {
      const { state } = await navigator.permissions.query({ name: 'window-management' as PermissionName });
      if (state === 'granted') await this.ask();
    } catch {
      // A browser that does not know the permission has not the API either.
    }
  }

  #look(): void {
    const seen = this.#shell
      ? { displays: this.#shell.displays, current: this.#shell.windows[''] ?? '' }
      : this.#details
        ? describeScreens(this.#details.screens, this.#details.currentScreen)
        : this.#plain();
    if (JSON.stringify(seen) === JSON.stringify(this.#seen)) {
      if (this.#shell) this.#told.tell();
      return;
    }
    this.#seen = seen;
    this.#told.tell();
  }

  #plain(): SeenDisplays {
    // Under Electron nothing is said before the shell has: a monitor must not be known under two names.
    if (Object.hasOwn(this.#view, shellBridgeName)) return { displays: [], current: '' };
    const facts = describeScreen(this.#view.screen, scaleOf(this.#view));
    return { displays: [facts], current: facts.displayId };
  }
}

let shared: DisplayWatch | undefined;

/** The page's one watch; made when first asked for. */
export function displayWatch(): DisplayWatch {
  shared ??= new DisplayWatch();
  return shared;
}
