/**
 * What the page may do, frozen once for both doors: the browser host's and the shell's own scheme.
 * Cornerstone needs `style-src-attr 'unsafe-inline'` (text of annotations) and `blob:` images (cursors of its tools);
 * the codecs need `'wasm-unsafe-eval'`. Nothing may be fetched from, sent to, framed by or posted to any other origin.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' blob:",
  "media-src 'self' blob:",
  "frame-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Sent with every answer of either door, refusals included. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': contentSecurityPolicy,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  wasm: 'application/wasm',
  woff2: 'font/woff2',
  woff: 'font/woff',
  ttf: 'font/ttf',
  // Fonts and tables of characters that PDFs lean on.
  pfb: 'application/octet-stream',
  bcmap: 'application/octet-stream',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  txt: 'text/plain; charset=utf-8',
};

/** The media type of one of the page's own files; undefined: a kind that is never served. */
export function typeOfPageFile(name: string): string | undefined {
  const ending = /\.([a-z0-9]+)$/.exec(name)?.[1];
  return ending !== undefined && Object.hasOwn(types, ending) ? types[ending] : undefined;
}
