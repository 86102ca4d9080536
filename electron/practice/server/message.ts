/** A request and its answer without a socket, so that tests and a host can ask in-process. */
export interface PracticeRequest {
  readonly method: string;
  /** Path and query, as the request line has them. */
  readonly target: string;
  /** Lower-case names. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
}

export interface PracticeResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Made while it is sent; a part is never in memory before it is wanted. */
  readonly body: Uint8Array | AsyncIterable<Uint8Array>;
}

export type RequestHandler = (request: PracticeRequest) => Promise<PracticeResponse>;

export function answerJson(status: number, value: unknown, headers: Record<string, string> = {}): PracticeResponse {
  const body = new TextEncoder().encode(JSON.stringify(value));
  return { status, headers: { 'content-type': 'application/dicom+json', ...headers }, body };
}

/** An answer with no content but a status; the text is for a person at a console. */
export function answerStatus(status: number, text = '', headers: Record<string, string> = {}): PracticeResponse {
  const type: Record<string, string> = text === '' ? {} : { 'content-type': 'text/plain; charset=utf-8' };
  return { status, headers: { ...type, ...headers }, body: new TextEncoder().encode(text) };
}

/** The whole body in one piece. */
export async function wholeBody(response: PracticeResponse): Promise<Uint8Array> {
  if (response.body instanceof Uint8Array) return response.body;
  const chunks: Uint8Array[] = [];
  for await (const chunk of response.body) chunks.push(chunk);
  return Buffer.concat(chunks);
}
