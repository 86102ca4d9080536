import { afterAll, describe, expect, it, test } from 'vitest';
import { htj2kCodec, jpeg2000Codec, jpegLsCodec } from '#electron/base/codecs/wasmCodecs.ts';
import { encodeFrame } from '#electron/practice/codecs/encodeFrame.ts';
import { practiceSyntaxes } from '#electron/practice/codecs/practiceSyntaxes.ts';
import { wholeBody } from '#electron/practice/index.ts';
import type { ReceivedFrame } from '#electron/services/archive/index.ts';
import { createFrameReceiver } from '#electron/services/prefetch/index.ts';
import { mainHeader } from '#shared/dicom/codestream.ts';
import { lossOf } from '#shared/dicom/codestreamLoss.ts';
import { checkEncodedFrame, encodedFrameShapeOf } from '#shared/dicom/frameCheck.ts';
import type { FrameKey } from '#shared/dicom/frameKey.ts';
import type { TransferSyntaxUID } from '#shared/dicom/uids.ts';
import { createMemoryCache } from '#tests/fixtures/memoryCache.ts';
import { closeParser, instanceOf, pixelsOf, rawSyntax, shape, startAsking } from './asking.ts';
import { joinParts, splitParts } from './multipartParts.ts';
import { compresses, type Quirk } from './quirks.ts';

afterAll(closeParser);

const jpegLs = '1.2.840.10008.1.2.4.80';
const jpeg2000 = '1.2.840.10008.1.2.4.90';
const htj2k = '1.2.840.10008.1.2.4.201';
const side = 64;
const image = instanceOf({ number: 3, attributes: { Rows: [side], Columns: [side] } });
const noise = Buffer.concat(Array.from({ length: 8 }, (_, index) => pixelsOf(3, index + 1)));
const raw = { ...shape, columns: side, rows: side, bytes: noise.subarray(0, side * side * 2) };
const described = encodedFrameShapeOf(image.attributes)!;

function encodeWith(encoder: CodecEncoder, pixels: Uint8Array, configure: (encoder: CodecEncoder) => void): Uint8Array {
  const width = Math.sqrt(pixels.length / 2);
  const info = {
    width,
    height: width,
    bitsPerSample: 12,
    componentCount: 1,
    isSigned: false,
    isUsingColorTransform: false,
  };
  encoder.getDecodedBuffer(info).set(pixels);
  configure(encoder);
  encoder.encode();
  const made = Uint8Array.from(encoder.getEncodedBuffer());
  encoder.delete();
  return made;
}
const nearLossless = async (pixels: Uint8Array) =>
  encodeWith(new (await jpegLsCodec.get()).JpegLSEncoder(), pixels, (encoder) => encoder.setNearLossless?.(60));
const irreversible = async (pixels: Uint8Array) =>
  encodeWith(new (await jpeg2000Codec.get()).J2KEncoder(), pixels, (encoder) => encoder.setQuality?.(false, 10));
const quantised = async (pixels: Uint8Array) =>
  encodeWith(new (await htj2kCodec.get()).HTJ2KEncoder(), pixels, (encoder) => encoder.setQuality?.(false, 0.02));

function insert(bytes: Uint8Array, at: number, piece: readonly number[]): Uint8Array {
  return Uint8Array.from([...bytes.subarray(0, at), ...piece, ...bytes.subarray(at)]);
}

describe('what a codestream says of its own loss', () => {
  it('what is encoded without loss is called so', async () => {
    expect(lossOf(jpegLs, await encodeFrame(raw, practiceSyntaxes.jpegLs))).toBe('lossless');
    expect(lossOf(jpeg2000, await encodeFrame(raw, practiceSyntaxes.jpeg2000))).toBe('lossless');
    expect(lossOf(htj2k, await encodeFrame(raw, practiceSyntaxes.htj2k))).toBe('lossless');
    expect(lossOf('1.2.840.10008.1.2.5', await encodeFrame(raw, practiceSyntaxes.rle))).toBe('lossless');
    expect(lossOf(rawSyntax, raw.bytes)).toBe('lossless');
  });

  it('A3: what lost something is lossy under the UID of a lossless syntax too, though each is a sound frame of it', async () => {
    for (const [uid, bytes] of [
      [jpegLs, await nearLossless(raw.bytes)],
      [jpeg2000, await irreversible(raw.bytes)],
      [htj2k, await quantised(raw.bytes)],
      ['1.2.840.10008.1.2.4.202', await quantised(raw.bytes)],
    ] as const) {
      expect(checkEncodedFrame(described, uid, bytes)).toEqual({ ok: true, value: undefined });
      expect([uid, lossOf(uid, bytes)]).toEqual([uid, 'lossy']);
    }
  });

  it('a scan that follows, a coding style of one component or of one tile, and a point transform are read as well', async () => {
    const ls = await encodeFrame(raw, practiceSyntaxes.jpegLs);
    const scan = Buffer.from(ls).indexOf(Buffer.from([0xff, 0xda]));
    const length = ls[scan + 3]! + 2;
    const second = [...ls.subarray(scan, scan + length)];
    second[length - 3] = 2;
    expect(lossOf(jpegLs, insert(ls, ls.length - 2, second))).toBe('lossy');
    second[length - 3] = 0;
    expect(lossOf(jpegLs, insert(ls, ls.length - 2, second))).toBe('lossless');
    second[length - 1] = 1;
    expect(lossOf(jpegLs, insert(ls, ls.length - 2, second))).toBe('lossy');

    const j2k = await encodeFrame(raw, practiceSyntaxes.jpeg2000);
    const { end } = mainHeader(j2k)!;
    const componentStyle = (wavelet: number) => [0xff, 0x53, 0, 9, 0, 0, 5, 4, 4, 0, wavelet];
    expect(lossOf(jpeg2000, insert(j2k, end, componentStyle(0)))).toBe('lossy');
    expect(lossOf(jpeg2000, insert(j2k, end, componentStyle(1)))).toBe('lossless');
    expect(lossOf(jpeg2000, insert(j2k, end + 12, componentStyle(0)))).toBe('lossy');
  });

  it('DCT under the UID of JPEG lossless is lossy, and what breaks off proves nothing', async () => {
    const bytes = new Uint8Array(side * side * 3).map((_, index) => index);
    const colour = { ...raw, samplesPerPixel: 3, bitsAllocated: 8, bitsStored: 8, bytes } as const;
    const dct = await encodeFrame(colour, practiceSyntaxes.jpegBaseline);
    expect(lossOf('1.2.840.10008.1.2.4.70', dct)).toBe('lossy');
    expect(lossOf('1.2.840.10008.1.2.4.57', dct)).toBe('lossy');
    for (const syntax of [practiceSyntaxes.jpegLs, practiceSyntaxes.jpeg2000, practiceSyntaxes.htj2k]) {
      const whole = await encodeFrame(raw, syntax);
      for (const cut of [0, 2, 30, whole.length - 2]) {
        expect([cut, lossOf(syntax, whole.subarray(0, cut))]).not.toEqual([cut, 'lossless']);
      }
    }
  });
});

