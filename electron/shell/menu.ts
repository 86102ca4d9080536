import { app, type BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import { words } from './words.ts';

/** Roles the system knows and names; the reading commands live in the page, which has the keyboard. */
export function setMenu(window: BrowserWindow): void {
  const sharing: MenuItemConstructorOptions = {
    label: words.allowSharing,
    type: 'checkbox',
    checked: false,
    click: (item) => window.setContentProtection(!item.checked),
  };
  const view: MenuItemConstructorOptions[] = [{ role: 'togglefullscreen' }, sharing];
  // A packaged app has no developer's tools: they would show patient data of the page's memory.
  if (!app.isPackaged) view.push({ role: 'reload' }, { role: 'toggleDevTools' });
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : [{ role: 'fileMenu' } as const]),
    { role: 'editMenu' },
    { role: 'viewMenu', submenu: view },
    { role: 'windowMenu' },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
