import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import type { ReceivedFrame } from '#electron/services/archive/index.ts';
import type { SeriesInstanceUID, SOPInstanceUID, StudyInstanceUID } from '#shared/dicom/uids.ts';
import { clientTo, closeAll } from './oneFaultArchive.ts';

afterEach(closeAll);

const lane = { lane: 'background' } as const;
const address = {
  study: '1.2.3' as StudyInstanceUID,
  series: '1.2.3.4' as SeriesInstanceUID,
  instance: '1.2.3.4.5' as SOPInstanceUID,
};

test('N14: a frame of a packed answer is said to take what it took on the line, so that the next is expected so', async () => {
  const size = 512 * 512 * 2;
  // Noise in one byte of four, as raw slices have it: packs to about a third.
  let seed = 1;
  const slice = () => {
    const pixels = Buffer.alloc(size);
    for (let at = 0; at < size; at += 4) {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
      pixels[at] = seed >> 16;
    }
    return pixels;
  };
  const head = Buffer.from('--x-y\r\nContent-Type: application/octet-stream\r\n\r\n');
  const frames = [1, 2, 3].map(() => [head, slice(), Buffer.from('\r\n')]);
  const body = Buffer.concat([...frames.flat(), Buffer.from('--x-y--')]);
  for (const [encoding, pack] of Object.entries({ gzip: gzipSync, br: brotliCompressSync, zstd: zstdCompressSync })) {
    const packed = pack(body);
    const client = await clientTo((_request, response) => {
      const type = 'multipart/related; type="application/octet-stream"; boundary=x-y';
      response.writeHead(200, { 'content-type': type, 'content-encoding': encoding }).end(packed);
    });
    const came: ReceivedFrame[] = [];
    const read = await client.readFrames(address, [1, 2, 3], (frame) => void came.push(frame), lane);
    expect([read.ok, came.map(({ bytes }) => bytes.length)]).toEqual([true, [size, size, size]]);
    const wire = came.reduce((sum, { wireBytes = 0 }) => sum + wireBytes, 0);
    expect(wire / packed.length).toBeGreaterThan(0.8);
    expect(wire / packed.length).toBeLessThan(1.25);
  }
});
