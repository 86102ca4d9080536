import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** openjpeg prints a line for every frame. A new object each time: the codec makes it its own module. */
const silent = (): CodecOptions => ({ print: () => undefined, printErr: () => undefined });

/**
 * Each codec is loaded at first use and kept, its package too: each carries its decoder as text, 10 MB all together in a
 * host that never decodes. A codec that trapped is thrown away by `forget`.
 */
function once<Codec>(load: () => Promise<Codec>): { get(): Promise<Codec>; forget(): void } {
  let kept: Promise<Codec> | undefined;
  return {
    get: () => {
      kept ??= load().catch((error: unknown) => {
        kept = undefined;
        throw error;
      });
      return kept;
    },
    forget: () => {
      kept = undefined;
    },
  };
}

export const jpegLsCodec = once(async () => (await import('@cornerstonejs/codec-charls')).default(silent()));
export const jpeg2000Codec = once(async () => (await import('@cornerstonejs/codec-openjpeg')).default(silent()));
export const jpegCodec = once(async () => (await import('@cornerstonejs/codec-libjpeg-turbo-8bit')).default(silent()));
export const htj2kCodec = once(async () =>
  (await import('@cornerstonejs/codec-openjph')).default({ ...silent(), wasmBinary: readOpenJph() }),
);

/** The one codec whose package has no single-file build: beside the built host, or in its package. */
function readOpenJph(): Uint8Array {
  const beside = fileURLToPath(new URL('./openjphjs.wasm', import.meta.url));
  if (existsSync(beside)) return readFileSync(beside);
  return readFileSync(createRequire(import.meta.url).resolve('@cornerstonejs/codec-openjph/wasm'));
}
