import type { HttpResponse } from '#electron/base/http/httpPool.ts';

export interface ByteRange {
  readonly first: number;
  readonly last: number;
  readonly total: number;
}

/** The range that a 206 says it is (RFC 9110 section 14.4); undefined for every other answer and for coded bytes. */
export function rangeOf({ status, headers }: Pick<HttpResponse, 'status' | 'headers'>): ByteRange | undefined {
  const match = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/.exec(headers.get('content-range') ?? '');
  if (status !== 206 || !match) return undefined;
  const [first, last, total] = match.slice(1).map(Number) as [number, number, number];
  return first <= last && last < total ? { first, last, total } : undefined;
}

/** A range of a coded body is a range of its code: what was cut out of the middle cannot be decoded. */
export function isCoded({ headers }: Pick<HttpResponse, 'headers'>): boolean {
  const coding = headers.get('content-encoding');
  return coding !== undefined && coding.trim().toLowerCase() !== 'identity';
}

/** A strong ETag; a weak one promises the same meaning, not the same bytes (RFC 9110 section 8.8.1). */
export function strongTagOf({ headers }: Pick<HttpResponse, 'headers'>): string | undefined {
  const etag = headers.get('etag');
  return etag !== undefined && /^"[^"]*"$/.test(etag) ? etag : undefined;
}
