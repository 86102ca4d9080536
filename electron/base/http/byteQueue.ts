const leastBytes = 64 * 1024;

/** Bytes that arrive in chunks and leave from the front, kept in one piece so that they can be searched. */
export class ByteQueue {
  /** Zeroed: what leaves with a large part may be seen by other processes, which must not see what was in our memory. */
  #buffer: Buffer;
  #start = 0;
  #end = 0;

  /** @param expectedBytes how much is said to come, so that it need not be moved while it comes. */
  constructor(expectedBytes = leastBytes) {
    this.#buffer = Buffer.alloc(Math.max(expectedBytes, leastBytes));
  }

  append(chunk: Uint8Array): void {
    const size = this.#end - this.#start;
    if (this.#end + chunk.length > this.#buffer.length) this.#makeRoom(size, chunk.length);
    this.#buffer.set(chunk, this.#end);
    this.#end += chunk.length;
  }

  /** All bytes held; valid until the next call. */
  view(): Buffer {
    return this.#buffer.subarray(this.#start, this.#end);
  }

  skip(length: number): void {
    this.#start += length;
  }

  /** The first bytes, which are the taker's from now on, removed from here. */
  take(length: number): Uint8Array {
    if (length >= leastBytes && length * 4 >= this.#buffer.length * 3) return this.#giveAway(length);
    const bytes = new Uint8Array(length);
    bytes.set(this.#buffer.subarray(this.#start, this.#start + length));
    this.skip(length);
    return bytes;
  }

  /** Where there is little else in the buffer it goes along: a copy of each frame is the most that receiving costs. */
  #giveAway(length: number): Uint8Array {
    const given = this.#buffer;
    const at = this.#start;
    const rest = given.subarray(at + length, this.#end);
    this.#buffer = Buffer.alloc(rest.length);
    this.#buffer.set(rest);
    this.#start = 0;
    this.#end = rest.length;
    return new Uint8Array(given.buffer, given.byteOffset + at, length);
  }

  /** Doubles, so that a large part in small chunks is not copied again for each of them. */
  #makeRoom(size: number, more: number): void {
    const needed = size + more;
    const target =
      needed > this.#buffer.length / 2
        ? Buffer.alloc(Math.max(needed, this.#buffer.length * 2, leastBytes))
        : this.#buffer;
    this.#buffer.copy(target, 0, this.#start, this.#end);
    this.#buffer = target;
    this.#start = 0;
    this.#end = size;
  }
}
