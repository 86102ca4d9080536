import { contextBridge, ipcRenderer } from 'electron';
import {
  pageOrigin,
  type ShellBridge,
  type ShellDisplays,
  type ShellToPage,
  shellBridgeName,
  shellChannels,
} from '#shared/contract/shellBridge.ts';

/** The page's window as the preload sees it: the shell is compiled without the DOM. */
declare const window: { postMessage(message: ShellToPage, targetOrigin: string, ports?: readonly unknown[]): void };

const versionSwitch = '--durbeen-version=';
const versionArgument = process.argv.find((argument) => argument.startsWith(versionSwitch));

// Only plain values and functions of plain values: no event, no channel name, no object of Electron crosses.
const bridge: ShellBridge = Object.freeze({
  door: 'electron',
  appVersion: versionArgument?.slice(versionSwitch.length) ?? '',
  platform: process.platform,
  requestPort: () => ipcRenderer.send(shellChannels.requestPort),
  reportUnsent: (count: number) => ipcRenderer.send(shellChannels.reportUnsent, count),
  reportUnsaved: (count: number) => ipcRenderer.send(shellChannels.reportUnsaved, count),
  requestDisplays: () => ipcRenderer.send(shellChannels.requestDisplays),
});
contextBridge.exposeInMainWorld(shellBridgeName, bridge);

// A port cannot cross the bridge; it is posted to the page's own window, and to no other origin.
ipcRenderer.on(shellChannels.port, (event) => window.postMessage({ durbeen: 'port' }, pageOrigin, event.ports));
ipcRenderer.on(shellChannels.displays, (_event, seen: ShellDisplays) =>
  window.postMessage({ durbeen: 'displays', ...seen }, pageOrigin),
);
ipcRenderer.on(shellChannels.hostLost, () => window.postMessage({ durbeen: 'hostLost' }, pageOrigin));
