import { pipeline } from 'node:stream';
import { promisify } from 'node:util';
import { createGunzip, gunzip } from 'node:zlib';
import { HttpBodyError } from '#electron/base/http/httpPool.ts';

/** Beyond this ratio, and beyond `freeBytes`, it is a bomb (trust.md section 7). */
const maxRatio = 200;
const freeBytes = 16 * 1024 * 1024;

export function isGzip(bytes: Uint8Array): boolean {
  return bytes.length > 2 && bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;
}

/**
 * A body as it comes, inflated where it turns out to be gzip without saying so, as static archives send it (N12). No
 * multipart answer begins with gzip's magic. @throws HttpBodyError
 */
export async function* gunzipped(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]();
  let first: Uint8Array = new Uint8Array(0);
  while (first.length < 3) {
    const next = await chunks.next();
    if (next.done) break;
    first = Buffer.concat([first, next.value]);
  }
  async function* whole(): AsyncGenerator<Uint8Array> {
    if (first.length > 0) yield first;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
  }
  try {
    yield* isGzip(first) ? inflate(whole()) : whole();
  } finally {
    // Who stops in the middle frees the connection.
    await chunks.return?.();
  }
}

async function* inflate(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzipper = createGunzip();
  let broken: Error | undefined;
  const inflated = pipeline(chunks, gunzipper, (error) => {
    broken = error ?? undefined;
  });
  let given = 0;
  try {
    for await (const chunk of inflated as AsyncIterable<Uint8Array>) {
      given += chunk.length;
      if (given > freeBytes && given > gunzipper.bytesWritten * maxRatio) {
        throw new HttpBodyError({ kind: 'tooLarge', detail: 'ratio' });
      }
      yield chunk;
    }
  } catch (error) {
    if (error instanceof HttpBodyError) throw error;
    if (broken instanceof HttpBodyError) throw broken;
    throw new HttpBodyError({ kind: 'cut', detail: 'gzip' });
  }
}

/** One part that was stored as gzip; undefined when it does not inflate to at most `maxBytes`. */
export async function gunzipPart(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array | undefined> {
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: maxBytes });
  } catch {
    return undefined;
  }
}
