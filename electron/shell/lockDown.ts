import { app, type DownloadItem, type Session, type WebContents } from 'electron';
import { pageOrigin } from '#shared/contract/shellBridge.ts';

const page = `${pageOrigin}/`;

/** Every page that ever comes to be, ours included, stays on our one address, opens nothing and embeds nothing. */
export function lockDown(): void {
  app.on('web-contents-created', (_event, contents) => lockContents(contents));
}

function lockContents(contents: WebContents): void {
  const stay = (event: { readonly url: string; preventDefault(): void }) => {
    if (event.url !== page) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/**
 * A session that lets no page ask for anything and fetch nothing but our own files. What the page itself has made may be
 * kept as a file (a hanging protocol, handed on): the system asks the person where, and the page learns nothing of it.
 */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event, item) => {
    if (!isProtocolFile(item)) event.preventDefault();
  });
  session.webRequest.onBeforeRequest((request, answer) => answer({ cancel: !isOwn(request.url) }));
}

/** Cursors of the viewer are blobs that the page made itself; the developer's tools are Chromium's own. */
function isOwn(url: string): boolean {
  return url.startsWith(page) || url.startsWith(`blob:${pageOrigin}/`) || url.startsWith('devtools://');
}

/** Nothing but files of protocols leaves by this way, by the names that the host gives them; no image of a patient does. */
function isProtocolFile(item: Pick<DownloadItem, 'getURL' | 'getFilename'>): boolean {
  return item.getURL().startsWith(`blob:${pageOrigin}/`) && /^[a-z0-9._-]+\.(?:json|dcm)$/.test(item.getFilename());
}
