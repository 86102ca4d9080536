export interface RawPart {
  head: string;
  body: Buffer;
}

/** A multipart body taken apart; undefined when the type names no boundary. */
export function splitParts(body: Buffer, contentType: string): { parts: RawPart[]; boundary: string } | undefined {
  const boundary = /boundary="?([^";]+)/.exec(contentType)?.[1];
  if (boundary === undefined) return undefined;
  const parts: RawPart[] = [];
  let at = body.indexOf(`--${boundary}\r\n`);
  while (at >= 0) {
    const headEnd = body.indexOf('\r\n\r\n', at);
    const next = body.indexOf(`\r\n--${boundary}`, headEnd);
    if (headEnd < 0 || next < 0) break;
    parts.push({ head: body.subarray(at, headEnd).toString('latin1'), body: body.subarray(headEnd + 4, next) });
    at = body.indexOf(`--${boundary}\r\n`, next);
  }
  return { parts, boundary };
}

export function joinParts(parts: readonly RawPart[], boundary: string): Buffer {
  const written = parts.flatMap(({ head, body }) => [
    Buffer.from(`${head}\r\n\r\n`, 'latin1'),
    body,
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...written, Buffer.from(`--${boundary}--\r\n`)]);
}
