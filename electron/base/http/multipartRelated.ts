import { ByteQueue } from './byteQueue.ts';

/** One part of a multipart/related answer (RFC 2387), its bytes whole and its own. */
export interface MultipartPart {
  /** Lower-case names. */
  readonly headers: ReadonlyMap<string, string>;
  readonly bytes: Uint8Array;
}

export interface MultipartLimits {
  readonly partBytes: number;
  readonly headerBytes: number;
  readonly parts: number;
}

/** `cut`: the closing boundary never came. `malformed`: not multipart, or a length that lies. `tooLarge`: over a limit. */
export class MultipartError extends Error {
  readonly kind: 'cut' | 'malformed' | 'tooLarge';
  constructor(kind: MultipartError['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

const defaultLimits: MultipartLimits = { partBytes: 512 * 1024 * 1024, headerBytes: 64 * 1024, parts: 1_000_000 };
const crlf = Buffer.from('\r\n');
const headersEnd = Buffer.from('\r\n\r\n');
const maxBoundaryLength = 200;

type Step =
  | { readonly at: 'opening' }
  | { readonly at: 'afterBoundary' }
  | { readonly at: 'headers' }
  | { readonly at: 'body'; readonly headers: ReadonlyMap<string, string>; readonly length: number | undefined }
  | { readonly at: 'closed' };

/**
 * Takes an answer apart while it arrives: each part leaves as soon as it is whole, however the chunks fall (N13).
 * A part that declares its length is not scanned for the boundary; the boundary must then follow exactly.
 */
export class MultipartReader {
  readonly #bytes: ByteQueue;
  readonly #limits: MultipartLimits;
  #boundary: string | undefined;
  #step: Step = { at: 'opening' };
  #scannedTo = 0;
  #count = 0;
  #broken: MultipartError | undefined;

  /**
   * `boundary` undefined: the answer's first line says it (some servers leave it out of Content-Type). `expectedBytes`:
   * of the whole answer, where it says so.
   */
  constructor(boundary: string | undefined, limits: Partial<MultipartLimits> = {}, expectedBytes?: number) {
    this.#bytes = new ByteQueue(expectedBytes);
    this.#boundary = boundary;
    this.#limits = { ...defaultLimits, ...limits };
  }

  /** The closing boundary came: what follows is nothing (RFC 2046 section 5.1.1). */
  get isClosed(): boolean {
    return this.#step.at === 'closed';
  }

  /** Adds bytes; answers the parts that became whole. @throws MultipartError, at the latest from the next call */
  push(chunk: Uint8Array): MultipartPart[] {
    if (this.#broken) throw this.#broken;
    if (this.#step.at === 'closed') return [];
    this.#bytes.append(chunk);
    const parts: MultipartPart[] = [];
    try {
      for (;;) {
        const part = this.#advance();
        if (part === 'wait') return parts;
        if (part !== 'again') parts.push(part);
      }
    } catch (error) {
      // What was whole before the fault is handed on first, whatever chunk it came in.
      if (!(error instanceof MultipartError) || parts.length === 0) throw error;
      this.#broken = error;
      return parts;
    }
  }

  /** Says that no more bytes come. @throws MultipartError of kind `cut` unless the closing boundary came. */
  end(): void {
    if (this.#broken) throw this.#broken;
    if (this.#step.at !== 'closed') throw new MultipartError('cut', 'no closing boundary');
  }

  #advance(): MultipartPart | 'again' | 'wait' {
    switch (this.#step.at) {
      case 'opening':
        return this.#findOpening();
      case 'afterBoundary':
        return this.#readBoundaryEnd();
      case 'headers':
        return this.#readHeaders();
      case 'body':
        return this.#readBody(this.#step.headers, this.#step.length);
      case 'closed':
        return 'wait';
    }
  }

  #findOpening(): 'again' | 'wait' {
    if (this.#boundary === undefined && !this.#learnBoundary()) return 'wait';
    const opening = Buffer.from(`--${this.#boundary}`);
    const view = this.#bytes.view();
    if (view.length < opening.length) return 'wait';
    if (view.subarray(0, opening.length).equals(opening)) return this.#enterAfter(opening.length);
    const found = view.indexOf(Buffer.concat([crlf, opening]));
    if (found >= 0) return this.#enterAfter(found + crlf.length + opening.length);
    if (view.length > this.#limits.headerBytes) throw new MultipartError('malformed', 'no boundary');
    return 'wait';
  }

  #learnBoundary(): boolean {
    const view = this.#bytes.view();
    const end = view.indexOf(crlf);
    if (end < 0 && view.length <= maxBoundaryLength) return false;
    const match = /^--([!-~]{1,70})[ \t]*$/.exec(view.subarray(0, Math.max(end, 0)).toString('latin1'));
    if (!match?.[1]) throw new MultipartError('malformed', 'no boundary');
    this.#boundary = match[1];
    return true;
  }

  #enterAfter(length: number): 'again' {
    this.#bytes.skip(length);
    this.#step = { at: 'afterBoundary' };
    return 'again';
  }

  #readBoundaryEnd(): 'again' | 'wait' {
    const view = this.#bytes.view();
    const end = boundaryEnd(view, 0);
    if (end === 'wait') return 'wait';
    if (end === 'no') throw new MultipartError('malformed', 'boundary runs on');
    this.#bytes.skip(end.length);
    this.#step = end.closing ? { at: 'closed' } : { at: 'headers' };
    return 'again';
  }

  #readHeaders(): 'again' | 'wait' {
    const view = this.#bytes.view();
    const bare = view.length >= 2 && view.subarray(0, 2).equals(crlf);
    const end = bare ? 0 : view.indexOf(headersEnd);
    if (end > this.#limits.headerBytes || (end < 0 && view.length > this.#limits.headerBytes)) {
      throw new MultipartError('tooLarge', 'part headers');
    }
    if (end < 0) return 'wait';
    this.#count += 1;
    if (this.#count > this.#limits.parts) throw new MultipartError('tooLarge', 'parts');
    const headers = readHeaders(view.subarray(0, end).toString('latin1'));
    this.#bytes.skip(end + (bare ? crlf.length : headersEnd.length));
    this.#step = { at: 'body', headers, length: declaredLength(headers) };
    this.#scannedTo = 0;
    return 'again';
  }

  #readBody(headers: ReadonlyMap<string, string>, length: number | undefined): MultipartPart | 'wait' {
    const delimiter = Buffer.from(`\r\n--${this.#boundary}`);
    const view = this.#bytes.view();
    const end = length === undefined ? this.#findDelimiter(view, delimiter) : length;
    if (end !== 'wait' && end > this.#limits.partBytes) throw new MultipartError('tooLarge', 'part');
    if (end === 'wait' || view.length < end + delimiter.length) return 'wait';
    if (length !== undefined && !view.subarray(end, end + delimiter.length).equals(delimiter)) {
      throw new MultipartError('malformed', 'a part of another length than it declares');
    }
    const bytes = this.#bytes.take(end);
    this.#enterAfter(delimiter.length);
    return { headers, bytes };
  }

  /** The delimiter counts only when a line end or the closing dashes follow: pixels may hold the same bytes by chance. */
  #findDelimiter(view: Buffer, delimiter: Buffer): number | 'wait' {
    let from = Math.max(0, this.#scannedTo - delimiter.length);
    for (;;) {
      const found = view.indexOf(delimiter, from);
      if (found < 0) {
        this.#scannedTo = view.length;
        if (view.length > this.#limits.partBytes) throw new MultipartError('tooLarge', 'part');
        return 'wait';
      }
      const end = boundaryEnd(view, found + delimiter.length);
      if (end === 'wait') {
        this.#scannedTo = found;
        return 'wait';
      }
      if (end !== 'no') return found;
      from = found + 1;
    }
  }
}

/** What stands behind a boundary: spaces and a line end, or the two dashes that close the answer. */
function boundaryEnd(view: Buffer, at: number): { length: number; closing: boolean } | 'wait' | 'no' {
  let next = at;
  while (next < view.length && next - at < maxBoundaryLength && (view[next] === 0x20 || view[next] === 0x09)) next += 1;
  if (view.length < next + 2) return 'wait';
  if (view[next] === 0x2d && view[next + 1] === 0x2d && next === at) return { length: 2, closing: true };
  return view[next] === 0x0d && view[next + 1] === 0x0a ? { length: next + 2 - at, closing: false } : 'no';
}

function readHeaders(text: string): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return headers;
}

function declaredLength(headers: ReadonlyMap<string, string>): number | undefined {
  const text = headers.get('content-length');
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw new MultipartError('malformed', 'content-length');
  return Number(text);
}
