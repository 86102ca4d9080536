import { z } from 'zod';
import { fail, succeed } from '../base/result.ts';
import { failureSchema } from './failures.ts';
import { askedForm, type EncodedFrame } from './frames.ts';
import { frameKey } from './identifiers.ts';
import type { FrameReply } from './wire.ts';

/*
 * Frames on their way over HTTP. A stream is any number of records:
 *
 *   4 bytes, little-endian   length of the header
 *   header                   JSON in ASCII (whatever is not ASCII is escaped: `shared` has no TextEncoder)
 *   bytes                    the encoded frame, `sizeBytes` of them; none after a failure
 *
 * Records carry their own id, so any number travel together and any chunk may end anywhere.
 */

/** A header larger than this, or a frame larger than that, is not ours: the stream is given up. */
const mostHeaderBytes = 16_384;
const mostFrameBytes = 1_073_741_824;

const header = z.union([
  z.object({
    id: z.number().int(),
    key: frameKey,
    transferSyntaxUID: z.string().max(64),
    fidelity: z.object({
      transfer: z.enum(['lossless', 'lossy']),
      lossyAtSource: z.boolean(),
      ratio: z.number().optional(),
      asked: askedForm.optional(),
      received: z.string().max(64).optional(),
    }),
    digest: z.string().max(64),
    sizeBytes: z.number().int().min(0).max(mostFrameBytes),
  }),
  z.object({ id: z.number().int(), failure: failureSchema }),
]);
type Header = z.infer<typeof header>;

/** One reply as the chunks to write, the frame's own bytes not copied. */
export function encodeFrameReply(reply: FrameReply): Uint8Array[] {
  if (!reply.result.ok) return [withLength({ id: reply.id, failure: reply.result.failure })];
  const { bytes, ...about } = reply.result.value;
  return [withLength({ id: reply.id, ...about, sizeBytes: bytes.byteLength }), bytes];
}

function withLength(about: object): Uint8Array {
  const text = JSON.stringify(about).replace(/[\u0080-\uffff]/g, escaped);
  const record = new Uint8Array(4 + text.length);
  new DataView(record.buffer).setUint32(0, text.length, true);
  for (let at = 0; at < text.length; at++) record[4 + at] = text.charCodeAt(at);
  return record;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

export class FrameStreamError extends Error {}

/** Reads a stream of records from chunks that may be cut anywhere. */
export class FrameStreamReader {
  #header: Header | undefined;
  #collected: Uint8Array = new Uint8Array(4);
  #filled = 0;
  #stage: 'length' | 'header' | 'bytes' = 'length';

  /** The replies that this chunk completes. Throws `FrameStreamError` when the stream is not of this format. */
  push(chunk: Uint8Array): FrameReply[] {
    const replies: FrameReply[] = [];
    let rest = chunk;
    while (rest.byteLength > 0) {
      const taken = Math.min(rest.byteLength, this.#collected.byteLength - this.#filled);
      this.#collected.set(rest.subarray(0, taken), this.#filled);
      this.#filled += taken;
      rest = rest.subarray(taken);
      while (this.#filled === this.#collected.byteLength) {
        const reply = this.#advance();
        if (reply) replies.push(reply);
        if (this.#stage === 'length' && this.#filled === 0) break;
      }
    }
    return replies;
  }

  /** True between records: a stream that ends elsewhere was cut. */
  get atEnd(): boolean {
    return this.#stage === 'length' && this.#filled === 0;
  }

  #advance(): FrameReply | undefined {
    const collected = this.#collected;
    if (this.#stage === 'length') {
      const length = new DataView(collected.buffer).getUint32(0, true);
      if (length === 0 || length > mostHeaderBytes) throw new FrameStreamError('impossible header length');
      this.#expect('header', length);
      return undefined;
    }
    if (this.#stage === 'header') {
      const about = readHeader(collected);
      this.#header = about;
      if ('failure' in about) return this.#finish({ id: about.id, result: fail(about.failure) });
      this.#expect('bytes', about.sizeBytes);
      return undefined;
    }
    return this.#finish(frameReply(this.#header, collected));
  }

  #expect(stage: 'length' | 'header' | 'bytes', size: number): void {
    this.#stage = stage;
    this.#collected = new Uint8Array(size);
    this.#filled = 0;
  }

  #finish(reply: FrameReply): FrameReply {
    this.#header = undefined;
    this.#expect('length', 4);
    return reply;
  }
}

function readHeader(bytes: Uint8Array): Header {
  let text = '';
  for (const code of bytes) text += String.fromCharCode(code);
  try {
    return header.parse(JSON.parse(text));
  } catch {
    throw new FrameStreamError('unreadable header');
  }
}

function frameReply(about: Header | undefined, bytes: Uint8Array): FrameReply {
  if (!about || 'failure' in about) throw new FrameStreamError('bytes without a header');
  const { id, sizeBytes: _size, ...rest } = about;
  return { id, result: succeed({ ...rest, bytes } as EncodedFrame) };
}
