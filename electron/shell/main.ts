import { app } from 'electron';
import { preparePageScheme } from './appProtocol.ts';
import { locations } from './locations.ts';
import { lockDown } from './lockDown.ts';
import { Shell } from './shell.ts';

// Never a top-level `await app.whenReady()` here: in a module main it waits for itself.
app.enableSandbox();
app.setPath('userData', locations.shellFolder);
preparePageScheme();
lockDown();

if (app.requestSingleInstanceLock()) {
  const shell = new Shell();
  app.on('second-instance', () => shell.showWindow());
  app.on('activate', () => shell.showWindow());
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => shell.beforeQuit(event));
  void app.whenReady().then(() => shell.start());
} else {
  app.quit();
}
