import {
  HttpBodyError,
  type HttpPool,
  type HttpRequest,
  type HttpResponse,
  type Network,
} from '#electron/base/http/httpPool.ts';
import type { PracticeResponse, RequestHandler } from '#electron/practice/index.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';

/**
 * A network with one server behind it and no socket: what a disc holds is a patient's, and a port on loopback would
 * hand it to every program of this computer.
 */
export function handlerNetwork(handler: RequestHandler): Network {
  return {
    openPool: (): HttpPool => ({
      request: (request) => ask(handler, request),
      // There is no line that could change.
      reset: () => undefined,
      close: () => Promise.resolve(),
    }),
  };
}

async function ask(
  handler: RequestHandler,
  { method, path, headers, body, signal }: HttpRequest,
): Promise<Result<HttpResponse, { kind: 'cancelled' | 'cut'; detail: string }>> {
  if (signal?.aborted) return fail({ kind: 'cancelled', detail: 'before it was asked' });
  const lowerCase = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  try {
    const answer = await handler({ method, target: path, headers: lowerCase, body: body ?? new Uint8Array() });
    const { status } = answer;
    return succeed({
      status,
      headers: new Map(Object.entries(answer.headers)),
      body: readBody(answer, signal),
      discard: () => Promise.resolve(),
    });
  } catch {
    // A disc that was taken out fails in the middle of an answer.
    return fail({ kind: 'cut', detail: 'the source cannot be read' });
  }
}

async function* readBody({ body }: PracticeResponse, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  try {
    if (body instanceof Uint8Array) {
      yield body;
      return;
    }
    for await (const chunk of body) {
      if (signal?.aborted) throw new HttpBodyError({ kind: 'cancelled', detail: 'while it was read' });
      yield chunk;
    }
  } catch (error) {
    if (error instanceof HttpBodyError) throw error;
    throw new HttpBodyError({ kind: 'cut', detail: 'the source cannot be read' });
  }
}
