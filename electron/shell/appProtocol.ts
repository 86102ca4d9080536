import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { protocol, type Session } from 'electron';
import { pageHeaders, typeOfPageFile } from '#shared/contract/pageHeaders.ts';
import { pageOrigin, pageScheme } from '#shared/contract/shellBridge.ts';

/** Before the app is ready: what the scheme may do. Not bypassCSP, allowServiceWorkers, corsEnabled, allowExtensions. */
export function preparePageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: pageScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

/** Serves the page's own files to one session under `durbeen://app/`, with the same headers as the browser host. */
export function servePage(session: Session, directory: string): void {
  session.protocol.handle(pageScheme, (request) => answerPageRequest(request, directory));
}

/** Only files of the page's folder, by a path of plain names; anything else is not there. */
export async function answerPageRequest(
  request: { readonly url: string; readonly method: string },
  directory: string,
): Promise<Response> {
  const name = pageFileName(request.url);
  const type = name === undefined ? undefined : typeOfPageFile(name);
  if (name === undefined || type === undefined) return refusal(404);
  if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405);
  try {
    const bytes = await readFile(join(directory, ...name.split('/')));
    return new Response(new Uint8Array(bytes), { headers: { ...pageHeaders, 'Content-Type': type } });
  } catch {
    // Not a file of the page; which of the reasons it was is nobody's business there.
    return refusal(404);
  }
}

/** `assets/page.js` for `durbeen://app/assets/page.js`; undefined for every other host, a query, dots or odd letters. */
function pageFileName(url: string): string | undefined {
  if (!url.startsWith(`${pageOrigin}/`)) return undefined;
  const path = url.slice(pageOrigin.length + 1).replace(/#.*$/, '');
  if (path === '') return 'index.html';
  const parts = path.split('/');
  return parts.every((part) => /^[\w-][\w.-]*$/.test(part)) ? path : undefined;
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: { ...pageHeaders } });
}
