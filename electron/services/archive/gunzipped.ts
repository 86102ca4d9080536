import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
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

export interface PartLimits {
  readonly maxBytes: number;
  /** So long it must be, as pixels are: then a part of one colour may be packed further than the ratio. */
  readonly isExact: boolean;
  /** Asked for memory before it is taken. */
  readonly mayHold: (bytes: number) => boolean;
}

/** One part that was stored as gzip; why not when it does not inflate to at most so much. */
export async function gunzipPart(
  bytes: Uint8Array,
  { maxBytes, isExact, mayHold }: PartLimits,
): Promise<Uint8Array | 'gzip' | 'memory'> {
  const most = isExact ? maxBytes : Math.min(maxBytes, Math.max(freeBytes, bytes.length * maxRatio));
  const gunzipper = createGunzip({ chunkSize: 256 * 1024 });
  const chunks: Uint8Array[] = [];
  let given = 0;
  gunzipper.end(bytes);
  try {
    for await (const chunk of gunzipper as AsyncIterable<Uint8Array>) {
      given += chunk.length;
      if (given > most) return 'gzip';
      if (!mayHold(chunk.length)) return 'memory';
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch {
    return 'gzip';
  } finally {
    gunzipper.destroy();
  }
}
