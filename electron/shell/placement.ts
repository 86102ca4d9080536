import { type BrowserWindow, ipcMain, type Rectangle } from 'electron';
import Store from 'electron-store';
import { seeDisplays } from './displays.ts';
import { type DesktopPart, freeDisplay, type KeptPlace, keepPlace, placeOnDisplay } from './placeOnDisplay.ts';

interface Stored {
  readonly window: KeptPlace;
  /** Reading windows by the monitor that they were on. */
  readonly reading: Readonly<Record<string, KeptPlace>>;
}

/** Where the windows were: the only thing the shell keeps, and nothing about patients. */
export class Placement {
  readonly #store = new Store<Stored>({
    name: 'window',
    defaults: { window: {}, reading: {} },
    clearInvalidConfig: true,
  });

  constructor() {
    // electron-store answers any page that asks where this computer keeps the app's files. No page of ours asks.
    ipcMain.removeAllListeners('electron-store-get-data');
  }

  /** The last place on the monitors of now; a large window in the middle otherwise. */
  read(): { bounds: Partial<Rectangle>; maximized: boolean } {
    const kept = this.#store.get('window');
    const bounds = placeOnDisplay(kept, desktop());
    return { bounds: bounds ?? { width: 1600, height: 1000 }, maximized: kept.maximized ?? true };
  }

  write(bounds: Rectangle, maximized: boolean): void {
    this.#store.set('window', keepPlace(bounds, maximized, desktop()));
  }

  /** For one more window: on a monitor that none of these is on, as it was left there, else over the whole of it. */
  readFree(others: readonly BrowserWindow[]): { bounds: Partial<Rectangle>; maximized: boolean } {
    const parts = desktop();
    const taken = others.flatMap((window) => keepPlace(window.getBounds(), false, parts).displayId ?? []);
    const on = freeDisplay(parts, taken);
    if (!on) return { bounds: {}, maximized: false };
    const kept = this.#store.get('reading')[on.displayId];
    const bounds = kept && placeOnDisplay(kept, parts);
    // Over a monitor that has a window already, not all of it.
    const isShared = taken.includes(on.displayId);
    return {
      bounds: bounds ?? (isShared ? { ...on.workArea, width: Math.round(on.workArea.width / 2) } : on.workArea),
      maximized: kept?.maximized ?? !isShared,
    };
  }

  writeReading(bounds: Rectangle, maximized: boolean): void {
    const kept = keepPlace(bounds, maximized, desktop());
    if (kept.displayId === undefined) return;
    this.#store.set('reading', { ...this.#store.get('reading'), [kept.displayId]: kept });
  }
}

function desktop(): readonly DesktopPart[] {
  return seeDisplays().map(({ display, facts }) => ({ displayId: facts.displayId, workArea: display.workArea }));
}
