import loadOpenJpeg from '@cornerstonejs/codec-openjpeg/decodewasmjs';
import loadOpenJph from '@cornerstonejs/codec-openjph/wasmjs';
import type { Jpeg2000Answer, Jpeg2000Codec, Jpeg2000Question } from './jpeg2000Workers.ts';

// The body of a worker that decodes JPEG 2000 and HTJ2K. Cornerstone's own worker keeps one OpenJPEG decoder for every
// frame, and a decode that fails leaves in it, without a word, the image that was decoded before: another slice, or
// another patient, of the right size and under the wrong name. Here every frame has a decoder of its own, which is empty
// when it failed, and which is freed: Cornerstone's HTJ2K decoders never are.

const wasmOf = {
  jpeg2000: new URL('@cornerstonejs/codec-openjpeg/decodewasm', import.meta.url),
  htj2k: new URL('@cornerstonejs/codec-openjph/wasm', import.meta.url),
};

type NewDecoder = () => Jpeg2000Decoder;
const codecs = new Map<Jpeg2000Codec, Promise<NewDecoder>>();

function codecOf(codec: Jpeg2000Codec): Promise<NewDecoder> {
  const known = codecs.get(codec);
  if (known) return known;
  const options = { locateFile: () => wasmOf[codec].toString(), print: () => undefined, printErr: () => undefined };
  const loading =
    codec === 'jpeg2000'
      ? loadOpenJpeg(options).then(
          ({ J2KDecoder }) =>
            () =>
              new J2KDecoder(),
        )
      : loadOpenJph(options).then(
          ({ HTJ2KDecoder }) =>
            () =>
              new HTJ2KDecoder(),
        );
  codecs.set(codec, loading);
  return loading;
}

async function decode({ codec, bytes, reduction }: Jpeg2000Question): Promise<Jpeg2000Answer> {
  const open = await codecOf(codec).catch(() => undefined);
  if (!open) {
    codecs.delete(codec);
    return { kind: 'noDecoder' };
  }
  // Nothing to decode: the codec is to be there when something comes.
  if (bytes.length === 0) return { kind: 'undecodable' };
  const decoder = open();
  decoder.getEncodedBuffer(bytes.length).set(bytes);
  const { width, height } = decodeIn(decoder, reduction);
  const { bitsPerSample, isSigned, componentCount } = decoder.getFrameInfo();
  const decoded = decoder.getDecodedBuffer().slice();
  decoder.delete();
  const expected = width * height * componentCount * (bitsPerSample > 8 ? 2 : 1);
  if (decoded.length === 0 || decoded.length !== expected) return { kind: 'undecodable' };
  return { kind: 'decoded', buffer: decoded.buffer, columns: width, rows: height, bitsPerSample, signed: isSigned };
}

/** Decodes all of it, or at fewer resolutions; answers the size that came out, which the frame's header does not say. */
function decodeIn(decoder: Jpeg2000Decoder, reduction: number | undefined): { width: number; height: number } {
  if (reduction === undefined) {
    decoder.decode();
    return decoder.getFrameInfo();
  }
  if (!decoder.decodeSubResolution || !decoder.calculateSizeAtDecompositionLevel) throw new Error('no resolutions');
  decoder.decodeSubResolution(reduction);
  return decoder.calculateSizeAtDecompositionLevel(reduction);
}

self.addEventListener('message', (event: MessageEvent<Jpeg2000Question>) => {
  decode(event.data).then(
    (answer) => self.postMessage(answer, { transfer: answer.kind === 'decoded' ? [answer.buffer] : [] }),
    () => {
      // What threw may have left its heap in any state: the next frame gets a codec of its own.
      codecs.delete(event.data.codec);
      self.postMessage({ kind: 'undecodable' } satisfies Jpeg2000Answer);
    },
  );
});
