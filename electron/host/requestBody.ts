import type { IncomingMessage } from 'node:http';
import { fail, type Result, succeed } from '#shared/base/result.ts';

const mostBodyBytes = 1_048_576;

/** A request's body as JSON; a failure is the HTTP status to refuse it with. */
export async function readJsonBody(request: IncomingMessage): Promise<Result<unknown, number>> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.byteLength;
      if (size > mostBodyBytes) return fail(413);
      chunks.push(chunk);
    }
    return succeed(JSON.parse(Buffer.concat(chunks).toString('utf8')));
  } catch {
    // Cut short, or not JSON: either way there is nothing to act on.
    return fail(400);
  }
}
