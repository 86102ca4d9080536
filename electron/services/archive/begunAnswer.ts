import type { HttpResponse } from '#electron/base/http/httpPool.ts';

/** What has come of one answer, from its first byte on, and what it said of itself. */
export class BegunAnswer {
  readonly headers: HttpResponse['headers'];
  /** Of the whole; undefined where the archive has not said. */
  totalBytes: number | undefined;
  readonly #chunks: Uint8Array[] = [];
  #received = 0;

  constructor(headers: HttpResponse['headers'], totalBytes: number | undefined) {
    this.headers = headers;
    this.totalBytes = totalBytes;
  }

  get contentType(): string | undefined {
    return this.headers.get('content-type');
  }

  get received(): number {
    return this.#received;
  }

  get isWhole(): boolean {
    return this.#received === this.totalBytes;
  }

  get chunks(): readonly Uint8Array[] {
    return this.#chunks;
  }

  /** `isKept`: it is also wanted later; else it is only counted. */
  add(chunk: Uint8Array, isKept = true): void {
    if (isKept) this.#chunks.push(chunk);
    this.#received += chunk.length;
  }

  /** At most the first `count` bytes, in one piece. */
  firstBytes(count: number): Buffer {
    const wanted: Uint8Array[] = [];
    let left = count;
    for (const chunk of this.#chunks) {
      if (left <= 0) break;
      wanted.push(chunk.length > left ? chunk.subarray(0, left) : chunk);
      left -= chunk.length;
    }
    return Buffer.concat(wanted);
  }
}
