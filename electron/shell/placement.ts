import { ipcMain, type Rectangle, screen } from 'electron';
import Store from 'electron-store';

interface Stored {
  readonly bounds?: Rectangle;
  readonly maximized?: boolean;
}

/** Where the window was: the only thing the shell keeps, and nothing about patients. */
export class Placement {
  readonly #store = new Store<{ window: Stored }>({
    name: 'window',
    defaults: { window: {} },
    clearInvalidConfig: true,
  });

  constructor() {
    // electron-store answers any page that asks where this computer keeps the app's files. No page of ours asks.
    ipcMain.removeAllListeners('electron-store-get-data');
  }

  /** The last place, if it is still on a display; a large window in the middle otherwise. */
  read(): { bounds: Partial<Rectangle>; maximized: boolean } {
    const { bounds, maximized = true } = this.#store.get('window');
    const visible = bounds && screen.getAllDisplays().some(({ workArea }) => overlaps(workArea, bounds));
    return { bounds: visible ? bounds : { width: 1600, height: 1000 }, maximized };
  }

  write(bounds: Rectangle, maximized: boolean): void {
    this.#store.set('window', { bounds, maximized });
  }
}

/** Enough of the window to take hold of it. */
function overlaps(area: Rectangle, window: Rectangle): boolean {
  const width = Math.min(area.x + area.width, window.x + window.width) - Math.max(area.x, window.x);
  const height = Math.min(area.y + area.height, window.y + window.height) - Math.max(area.y, window.y);
  return width >= 200 && height >= 100;
}
