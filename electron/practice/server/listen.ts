import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerStatus, type PracticeResponse, type RequestHandler } from './message.ts';

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

const largestBodyBytes = 1024 * 1024 * 1024;

/**
 * Serves a handler on 127.0.0.1, on a port the system chooses. Only this computer's programs are answered:
 * a page in a browser that reaches for loopback brings an Origin, or a Host of its own, and is refused.
 */
export async function listen(handler: RequestHandler): Promise<Listening> {
  const server = createServer((incoming, outgoing) => {
    void serve(server, handler, incoming, outgoing);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { port, close };
}

async function serve(server: Server, handler: RequestHandler, incoming: IncomingMessage, outgoing: ServerResponse) {
  try {
    const { port } = server.address() as AddressInfo;
    const answer = await answerGuarded(handler, incoming, port);
    await send(answer, incoming.method === 'HEAD', outgoing);
  } catch {
    // The line broke, or a frame could not be read: end without the closing boundary, so that nobody takes it as whole.
    if (outgoing.headersSent) outgoing.destroy();
    else outgoing.writeHead(500).end();
  }
}

async function answerGuarded(
  handler: RequestHandler,
  incoming: IncomingMessage,
  port: number,
): Promise<PracticeResponse> {
  const { host, origin } = incoming.headers;
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) return answerStatus(421);
  if (origin !== undefined) return answerStatus(403);
  const body = await readBody(incoming);
  if (!body) return answerStatus(413);
  const headers = new Map(
    Object.entries(incoming.headersDistinct).map(([name, values]) => [name, values?.join(', ') ?? '']),
  );
  return handler({ method: incoming.method ?? 'GET', target: incoming.url ?? '/', headers, body });
}

async function readBody(incoming: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > largestBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function send(answer: PracticeResponse, headOnly: boolean, outgoing: ServerResponse): Promise<void> {
  const { body } = answer;
  const known = body instanceof Uint8Array;
  const length: Record<string, number> =
    known && !headOnly && answer.status !== 204 ? { 'content-length': body.length } : {};
  outgoing.writeHead(answer.status, { ...answer.headers, 'cache-control': 'no-store', ...length });
  if (known) {
    outgoing.end(body);
    return;
  }
  for await (const chunk of body) {
    if (outgoing.destroyed) return;
    if (!outgoing.write(chunk)) await drained(outgoing);
  }
  outgoing.end();
}

function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      outgoing.off('drain', done);
      outgoing.off('close', done);
      resolve();
    };
    outgoing.on('drain', done);
    outgoing.on('close', done);
  });
}
