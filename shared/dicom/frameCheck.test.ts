import { expect, test } from 'vitest';
import { checkRle, readCodestreamHeader } from './codestream.ts';
import { checkEncodedFrame, type EncodedFrameShape } from './frameCheck.ts';

const hex = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

// trust.md appendix: 99 bytes that keep an HTJ2K decoder busy for more than 100 s. It says 8 x 8 pixels of 8 bits.
const hang = hex(
  'ff4fff510029400000000008000000080000000000000000ad0000080000000800000000000000000001070138ff500008000200000000ff52000c00100001000104044001ff5c00074040484850ff90000a0000000000100001ff93c7d4040800fdd9',
);
// The same with whole components.
const highThroughput = hang.with(44, 1);
const j2k = (width: number, height: number, depth = 16) =>
  hex(
    `ff4fff5100290000${word(width)}${word(height)}0000000000000000${word(width)}${word(height)}00000000000000000001${(depth - 1).toString(16).padStart(2, '0')}0101ffd9`,
  );
const jpeg = (marker: string, width: number, height: number, depth = 8, end = 'ffd9') =>
  hex(`ffd8ff${marker}000b${depth.toString(16).padStart(2, '0')}${half(height)}${half(width)}01011100${end}`);
const word = (value: number) => value.toString(16).padStart(8, '0');
const half = (value: number) => value.toString(16).padStart(4, '0');

const described = (over: Partial<EncodedFrameShape> = {}): EncodedFrameShape => ({
  Rows: 512,
  Columns: 512,
  SamplesPerPixel: 1,
  BitsAllocated: 16,
  BitsStored: 12,
  PhotometricInterpretation: 'MONOCHROME2',
  ...over,
});
const syntax = (suffix: string) => `1.2.840.10008.1.2${suffix}`;
const outcome = (description: EncodedFrameShape, suffix: string, bytes: Uint8Array) => {
  const checked = checkEncodedFrame(description, syntax(suffix), bytes);
  return checked.ok ? 'ok' : `${checked.failure.kind}: ${checked.failure.reason}`;
};

test('reads what each kind of header says', () => {
  expect([
    readCodestreamHeader(jpeg('c0', 640, 480)),
    readCodestreamHeader(jpeg('c3', 2048, 2560, 12)),
    readCodestreamHeader(jpeg('f7', 512, 512, 16)),
    readCodestreamHeader(j2k(3000, 2000)),
    readCodestreamHeader(highThroughput),
  ]).toEqual(
    [
      { width: 640, height: 480, components: 1, bitDepth: 8, coder: 'jpegBaseline' },
      { width: 2048, height: 2560, components: 1, bitDepth: 12, coder: 'jpegLossless' },
      { width: 512, height: 512, components: 1, bitDepth: 16, coder: 'jpegLs' },
      { width: 3000, height: 2000, components: 1, bitDepth: 16, coder: 'jpeg2000' },
      { width: 8, height: 8, components: 1, bitDepth: 8, coder: 'htj2k' },
    ].map((value) => ({ ok: true, value })),
  );
});

test('F5 the stream that hangs a decoder never reaches it', () => {
  const tiny = described({ Rows: 8, Columns: 8, BitsAllocated: 8, BitsStored: 8 });
  expect(outcome(tiny, '.4.201', hang)).toBe('lied: JPEG 2000 with subsampled components');
});

test('F6 header-only frames of monstrous size are refused before a decoder allocates', () => {
  const monstrous = 20_000;
  expect([
    outcome(described(), '.4.80', jpeg('f7', monstrous, monstrous, 16)),
    outcome(described(), '.4.50', jpeg('c0', monstrous, monstrous)),
    outcome(described(), '.4.90', j2k(2 ** 31 - 1, 1)),
    outcome(described({ Rows: monstrous, Columns: monstrous }), '.4.80', jpeg('f7', monstrous, monstrous, 16)),
    outcome(described({ Rows: 65_536 }), '.4.80', jpeg('f7', 512, 512, 16)),
  ]).toEqual([
    'lied: dimensions',
    'lied: dimensions',
    'lied: dimensions',
    'tooLarge: decoded size',
    'undescribed: rows, columns or bits',
  ]);
});

