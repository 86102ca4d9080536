import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { readMediaType } from './mediaType.ts';
import { MultipartError, type MultipartPart, MultipartReader } from './multipartRelated.ts';

const boundary = 'b0undary';

afterEach(() => void vi.restoreAllMocks());

function compose(parts: readonly Uint8Array[], withLength: boolean, preamble = ''): Buffer {
  const pieces = [Buffer.from(preamble)];
  for (const part of parts) {
    const length = withLength ? `Content-Length: ${part.length}\r\n` : '';
    pieces.push(Buffer.from(`--${boundary}\r\nContent-Type: image/jls\r\n${length}\r\n`), Buffer.from(part));
    pieces.push(Buffer.from('\r\n'));
  }
  return Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]);
}

function readIn(chunks: readonly Uint8Array[], reader = new MultipartReader(boundary)): MultipartPart[] {
  const parts = chunks.flatMap((chunk) => reader.push(chunk));
  reader.end();
  return parts;
}

const bodies = (parts: readonly MultipartPart[]) => parts.map((part) => Buffer.from(part.bytes).toString('latin1'));

const nasty = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc
    .constantFrom('\r\n--', `\r\n--${boundary.slice(0, 4)}`, `\r\n--${boundary}x`, '\r\n', '')
    .map((text) => Buffer.from(text)),
);
const content = fc.array(nasty, { maxLength: 5 }).map((pieces) => Buffer.concat(pieces));

test('N13 parts are the same however the chunks fall', () => {
  fc.assert(
    fc.property(
      fc.array(content, { maxLength: 4 }),
      fc.boolean(),
      fc.constantFrom('', 'preamble\r\n', '\r\n'),
      fc.array(fc.nat(2000), { maxLength: 12 }),
      (parts, withLength, preamble, cuts) => {
        const whole = compose(parts, withLength, preamble);
        const places = [...new Set(cuts.map((cut) => cut % (whole.length + 1)))].sort((a, b) => a - b);
        const chunks = [0, ...places].map((start, index) => whole.subarray(start, places[index] ?? whole.length));
        expect(bodies(readIn(chunks))).toEqual(parts.map((part) => part.toString('latin1')));
      },
    ),
    { numRuns: 500 },
  );
});

test('N13 every single split position, and byte by byte', () => {
  const parts = ['one', '\r\n--b0undar', ''].map((text) => Buffer.from(text));
  for (const withLength of [true, false]) {
    const whole = compose(parts, withLength);
    for (let at = 0; at <= whole.length; at += 1) {
      expect(bodies(readIn([whole.subarray(0, at), whole.subarray(at)]))).toEqual(['one', '\r\n--b0undar', '']);
    }
    expect(bodies(readIn([...whole].map((byte) => Uint8Array.of(byte))))).toEqual(['one', '\r\n--b0undar', '']);
  }
});

test('N13 cut at any byte before the closing boundary: finished parts kept, never a silent success', () => {
  const whole = compose(
    ['one', 'two', 'three'].map((text) => Buffer.from(text)),
    false,
  );
  for (let at = 0; at < whole.length - 2; at += 1) {
    const reader = new MultipartReader(boundary);
    const parts = reader.push(whole.subarray(0, at));
    expect(['one', 'two', 'three'].slice(0, parts.length)).toEqual(bodies(parts));
    expect(() => reader.end()).toThrow(MultipartError);
  }
});

test('a part that lies about its length is refused', () => {
  const whole = Buffer.from(`--${boundary}\r\nContent-Length: 3\r\n\r\nlonger\r\n--${boundary}--`);
  expect(() => readIn([whole])).toThrow('another length');
});

test('a boundary missing from the header is read from the body', () => {
  const whole = compose([Buffer.from('pixels')], false);
  expect(bodies(readIn([whole], new MultipartReader(undefined)))).toEqual(['pixels']);
  expect(() => new MultipartReader(undefined).push(Buffer.from('<html>\r\n'))).toThrow('no boundary');
});

test('limits: a part, its headers, and how many', () => {
  const whole = compose([Buffer.alloc(100), Buffer.alloc(100)], false);
  const limited = (limits: object) => () => readIn([whole], new MultipartReader(boundary, limits));
  expect(limited({ partBytes: 50 })).toThrow('part');
  expect(limited({ headerBytes: 10 })).toThrow('part headers');
  expect(limited({ parts: 1 })).toThrow('parts');
  expect(() => new MultipartReader(boundary).push(Buffer.alloc(100_000))).toThrow('no boundary');
});

test('20 MB in small chunks are copied and searched a few times, not again for every chunk', () => {
  const whole = 20 * 1024 * 1024;
  const chunk = Buffer.alloc(8 * 1024, 7);
  const reader = new MultipartReader(boundary);
  reader.push(Buffer.from(`--${boundary}\r\n\r\n`));
  let [searched, copied] = [0, 0];
  const buffers = Buffer.prototype as Buffer;
  const { indexOf, copy } = buffers;
  vi.spyOn(buffers, 'indexOf').mockImplementation(function (this: Buffer, ...asked) {
    searched += this.length - Number(asked[1]);
    return indexOf.apply(this, asked);
  });
  vi.spyOn(buffers, 'copy').mockImplementation(function (this: Buffer, target, at, start, end) {
    copied += (end ?? this.length) - (start ?? 0);
    return copy.call(this, target, at, start, end);
  });
  for (let index = 0; index < whole / chunk.length; index += 1) reader.push(chunk);
  const [part] = reader.push(Buffer.from(`\r\n--${boundary}--`));
  expect(part?.bytes.length).toBe(whole);
  expect([searched >= whole, searched < 2 * whole, copied > 0, copied < 3 * whole]).toEqual([true, true, true, true]);
});

test('a media type is read with the parameters archives hide in quotes', () => {
  const read = (text: string) => {
    const { type, parameters } = readMediaType(text);
    return [type, Object.fromEntries(parameters)];
  };
  expect([
    read('multipart/related; type="image/jls; transfer-syntax=1.2.840.10008.1.2.4.80"; boundary=ab-c'),
    read('Multipart/Related;boundary="a b";type=application/octet-stream;transfer-syntax=1.2'),
    read('image/jpeg;transfer-syntax=1.2.840.10008.1.2.4.70'),
    read('application/dicom+json'),
    read(''),
  ]).toEqual([
    ['multipart/related', { type: 'image/jls', 'transfer-syntax': '1.2.840.10008.1.2.4.80', boundary: 'ab-c' }],
    ['multipart/related', { boundary: 'a b', type: 'application/octet-stream', 'transfer-syntax': '1.2' }],
    ['image/jpeg', { 'transfer-syntax': '1.2.840.10008.1.2.4.70' }],
    ['application/dicom+json', {}],
    ['', {}],
  ]);
});

test('a large part leaves without a copy, is its own afterwards, and what follows it is not touched', () => {
  const large = Buffer.alloc(300_000, 7);
  const small = Buffer.alloc(1_000, 9);
  const whole = compose([large, small], true);
  const reader = new MultipartReader(boundary, {}, whole.length);
  const parts = readIn([whole.subarray(0, 300_050), whole.subarray(300_050, 300_400), whole.subarray(300_400)], reader);
  expect(parts.map(({ bytes }) => bytes.length)).toEqual([300_000, 1_000]);
  expect(parts.every(({ bytes }, index) => bytes.every((byte) => byte === [7, 9][index]))).toBe(true);
  const [first, second] = parts.map(({ bytes }) => bytes.buffer);
  expect(first).not.toBe(second);
  // Room for the whole answer was made once, by what it said of itself.
  expect(first?.byteLength).toBe(whole.length);
});
