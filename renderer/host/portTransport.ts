import { fail } from '#shared/base/result.ts';
import type { Transport } from '#shared/contract/transport.ts';
import type { HostMessage } from '#shared/contract/wire.ts';
import { FrameAsker } from './frameAsker.ts';
import { WireEnd } from './wireEnd.ts';

/** The part of a `MessagePort` that is used; Node's satisfies it as well as the page's. */
export interface PagePort {
  postMessage(message: unknown): void;
  addEventListener(type: 'message' | 'close', listener: (event: { readonly data?: unknown }) => void): void;
  start(): void;
  close(): void;
}

/** Where ports come from: a new one each time the host has been started again. */
export interface PortSource {
  onPort(listener: (port: PagePort) => void): () => void;
  onLost(listener: () => void): () => void;
  /** Asks for the first port. */
  request(): void;
}

/** Speaks to the host over message ports. A lost host is replaced by the next port that the source brings. */
export function portTransport(source: PortSource): Transport {
  const wire = new WireEnd();
  let current: PagePort | undefined;
  const frames = new FrameAsker(
    (requests) => {
      const unreachable = wire.unreachable();
      if (unreachable) frames.fail(requests, unreachable);
      else wire.say({ kind: 'frames', requests });
    },
    (id) => wire.say({ kind: 'cancelFrame', id }),
  );

  const lose = () => {
    current = undefined;
    wire.lose();
    frames.failAll();
  };
  const receive = (message: HostMessage) => {
    if (wire.receive(message)) {
      if (message.kind === 'refused') frames.failAll(message.failure);
    } else if (message.kind === 'frames') frames.receive(message.replies);
  };

  const stopPorts = source.onPort((port) => {
    if (current) lose();
    current = port;
    port.addEventListener('message', (event) => {
      // The host is ours and of this build, which the handshake checks: its messages are not parsed again.
      if (port === current) receive(event.data as HostMessage);
    });
    port.addEventListener('close', () => {
      if (port === current) lose();
    });
    port.start();
    wire.attach((message) => port.postMessage(message));
  });
  const stopLost = source.onLost(lose);
  source.request();

  return {
    call: (name, input, signal) => wire.call(name, input, signal),
    readFrame: (key, options) => {
      const unreachable = wire.unreachable();
      return unreachable ? Promise.resolve(fail(unreachable)) : frames.readFrame(key, options);
    },
    onEvent: (listener) => wire.onEvent(listener),
    onConnection: (listener) => wire.onConnection(listener),
    close: () => {
      stopPorts();
      stopLost();
      const port = current;
      lose();
      wire.close();
      port?.close();
    },
  };
}

/** A source with one port and no other: tests, and whoever already holds one. */
export function singlePort(port: PagePort): PortSource {
  return {
    onPort: (listener) => {
      listener(port);
      return () => undefined;
    },
    onLost: () => () => undefined,
    request: () => undefined,
  };
}
