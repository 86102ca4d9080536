import { app, BrowserWindow, session } from 'electron';
import { pageOrigin } from '#shared/contract/shellBridge.ts';
import { servePage } from './appProtocol.ts';
import { locations } from './locations.ts';
import { lockSession } from './lockDown.ts';
import type { Placement } from './placement.ts';
import { words } from './words.ts';

/** Without `persist:` a session lives in memory: no disk cache, no storage on disk. */
const partition = 'durbeen';

/** Prepares the one session of all windows; once, when the app is ready. */
export function preparePageSession(): void {
  const pages = session.fromPartition(partition, { cache: false });
  lockSession(pages);
  servePage(pages, locations.page);
}

/** The only place where windows are made. */
export function openWindow(placement: Placement): BrowserWindow {
  const { bounds, maximized } = placement.read();
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: words.title,
    backgroundColor: '#000000',
    autoHideMenuBar: true,
    webPreferences: {
      partition,
      preload: locations.preload,
      additionalArguments: [`--durbeen-version=${app.getVersion()}`],
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      // Its dictionaries would come from the network.
      spellcheck: false,
    },
  });
  // Kept out of screenshots and screen sharing until the person allows it from the menu.
  window.setContentProtection(true);
  // The page's title could name a patient; the system shows titles in places we do not own.
  window.on('page-title-updated', (event) => event.preventDefault());
  window.on('close', () => placement.write(window.getNormalBounds(), window.isMaximized()));
  window.once('ready-to-show', () => {
    if (maximized) window.maximize();
    window.show();
  });
  void window.loadURL(`${pageOrigin}/`);
  return window;
}
