import { expect, test } from 'vitest';
import { jpegLsCodec } from '#electron/base/codecs/wasmCodecs.ts';
import { systemClock } from '#electron/base/world.ts';
import { launchWithNode, startParser } from './index.ts';

const jpegLs = '1.2.840.10008.1.2.4.80';
const shape = {
  Rows: 64,
  Columns: 64,
  SamplesPerPixel: 1,
  BitsAllocated: 16,
  BitsStored: 16,
  PhotometricInterpretation: 'MONOCHROME2',
};

async function encodedFrame(): Promise<Uint8Array> {
  const encoder = new (await jpegLsCodec.get()).JpegLSEncoder();
  const samples = encoder.getDecodedBuffer({
    width: 64,
    height: 64,
    bitsPerSample: 16,
    componentCount: 1,
    isSigned: false,
  });
  for (let at = 0; at < samples.length; at += 1) samples[at] = (at * 37) & 0xff;
  encoder.setNearLossless?.(0);
  encoder.encode();
  const bytes = Uint8Array.from(encoder.getEncodedBuffer());
  encoder.delete();
  return bytes;
}

test('V3: an image is made of a frame over there; what comes back is the verdict, and not the image', async () => {
  const answers: unknown[] = [];
  const launch = () => {
    const started = launchWithNode();
    started.onMessage((message) => answers.push((message as { readonly answer: unknown }).answer));
    return started;
  };
  const parser = startParser({ clock: systemClock, launch });
  const bytes = await encodedFrame();
  const check = (frame: Uint8Array) => parser.checkFrame({ bytes: frame, transferSyntaxUID: jpegLs, shape });
  expect(await check(bytes)).toEqual({ ok: true, value: undefined });
  expect(await check(bytes.subarray(0, bytes.length >> 1))).toMatchObject({ ok: false });
  expect(await parser.decodeFrame({ bytes, transferSyntaxUID: jpegLs, shape })).toMatchObject({ ok: true });
  const lengths = answers.map((answer) => (answer as { readonly value?: Uint8Array }).value?.length);
  expect(lengths).toEqual([undefined, undefined, 64 * 64 * 2]);
  await parser.close();
}, 30_000);
