import type { PracticeResponse } from './message.ts';

export interface Part {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** A boundary no part holds: long, and no codec writes ASCII like it. */
const boundary = 'durbeen-practice-4f1d6c2a9be84d7c8a53';

/** A multipart/related answer (PS3.18 section 8.6.1.2, RFC 2387), each part made when its turn comes. */
export function answerMultipart(type: string, parts: AsyncIterable<Part>): PracticeResponse {
  return {
    status: 200,
    headers: { 'content-type': `multipart/related; type="${type}"; boundary=${boundary}` },
    body: writeParts(parts),
  };
}

async function* writeParts(parts: AsyncIterable<Part>): AsyncIterable<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const part of parts) {
    const headers = Object.entries({ ...part.headers, 'Content-Length': String(part.body.length) });
    const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    yield encoder.encode(`--${boundary}\r\n${head}\r\n`);
    yield part.body;
    yield encoder.encode('\r\n');
  }
  yield encoder.encode(`--${boundary}--\r\n`);
}

/** The parts of a multipart body (RFC 2046 section 5.1); undefined when it does not keep to its boundary. */
export function readParts(contentType: string, body: Uint8Array): readonly Part[] | undefined {
  const match = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType);
  const mark = match?.[1] ?? match?.[2];
  if (mark === undefined) return undefined;
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
  const parts: Part[] = [];
  let at = bytes.indexOf(`--${mark}`);
  while (at >= 0) {
    const head = at + mark.length + 2;
    if (bytes.subarray(head, head + 2).toString('latin1') === '--') return parts;
    const headerEnd = bytes.indexOf('\r\n\r\n', head);
    const next = headerEnd < 0 ? -1 : bytes.indexOf(`\r\n--${mark}`, headerEnd + 2);
    if (next < 0) return undefined;
    parts.push({
      headers: readHeaders(bytes.subarray(head, headerEnd).toString('latin1')),
      body: bytes.subarray(Math.min(headerEnd + 4, next), next),
    });
    at = next + 2;
  }
  return undefined;
}

function readHeaders(text: string): Record<string, string> {
  const headers = Object.create(null) as Record<string, string>;
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  return headers;
}
