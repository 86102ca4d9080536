import { type IpcMainEvent, ipcMain, type WebContents } from 'electron';
import { pageOrigin, shellChannels } from '#shared/contract/shellBridge.ts';

const mostPerSecond = 20;

/** What the shell does for a page. Each is reached only through the check below. */
export interface PageRequests {
  readonly requestPort: (sender: WebContents) => void;
  readonly reportUnsent: (sender: WebContents, count: number) => void;
  readonly reportUnsaved: (sender: WebContents, count: number) => void;
  readonly requestDisplays: (sender: WebContents) => void;
}

/**
 * The only place that listens to pages. A message counts when it comes from the top frame of our own page in a window
 * that the shell made, on a channel of the list, with the argument it should have, and not in a flood.
 */
export function listenToPages(isOurWindow: (contents: WebContents) => boolean, requests: PageRequests): void {
  const allowed = floodGate();
  const trusted = (event: IpcMainEvent) => isTrusted(event, isOurWindow) && allowed(event.sender);
  ipcMain.on(shellChannels.requestPort, (event) => {
    if (trusted(event)) requests.requestPort(event.sender);
  });
  ipcMain.on(shellChannels.requestDisplays, (event) => {
    if (trusted(event)) requests.requestDisplays(event.sender);
  });
  ipcMain.on(shellChannels.reportUnsent, (event, count: unknown) => {
    if (trusted(event) && isCount(count)) requests.reportUnsent(event.sender, count);
  });
  ipcMain.on(shellChannels.reportUnsaved, (event, count: unknown) => {
    if (trusted(event) && isCount(count)) requests.reportUnsaved(event.sender, count);
  });
}

function isTrusted(event: IpcMainEvent, isOurWindow: (contents: WebContents) => boolean): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && frame.origin === pageOrigin && isOurWindow(event.sender);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 1_000_000;
}

function floodGate(): (sender: WebContents) => boolean {
  const recent = new WeakMap<WebContents, number[]>();
  return (sender) => {
    const now = process.uptime() * 1_000;
    const times = (recent.get(sender) ?? []).filter((at) => now - at < 1_000);
    if (times.length < mostPerSecond) times.push(now);
    else return false;
    recent.set(sender, times);
    return true;
  };
}
