import { HttpBodyError, type HttpResponse } from '#electron/base/http/httpPool.ts';
import { readMediaType } from '#electron/base/http/mediaType.ts';

/** More than any server writes to say no. */
const mostBytes = 16 * 1024;
/** nginx: "No required SSL certificate was sent", "The SSL certificate error". */
const words = /\bSSL certificate\b/i;

/**
 * Whether a server took our certificate, or the lack of one, for a bad request and said so in a page (nginx does, after
 * a handshake that it let pass). The answer to go on with has the same body, read or not.
 */
export async function refusesOurCertificate(
  response: HttpResponse,
): Promise<{ readonly isRefused: boolean; readonly response: HttpResponse }> {
  const { type } = readMediaType(response.headers.get('content-type'));
  if (response.status !== 400 || type !== 'text/html') return { isRefused: false, response };
  const chunks: Uint8Array[] = [];
  const rest = response.body[Symbol.asyncIterator]();
  let size = 0;
  try {
    for (let next = await rest.next(); !next.done; next = await rest.next()) {
      chunks.push(next.value);
      size += next.value.length;
      if (size >= mostBytes) break;
    }
  } catch (error) {
    // A page that broke off is judged by what came of it.
    if (!(error instanceof HttpBodyError)) throw error;
  }
  const isRefused = words.test(Buffer.concat(chunks).toString('latin1'));
  return { isRefused, response: { ...response, body: bodyOf(chunks, rest) } };
}

async function* bodyOf(chunks: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* chunks;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}
