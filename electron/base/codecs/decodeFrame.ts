import { frameSizeBytes, type RawFrameShape } from './rawFrame.ts';
import { decodeRunLength } from './runLength.ts';
import { htj2kCodec, jpeg2000Codec, jpegCodec, jpegLsCodec } from './wasmCodecs.ts';

const native = new Set(['1.2.840.10008.1.2', '1.2.840.10008.1.2.1', '1.2.840.10008.1.2.1.99']);
const runLength = '1.2.840.10008.1.2.5';
const jpegLossless = new Set(['1.2.840.10008.1.2.4.57', '1.2.840.10008.1.2.4.70']);
const jpegBaseline = '1.2.840.10008.1.2.4.50';
const jpegLs = new Set(['1.2.840.10008.1.2.4.80', '1.2.840.10008.1.2.4.81']);
const jpeg2000 = new Set(['1.2.840.10008.1.2.4.90', '1.2.840.10008.1.2.4.91']);
const htj2k = new Set(['1.2.840.10008.1.2.4.201', '1.2.840.10008.1.2.4.202', '1.2.840.10008.1.2.4.203']);

/**
 * The samples of an encoded frame; undefined when the syntax is none of these or the frame is damaged. Rejects when its
 * codec cannot be loaded.
 * JPEG Baseline colour comes out as RGB.
 */
export async function decodeFrame(
  bytes: Uint8Array,
  transferSyntaxUID: string,
  shape: RawFrameShape,
): Promise<Uint8Array | undefined> {
  if (native.has(transferSyntaxUID)) return bytes.length >= frameSizeBytes(shape) ? bytes : undefined;
  if (transferSyntaxUID === runLength) return decodeRunLength(bytes, shape);
  const codec = codecOf(transferSyntaxUID);
  if (!codec) return undefined;
  // A codec that cannot be loaded says nothing of the frame: that is thrown.
  await codec.load();
  const samples = await decodeOnce(codec, bytes);
  if (samples) return samples.length === frameSizeBytes(shape) ? samples : undefined;
  // What trapped may have been the memory that the frames before had left: alone in a fresh codec, it was this frame.
  await codec.load();
  const again = await decodeOnce(codec, bytes);
  return again?.length === frameSizeBytes(shape) ? again : undefined;
}

async function decodeOnce(codec: Decoding, bytes: Uint8Array): Promise<Uint8Array | undefined> {
  try {
    return await codec.decode(bytes);
  } catch {
    // A trap leaves the wasm memory undefined: the next frame gets a fresh codec.
    codec.forget();
    return undefined;
  }
}

interface Decoding {
  load(): Promise<unknown>;
  decode(bytes: Uint8Array): Promise<Uint8Array>;
  forget(): void;
}

function codecOf(uid: string): Decoding | undefined {
  if (jpegLs.has(uid)) {
    const decode = async (bytes: Uint8Array) => decodeWith(new (await jpegLsCodec.get()).JpegLSDecoder(), bytes);
    return { decode, load: jpegLsCodec.get, forget: jpegLsCodec.forget };
  }
  if (jpeg2000.has(uid)) {
    const decode = async (bytes: Uint8Array) => decodeWith(new (await jpeg2000Codec.get()).J2KDecoder(), bytes);
    return { decode, load: jpeg2000Codec.get, forget: jpeg2000Codec.forget };
  }
  if (htj2k.has(uid)) {
    const decode = async (bytes: Uint8Array) => decodeWith(new (await htj2kCodec.get()).HTJ2KDecoder(), bytes);
    return { decode, load: htj2kCodec.get, forget: htj2kCodec.forget };
  }
  if (jpegLossless.has(uid))
    return { decode: decodeJpegLossless, load: () => Promise.resolve(), forget: () => undefined };
  if (uid === jpegBaseline) {
    const decode = async (bytes: Uint8Array) => decodeWith(new (await jpegCodec.get()).JPEGDecoder(), bytes);
    return { decode, load: jpegCodec.get, forget: jpegCodec.forget };
  }
  return undefined;
}

/** Plain script, no wasm: one component of up to 16 bits, as greys are. */
async function decodeJpegLossless(bytes: Uint8Array): Promise<Uint8Array> {
  const { Decoder } = await import('@cornerstonejs/jpeg-lossless-decoder-js');
  const buffer = Uint8Array.from(bytes).buffer;
  return new Uint8Array(new Decoder().decompress(buffer, 0, bytes.length));
}

function decodeWith(decoder: CodecDecoder, bytes: Uint8Array): Uint8Array {
  try {
    decoder.getEncodedBuffer(bytes.length).set(bytes);
    decoder.decode();
    // Some of the codecs hand out a clamped array over their own memory.
    const samples = decoder.getDecodedBuffer();
    return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength).slice();
  } finally {
    decoder.delete();
  }
}