/** From then on its compressed frames are near-lossless ones, under the UID of lossless. */
function turnsLossy(): { quirk: Quirk; turn: () => void } {
  let isLossy = false;
  const quirk: Quirk = (ask) => async (request) => {
    const answer = await ask(request);
    if (!isLossy || !request.headers.get('accept')?.includes('image/jls')) return answer;
    const split = splitParts(Buffer.from(await wholeBody(answer)), answer.headers['content-type'] ?? '')!;
    const number = Number(/\.(\d+)\/frames/.exec(request.target)?.[1]);
    const made = Buffer.from(await nearLossless(pixelsOf(number, 1)));
    const parts = split.parts.map(({ head }) => ({
      head: head.replace(/Content-Length: \d+/i, `Content-Length: ${made.length}`),
      body: made,
    }));
    return { ...answer, body: joinParts(parts, split.boundary) };
  };
  const turn = () => {
    isLossy = true;
  };
  return { quirk, turn };
}

test('A3: near-lossless under the UID of lossless, after an honest probe: refused, counted, and had as stored', async () => {
  const { quirk, turn } = turnsLossy();
  const images = Array.from({ length: 5 }, (_, index) => instanceOf({ number: index + 1 }));
  await using asking = await startAsking({ images, quirks: [compresses(shape), quirk] });
  await asking.client.probe!(undefined);
  await asking.read(1);
  expect((await asking.read(2)).frames[0]?.transferSyntaxUID).toBe(jpegLs);
  turn();
  const [frame] = (await asking.read(3)).frames;
  expect(frame?.transferSyntaxUID).toBe(rawSyntax);
  expect(Buffer.compare(frame!.bytes, pixelsOf(3, 1))).toBe(0);
  expect([asking.memory.lossyAnswers, asking.memory.findingOf('image/jls', rawSyntax)?.outcome]).toEqual([1, 'lossy']);
  expect((await asking.read(4)).frames[0]?.transferSyntaxUID).toBe(rawSyntax);
});

test('A3: what is stored near-lossless under the UID of lossless is shown, and called lossy', async () => {
  const stored = instanceOf({ number: 1, transferSyntaxUID: jpegLs });
  const near = await nearLossless(pixelsOf(1, 1));
  await using asking = await startAsking({ images: [stored], frame: () => near });
  const [frame] = (await asking.read(1)).frames;
  expect(frame).toMatchObject({ transferSyntaxUID: jpegLs, asked: 'asStored' });
  expect(asking.memory.lossyAnswers).toBe(0);
  expect(await fidelityOf(frame!)).toMatchObject({ transfer: 'lossy', received: jpegLs });
  const exact = await encodeFrame({ ...shape, bytes: pixelsOf(1, 1) }, practiceSyntaxes.jpegLs);
  expect(await fidelityOf({ ...frame!, bytes: exact })).toMatchObject({ transfer: 'lossless' });
});

async function fidelityOf(frame: ReceivedFrame) {
  const index = { instanceOf: () => ({ attributes: image.attributes }), noteReceived: () => undefined };
  const receiver = createFrameReceiver(createMemoryCache(), index as never, () => undefined);
  const key = { archiveId: 'a', study: '1.2', sopInstanceUID: '1.2.3', frameNumber: 1 } as unknown as FrameKey;
  const received = await receiver.receive(key, {
    ...frame,
    transferSyntaxUID: frame.transferSyntaxUID as TransferSyntaxUID,
  });
  if (!received.ok) throw new Error(received.failure.code);
  return received.value.frame.fidelity;
}
