import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import { HttpBodyError, type HttpFailure } from './httpPool.ts';

/** Beyond this ratio, and beyond `freeBytes`, a body is a bomb, not a document (trust.md section 7). */
const maxRatio = 200;
const freeBytes = 16 * 1024 * 1024;

/** What a packed body took on the line, and what it was. */
export interface Unpacked {
  cameBytes: number;
  givenBytes: number;
}

/**
 * A body, read through `chunks`, with its content-encoding undone, chunk by chunk. What breaks throws `HttpBodyError`:
 * a cut or stalled connection, an encoding we did not ask for, bytes that do not inflate, a bomb. `unpacked` is counted up.
 */
export async function* decodedBody(
  body: Readable,
  chunks: AsyncIterable<Uint8Array>,
  contentEncoding: string | undefined,
  failureOf: (error: unknown) => HttpFailure,
  unpacked: Unpacked = { cameBytes: 0, givenBytes: 0 },
): AsyncGenerator<Uint8Array> {
  const decoder = decoderFor(contentEncoding);
  if (decoder === 'unknown') {
    body.destroy();
    throw new HttpBodyError({ kind: 'protocol', detail: 'content-encoding' });
  }
  let broken: Error | undefined;
  const source = decoder
    ? pipeline(chunks, decoder, (error) => {
        broken = error ?? undefined;
      })
    : chunks;
  try {
    for await (const chunk of source as AsyncIterable<Uint8Array>) {
      unpacked.givenBytes += chunk.length;
      const given = unpacked.givenBytes;
      unpacked.cameBytes = decoder?.bytesWritten ?? given;
      if (decoder && given > freeBytes && given > decoder.bytesWritten * maxRatio) {
        throw new HttpBodyError({ kind: 'tooLarge', detail: 'ratio' });
      }
      yield chunk;
    }
  } catch (error) {
    if (error instanceof HttpBodyError) throw error;
    if (broken instanceof HttpBodyError) throw broken;
    throw new HttpBodyError(inflateFailure(error) ?? failureOf(broken ?? error));
  } finally {
    body.destroy();
  }
}

function decoderFor(contentEncoding: string | undefined) {
  switch (contentEncoding?.trim().toLowerCase() ?? '') {
    case '':
    case 'identity':
      return undefined;
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    case 'zstd':
      return createZstdDecompress();
    default:
      return 'unknown' as const;
  }
}

function inflateFailure(error: unknown): HttpFailure | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  // The stream ended inside a member: whoever cut it, the rest is missing.
  if (code === 'Z_BUF_ERROR' || code === 'ERR_BROTLI_DECODER_ERROR_UNREACHABLE') return { kind: 'cut', detail: code };
  return code.startsWith('Z_') || code.startsWith('ZSTD_') || (code.startsWith('ERR_') && code.includes('BROTLI'))
    ? { kind: 'protocol', detail: code }
    : undefined;
}
