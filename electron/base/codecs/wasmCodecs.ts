import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import loadCharls from '@cornerstonejs/codec-charls';
import loadJpegTurbo from '@cornerstonejs/codec-libjpeg-turbo-8bit';
import loadOpenJpeg from '@cornerstonejs/codec-openjpeg';
import loadOpenJph from '@cornerstonejs/codec-openjph';

/** openjpeg prints a line for every frame. A new object each time: the codec makes it its own module. */
const silent = (): CodecOptions => ({ print: () => undefined, printErr: () => undefined });

/** Each codec is loaded at first use and kept; a codec that trapped is thrown away by `forget`. */
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

export const jpegLsCodec = once(() => loadCharls(silent()));
export const jpeg2000Codec = once(() => loadOpenJpeg(silent()));
export const jpegCodec = once(() => loadJpegTurbo(silent()));
export const htj2kCodec = once(() => loadOpenJph({ ...silent(), wasmBinary: readOpenJph() }));

/** The one codec whose package has no single-file build: beside the built host, or in its package. */
function readOpenJph(): Uint8Array {
  const beside = fileURLToPath(new URL('./openjphjs.wasm', import.meta.url));
  if (existsSync(beside)) return readFileSync(beside);
  return readFileSync(createRequire(import.meta.url).resolve('@cornerstonejs/codec-openjph/wasm'));
}