test('V1 what the header says must be what the data set says', () => {
  expect([
    outcome(described(), '.4.80', jpeg('f7', 512, 512, 12)),
    outcome(described(), '.4.80', jpeg('f7', 512, 512, 16)),
    outcome(described(), '.4.80', jpeg('f7', 512, 511, 12)),
    outcome(described(), '.4.80', jpeg('f7', 512, 512, 8)),
    outcome(described({ SamplesPerPixel: 3 }), '.4.80', jpeg('f7', 512, 512, 12)),
    outcome(described({ BitsAllocated: 8, BitsStored: 8 }), '.4.80', jpeg('f7', 512, 512, 12)),
    outcome(described(), '.4.70', jpeg('f7', 512, 512, 12)),
    outcome(described({ Rows: 8, Columns: 8, BitsAllocated: 8, BitsStored: 8 }), '.4.90', highThroughput),
    outcome(described(), '.4.51', jpeg('c2', 512, 512, 12)),
    outcome(described(), '.4.51', jpeg('c1', 512, 512, 12)),
    outcome(described(), '.4.80', new TextEncoder().encode('<html>sign in</html>')),
    outcome(described(), '.4.80', new Uint8Array()),
    outcome(described(), '.4.102', jpeg('f7', 512, 512, 12)),
  ]).toEqual([
    'ok',
    'ok',
    'lied: dimensions',
    'lied: bit depth',
    'lied: components',
    'lied: bit depth',
    'lied: coder jpegLs',
    'lied: coder htj2k',
    'lied: coder jpegProgressive',
    // The header is that of the data set; there is no image behind it.
    'cut: JPEG components missing',
    'lied: no codestream magic',
    'lied: no codestream magic',
    'unsupported: 1.2.840.10008.1.2.4.102',
  ]);
});

test('V2 a stream without its end marker is cut; padding behind the marker is not', () => {
  const cut = jpeg('f7', 512, 512, 12, 'aabb');
  expect(outcome(described(), '.4.80', cut)).toBe('cut: no end marker');
  expect(outcome(described(), '.4.80', jpeg('f7', 512, 512, 12, 'ffd90000'))).toBe('ok');
});

test('SF9 a native frame has its exact length, one byte of padding at most', () => {
  const size = 512 * 512 * 2;
  const odd = described({ Rows: 3, Columns: 3, BitsAllocated: 8, BitsStored: 8 });
  const colour = described({ BitsAllocated: 8, BitsStored: 8, SamplesPerPixel: 3 });
  expect([
    outcome(described(), '.1', new Uint8Array(size)),
    outcome(described(), '.1', new Uint8Array(size - 1)),
    outcome(described(), '.1', new Uint8Array(size + 1)),
    outcome(odd, '', new Uint8Array(10)),
    outcome(odd, '', new Uint8Array(11)),
    outcome(colour, '.1', new Uint8Array(512 * 512 * 3)),
    outcome({ ...colour, PhotometricInterpretation: 'YBR_FULL_422' }, '.1', new Uint8Array(512 * 512 * 2)),
    outcome(described({ BitsAllocated: 1, BitsStored: 1 }), '.1', new Uint8Array((512 * 512) / 8)),
  ]).toEqual(['ok', 'cut: native length', 'lied: native length', 'ok', 'lied: native length', 'ok', 'ok', 'ok']);
});

test('an RLE header names a segment for each byte of a sample, in order and inside', () => {
  const header = (...words: number[]) => {
    const bytes = new Uint8Array(100);
    const view = new DataView(bytes.buffer);
    // Two whole runs of eight bytes where the good header points.
    for (const at of [64, 80]) bytes.set([0xf9, 7], at);
    for (const [index, value] of words.entries()) view.setUint32(4 * index, value, true);
    return bytes;
  };
  const read = (bytes: Uint8Array) => checkRle(bytes, 2, 8).ok;
  expect(
    [header(2, 64, 80), header(1, 64), header(2, 64, 64), header(2, 64, 100), header(2, 60, 80)].map(read),
  ).toEqual([true, false, false, false, false]);
  expect(read(new Uint8Array(63))).toBe(false);
});
