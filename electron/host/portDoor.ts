import type { Clock } from '#electron/base/world.ts';
import type { FrameReply, HostMessage } from '#shared/contract/wire.ts';
import { Connection, type HostSide } from './connection.ts';
import { FrameBatcher } from './frameBatcher.ts';
import { FrameDesk } from './frameDesk.ts';

/** A message port as the door needs it; Node's and Electron's differ in how they hand over a message. */
export interface DoorPort {
  postMessage(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
  start(): void;
  close(): void;
}

/** Serves one page over one port until either end closes it. Answers a function that closes it. */
export function openPortDoor(host: HostSide, port: DoorPort, clock: Pick<Clock, 'after'>): () => void {
  const send = (message: HostMessage) => port.postMessage(message);
  const batcher = new FrameBatcher(clock, (replies) => send({ kind: 'frames', replies: replies.map(alone) }));
  const frames = new FrameDesk(host.readFrame, (reply, urgency) => batcher.add(reply, urgency));
  const connection = new Connection(host, frames, 'port', send);
  port.onMessage((message) => connection.receive(message));
  port.onClose(() => connection.close());
  port.start();
  return () => {
    connection.close();
    port.close();
  };
}

/**
 * Frames are copied, never transferred: transferring an ArrayBuffer over an Electron port loses the message's data
 * (electron issues 34905 and 37157). Cloning a view clones all of what it looks into, so a frame that is a part of
 * something larger (a pack, Node's buffer pool) is cut out first: neither megabytes nor another patient's bytes go along.
 */
function alone(reply: FrameReply): FrameReply {
  if (!reply.result.ok) return reply;
  const frame = reply.result.value;
  const whole = frame.bytes.constructor === Uint8Array && frame.bytes.byteLength === frame.bytes.buffer.byteLength;
  if (whole) return reply;
  return { id: reply.id, result: { ok: true, value: { ...frame, bytes: Uint8Array.from(frame.bytes) } } };
}

interface NodePort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}

/** A port of `node:worker_threads`: messages arrive bare. */
export function doorPortOfNode(port: NodePort): DoorPort {
  return {
    postMessage: (message) => port.postMessage(message),
    onMessage: (listener) => void port.on('message', listener),
    onClose: (listener) => void port.on('close', listener),
    start: () => port.start(),
    close: () => port.close(),
  };
}

/** A `MessagePortMain` of Electron's utility process: messages arrive inside an event. */
export function doorPortOfElectron(port: NodePort): DoorPort {
  return {
    ...doorPortOfNode(port),
    onMessage: (listener) => void port.on('message', (event) => listener((event as { data: unknown }).data)),
  };
}
