import type { RawFrame } from '#electron/base/codecs/rawFrame.ts';
import { encodeRunLength } from '#electron/base/codecs/runLength.ts';
import { htj2kCodec, jpeg2000Codec, jpegCodec, jpegLsCodec } from '#electron/base/codecs/wasmCodecs.ts';
import { assertNever } from '#shared/base/assertNever.ts';
import { type PracticeSyntax, practiceSyntaxes } from './practiceSyntaxes.ts';

/** JPEG quality of the ultrasound cines: about 10:1 on speckle. */
const jpegQuality = 88;

/** Encodes one frame. All syntaxes but JPEG Baseline keep every sample. */
export async function encodeFrame(frame: RawFrame, syntax: PracticeSyntax): Promise<Uint8Array> {
  switch (syntax) {
    case practiceSyntaxes.explicitLittleEndian:
      return frame.bytes;
    case practiceSyntaxes.rle:
      return encodeRunLength(frame);
    case practiceSyntaxes.jpegLs:
      return encodeWith(new (await jpegLsCodec.get()).JpegLSEncoder(), frame, (encoder) => {
        encoder.setNearLossless?.(0);
        // Line interleave for colour: the only mode besides none that every JPEG-LS reader takes.
        if (frame.samplesPerPixel === 3) encoder.setInterleaveMode?.(1);
      });
    case practiceSyntaxes.jpeg2000:
      return encodeWith(new (await jpeg2000Codec.get()).J2KEncoder(), frame, (encoder) =>
        encoder.setQuality?.(true, 0),
      );
    case practiceSyntaxes.htj2k:
      return encodeWith(new (await htj2kCodec.get()).HTJ2KEncoder(), frame, (encoder) => encoder.setQuality?.(true, 0));
    case practiceSyntaxes.jpegBaseline:
      return encodeWith(new (await jpegCodec.get()).JPEGEncoder(), frame, (encoder) => {
        encoder.setQuality?.(jpegQuality);
        encoder.setProgressive?.(false);
        // 4:2:2, which PhotometricInterpretation YBR_FULL_422 promises.
        encoder.setSubSampling?.(1);
      });
    default:
      return assertNever(syntax);
  }
}

function encodeWith(encoder: CodecEncoder, frame: RawFrame, configure: (encoder: CodecEncoder) => void): Uint8Array {
  try {
    const info = {
      width: frame.columns,
      height: frame.rows,
      // The codestream's precision is the stored depth: a 12-bit image in a 16-bit stream would look 16 times darker
      // to readers that trust the stream.
      bitsPerSample: frame.bitsStored,
      componentCount: frame.samplesPerPixel,
      isSigned: frame.signed,
      isUsingColorTransform: frame.samplesPerPixel === 3,
    };
    encoder.getDecodedBuffer(info).set(frame.bytes);
    configure(encoder);
    encoder.encode();
    return new Uint8Array(encoder.getEncodedBuffer());
  } finally {
    encoder.delete();
  }
}
