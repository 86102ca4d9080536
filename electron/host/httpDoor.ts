import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { z } from 'zod';
import type { World } from '#electron/base/world.ts';
import { pageHeaders } from '#shared/contract/pageHeaders.ts';
import { frameRequests, httpDoorNames } from '#shared/contract/wire.ts';
import { AccessKeys } from './accessKeys.ts';
import type { AppFile } from './appFiles.ts';
import type { HostSide } from './connection.ts';
import type { LastDoor } from './lastDoor.ts';
import { type GuardedDoor, judge } from './loopbackGuard.ts';
import { readJsonBody } from './requestBody.ts';
import { SocketDoor } from './socketDoor.ts';

const exchangeBody = z.object({ code: z.string().max(200) });
const framesBody = z.object({ session: z.string().max(100), requests: frameRequests });

export interface HttpDoor {
  readonly port: number;
  /** SHA-256 of every token that opens it. */
  readonly digests: readonly string[];
  /** An address that opens the page once, within 30 s; the code in it is worth nothing afterwards. */
  newLink(): string;
  close(): Promise<void>;
}

export interface HttpDoorOptions {
  readonly appFiles: ReadonlyMap<string, AppFile>;
  readonly world: Pick<World, 'clock' | 'random'>;
  /** 0: any free port. */
  readonly port?: number;
  /** Where a host stood that ended without being told to: its port if it is free and no other is asked for. */
  readonly last?: LastDoor | undefined;
  /** Told which rule refused a request, never what was asked. */
  readonly onRefused?: (rule: number) => void;
}

/** Serves the page and the host's answers on 127.0.0.1, to the page alone: see `loopbackGuard.ts`. */
export async function openHttpDoor(host: HostSide, options: HttpDoorOptions): Promise<HttpDoor> {
  const keys = new AccessKeys(options.world, options.last?.digests);
  const sockets = new SocketDoor(host, keys, options.world);
  const server = createServer({
    maxHeaderSize: 8_192,
    headersTimeout: 5_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 5_000,
    connectionsCheckingInterval: 1_000,
    // Judged by rule 2 instead, so that this refusal carries our headers too.
    requireHostHeader: false,
    insecureHTTPParser: false,
  });
  const port = await listenAgain(server, options);
  const guarded: GuardedDoor = {
    port,
    isAppFile: (path) => options.appFiles.has(path),
    isToken: (candidate) => keys.isToken(candidate),
  };
  const answer = answerWith(options.appFiles, keys, sockets);

  server.on('request', (request, response) => {
    const verdict = judge(factsOf(request, false), guarded);
    if (verdict.kind === 'refuse') {
      options.onRefused?.(verdict.rule);
      refuse(response, verdict.status);
      return;
    }
    answer(request, response, verdict.kind).catch(() => response.destroy());
  });
  server.on('upgrade', (request, socket, head) => {
    // Whoever asks may be gone before the answer is written: that is no fault of the host, and must not end it.
    socket.on('error', () => socket.destroy());
    const verdict = judge(factsOf(request, true), guarded);
    if (verdict.kind === 'refuse') options.onRefused?.(verdict.rule);
    if (verdict.kind === 'pass') sockets.open(request, socket, head);
    else refuseRaw(socket, verdict.kind === 'refuse' ? verdict.status : 404);
  });
  server.on('checkContinue', (_request, response) => refuse(response, 417));
  server.on('checkExpectation', (_request, response) => refuse(response, 417));
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    socket.on('error', () => socket.destroy());
    refuseRaw(socket, statusOf(error.code));
  });

  return {
    port,
    digests: keys.digests,
    newLink: () => `http://127.0.0.1:${port}/#${keys.newCode()}`,
    close: async () => {
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What the door does with a request that the guard let pass. */
function answerWith(appFiles: ReadonlyMap<string, AppFile>, keys: AccessKeys, sockets: SocketDoor) {
  return async (request: IncomingMessage, response: ServerResponse, kind: 'shell' | 'pass'): Promise<void> => {
    const target = kind === 'shell' ? '/index.html' : (request.url ?? '');
    const file = appFiles.get(target === '/' ? '/index.html' : target);
    if (request.method === 'GET' || request.method === 'HEAD') {
      return file ? await sendFile(response, file) : refuse(response, 404);
    }
    if (request.method !== 'POST') return refuse(response, 405);
    const body = await readJsonBody(request);
    if (!body.ok) return refuse(response, body.failure);
    if (target === httpDoorNames.exchangePath) return exchange(body.value, response, keys);
    if (target === httpDoorNames.framesPath) return streamFrames(body.value, response, sockets);
    return refuse(response, 404);
  };
}

async function sendFile(response: ServerResponse, file: AppFile): Promise<void> {
  const bytes = await file.read();
  withHeaders(response).writeHead(200, { 'Content-Type': file.type, 'Content-Length': bytes.byteLength });
  response.end(bytes);
}

function exchange(body: unknown, response: ServerResponse, keys: AccessKeys): void {
  const parsed = exchangeBody.safeParse(body);
  const token = parsed.success ? keys.exchange(parsed.data.code) : undefined;
  if (token === undefined) {
    refuse(response, 401);
    return;
  }
  withHeaders(response).writeHead(200, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify({ token }));
}

function streamFrames(body: unknown, response: ServerResponse, sockets: SocketDoor): void {
  const parsed = framesBody.safeParse(body);
  const frames = parsed.success ? sockets.framesOf(parsed.data.session) : undefined;
  if (parsed.success && frames) frames.ask(parsed.data.requests, withHeaders(response));
  else refuse(response, parsed.success ? 409 : 400);
}

function factsOf(request: IncomingMessage, upgrade: boolean) {
  return {
    peer: request.socket.remoteAddress,
    method: request.method ?? '',
    target: request.url ?? '',
    rawHeaders: request.rawHeaders,
    upgrade,
  };
}

function withHeaders(response: ServerResponse): ServerResponse {
  for (const [name, value] of Object.entries(pageHeaders)) response.setHeader(name, value);
  return response;
}

/** Says no and nothing more; the rest of the request is not read. */
function refuse(response: ServerResponse, status: number): void {
  withHeaders(response).writeHead(status, { 'Content-Length': 0, Connection: 'close' });
  response.end();
}

function refuseRaw(socket: Duplex, status: number): void {
  if (!socket.writable) return void socket.destroy();
  const headers = { ...pageHeaders, 'Content-Length': '0', Connection: 'close' };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n`);
}

function statusOf(code: string | undefined): number {
  if (code === 'HPE_HEADER_OVERFLOW') return 431;
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
}

/** At the port that was asked for, else where the last host stood, else at any: somebody may have that port by now. */
async function listenAgain(server: Server, { port = 0, last }: HttpDoorOptions): Promise<number> {
  if (port !== 0 || !last) return await listen(server, port);
  try {
    return await listen(server, last.port);
  } catch {
    return await listen(server, 0);
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
