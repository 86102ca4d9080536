/** Bytes that arrive in chunks and leave from the front, kept in one piece so that they can be searched. */
export class ByteQueue {
  #buffer = Buffer.allocUnsafe(64 * 1024);
  #start = 0;
  #end = 0;

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

  /** The first bytes as a copy of their own, removed from here. */
  take(length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    bytes.set(this.#buffer.subarray(this.#start, this.#start + length));
    this.skip(length);
    return bytes;
  }

  /** Doubles, so that a large part in small chunks is not copied again for each of them. */
  #makeRoom(size: number, more: number): void {
    const needed = size + more;
    const target =
      needed > this.#buffer.length / 2 ? Buffer.allocUnsafe(Math.max(needed, this.#buffer.length * 2)) : this.#buffer;
    this.#buffer.copy(target, 0, this.#start, this.#end);
    this.#buffer = target;
    this.#start = 0;
    this.#end = size;
  }
}
