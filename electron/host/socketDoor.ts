import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { World } from '#electron/base/world.ts';
import { httpDoorNames, socketKey } from '#shared/contract/wire.ts';
import type { AccessKeys } from './accessKeys.ts';
import { Connection, type HostSide } from './connection.ts';
import { FrameStream } from './frameStream.ts';

const mostMessageBytes = 8 * 1024 * 1024;
/** Of the first message: a token and its name. Read is no more of it, for what is deeply nested takes a second to refuse. */
const mostKeyBytes = 4_096;
const keyWithinMs = 2_000;
/**
 * Sockets that have not shown the token yet; a page of ours needs one for a moment. The oldest gives way to the newest:
 * it has had its time, and whoever only waits cannot keep our page out.
 */
const mostStrangers = 8;

/** The WebSocket half of the browser host: calls, their cancels, events. Each page is a session with its own frames. */
export class SocketDoor {
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: mostMessageBytes, perMessageDeflate: false });
  readonly #host: HostSide;
  readonly #keys: AccessKeys;
  readonly #world: Pick<World, 'clock' | 'random'>;
  readonly #sessions = new Map<string, FrameStream>();
  /** Oldest first. */
  readonly #strangers = new Set<Duplex>();

  constructor(host: HostSide, keys: AccessKeys, world: Pick<World, 'clock' | 'random'>) {
    this.#host = host;
    this.#keys = keys;
    this.#world = world;
  }

  /** The frames of one page; undefined once its socket is gone. */
  framesOf(session: string): FrameStream | undefined {
    return this.#sessions.get(session);
  }

  /** Takes over a request that the guard has passed. */
  open(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const [oldest] = this.#strangers;
    if (oldest && this.#strangers.size >= mostStrangers) {
      this.#strangers.delete(oldest);
      oldest.destroy();
    }
    this.#strangers.add(socket);
    const leave = () => this.#strangers.delete(socket);
    socket.once('close', leave);
    this.#server.handleUpgrade(request, socket, head, (opened) => this.#awaitKey(opened, leave));
  }

  close(): void {
    for (const client of this.#server.clients) client.terminate();
    this.#server.close();
  }

  #awaitKey(socket: WebSocket, leave: () => unknown): void {
    const cancelTimer = this.#world.clock.after(keyWithinMs, () => socket.close(httpDoorNames.tokenRefused));
    socket.on('error', () => socket.terminate());
    socket.once('close', cancelTimer);
    socket.once('message', (data, isBinary) => {
      cancelTimer();
      leave();
      const isKey = !isBinary && Buffer.isBuffer(data) && data.length <= mostKeyBytes;
      const key = isKey ? socketKey.safeParse(readJson(data)) : undefined;
      if (key?.success && this.#keys.isToken(key.data.token)) this.#serve(socket);
      else socket.close(httpDoorNames.tokenRefused);
    });
  }

  #serve(socket: WebSocket): void {
    const session = this.#world.random.uuid();
    const frames = new FrameStream(this.#host.readFrame, this.#world.clock);
    const connection = new Connection(this.#host, frames.desk, session, (message) => {
      // Frames never come this way; a page that asks for them over the socket gets no answer but its own bug.
      if (socket.readyState === socket.OPEN && message.kind !== 'frames') socket.send(JSON.stringify(message));
    });
    this.#sessions.set(session, frames);
    socket.on('message', (data, isBinary) => connection.receive(isBinary ? undefined : readJson(data)));
    socket.once('close', () => {
      connection.close();
      frames.close();
      this.#sessions.delete(session);
    });
  }
}

function readJson(data: RawData): unknown {
  try {
    return JSON.parse(Buffer.isBuffer(data) ? data.toString('utf8') : '');
  } catch {
    return undefined;
  }
}
