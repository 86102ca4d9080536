import { MessageChannel } from 'node:worker_threads';
import WebSocket from 'ws';
import { Connection } from '#electron/host/connection.ts';
import { FrameDesk } from '#electron/host/frameDesk.ts';
import { openHttpDoor } from '#electron/host/httpDoor.ts';
import { doorPortOfNode, openPortDoor } from '#electron/host/portDoor.ts';
import { httpTransport, type PageSocket } from '#renderer/host/httpTransport.ts';
import { type PagePort, portTransport, singlePort } from '#renderer/host/portTransport.ts';
import type { Transport } from '#shared/contract/transport.ts';
import type { ClientMessage, HostMessage } from '#shared/contract/wire.ts';
import { type FakeHost, world } from './fakeHost.ts';

export interface OpenDoor {
  readonly transport: Transport;
  /** Sends a message that the transport itself would never send. */
  readonly sendRaw: (message: unknown) => void;
  /** The host goes away without a word. */
  readonly loseHost: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** No wire at all: the two ends call one another. The transport is the real one over a port of two functions. */
export function openDirect({ host }: FakeHost): Promise<OpenDoor> {
  const onMessage: ((event: { data?: unknown }) => void)[] = [];
  const onClose: ((event: object) => void)[] = [];
  const send = (message: HostMessage) =>
    queueMicrotask(() => {
      for (const listener of onMessage) listener({ data: message });
    });
  const frames = new FrameDesk(host.readFrame, (reply) => send({ kind: 'frames', replies: [reply] }));
  const connection = new Connection(host, frames, 'direct', send);
  const port: PagePort = {
    postMessage: (message) => queueMicrotask(() => connection.receive(message)),
    addEventListener: (type, listener) => void (type === 'message' ? onMessage : onClose).push(listener as never),
    start: () => undefined,
    close: () => connection.close(),
  };
  const transport = portTransport(singlePort(port));
  const end = () => {
    connection.close();
    for (const listener of onClose) listener({});
    return Promise.resolve();
  };
  return Promise.resolve({
    transport,
    sendRaw: (message) => connection.receive(message),
    loseHost: end,
    close: () => {
      transport.close();
      return Promise.resolve();
    },
  });
}

export function openPort({ host }: FakeHost): Promise<OpenDoor> {
  const { port1, port2 } = new MessageChannel();
  const closeDoor = openPortDoor(host, doorPortOfNode(port1), world.clock);
  const transport = portTransport(singlePort(port2 as unknown as PagePort));
  return Promise.resolve({
    transport,
    sendRaw: (message: ClientMessage | unknown) => port2.postMessage(message),
    loseHost: async () => {
      const closed = new Promise((resolve) => port2.once('close', resolve));
      closeDoor();
      await closed;
    },
    close: () => {
      transport.close();
      closeDoor();
      return Promise.resolve();
    },
  });
}

export async function openHttp({ host }: FakeHost): Promise<OpenDoor> {
  const door = await openHttpDoor(host, { appFiles: new Map(), world });
  const origin = `http://127.0.0.1:${door.port}`;
  const headers = { origin, 'content-type': 'application/json' };
  const code = new URL(door.newLink()).hash.slice(1);
  const exchanged = await fetch(`${origin}/open`, { method: 'POST', headers, body: JSON.stringify({ code }) });
  const { token } = (await exchanged.json()) as { token: string };
  const sockets: WebSocket[] = [];
  const transport = httpTransport({
    origin,
    token,
    openSocket: (url) => {
      const socket = new WebSocket(url, { origin });
      sockets.push(socket);
      return socket as unknown as PageSocket;
    },
    post: (url, init) => fetch(url, { ...init, headers: { ...(init.headers as Record<string, string>), origin } }),
  });
  return {
    transport,
    sendRaw: (message) => sockets.at(-1)?.send(typeof message === 'string' ? message : JSON.stringify(message)),
    loseHost: () => door.close(),
    close: async () => {
      transport.close();
      await door.close();
    },
  };
}
