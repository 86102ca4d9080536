import { fail } from '#shared/base/result.ts';
import { failureOf } from '#shared/contract/failures.ts';
import { FrameStreamReader } from '#shared/contract/frameBatch.ts';
import type { Transport } from '#shared/contract/transport.ts';
import { type HostMessage, httpDoorNames, type WireFrameRequest } from '#shared/contract/wire.ts';
import { FrameAsker } from './frameAsker.ts';
import { WireEnd } from './wireEnd.ts';

/** The part of a `WebSocket` that is used. */
export interface PageSocket {
  send(text: string): void;
  close(): void;
  addEventListener(type: 'open', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close', listener: (event: { readonly code: number }) => void): void;
  addEventListener(type: 'error', listener: () => void): void;
}

export interface HttpTransportOptions {
  /** `http://127.0.0.1:<port>`, the page's own origin. */
  readonly origin: string;
  readonly token: string;
  readonly openSocket?: (url: string) => PageSocket;
  readonly post?: (url: string, options: RequestInit) => Promise<Response>;
  /** The host does not know the token, so trying again is no use: the person needs a new link. */
  readonly onTokenRefused?: () => void;
}

const firstRetryMs = 250;
const lastRetryMs = 5_000;

/** Speaks to the browser host: calls and events over a WebSocket that is opened again when lost, frames by POST. */
export function httpTransport(options: HttpTransportOptions): Transport {
  const wire = new WireEnd();
  const frames: FrameAsker = new FrameAsker(
    (requests) => void readFrames(options, wire, frames, requests, openStreams),
    (id) => wire.say({ kind: 'cancelFrame', id }),
  );
  const openStreams = { count: 0 };
  const line = keepSocketOpen(options, wire, () => frames.failAll());

  return {
    call: (name, input, signal) => wire.call(name, input, signal),
    readFrame: async (key, asked) => {
      const unreachable = wire.unreachable() ?? (await wire.settled());
      return unreachable ? fail(unreachable) : frames.readFrame(key, asked);
    },
    onEvent: (listener) => wire.onEvent(listener),
    onConnection: (listener) => wire.onConnection(listener),
    close: () => {
      wire.close();
      frames.failAll();
      line.close();
    },
  };
}

/** Opens the socket, and again whenever it is lost, a little later each time. */
function keepSocketOpen(options: HttpTransportOptions, wire: WireEnd, onLost: () => void): { close(): void } {
  const openSocket = options.openSocket ?? ((url: string): PageSocket => new WebSocket(url));
  const url = `${options.origin.replace(/^http/, 'ws')}${httpDoorNames.socketPath}`;
  let socket: PageSocket | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let retryMs = firstRetryMs;
  let closed = false;

  const open = () => {
    const opened = openSocket(url);
    socket = opened;
    opened.addEventListener('open', () => {
      opened.send(JSON.stringify({ token: options.token }));
      wire.attach((message) => opened.send(JSON.stringify(message)));
    });
    opened.addEventListener('message', ({ data }) => {
      retryMs = firstRetryMs;
      if (typeof data === 'string') wire.receive(JSON.parse(data) as HostMessage);
    });
    opened.addEventListener('error', () => undefined);
    opened.addEventListener('close', ({ code }) => {
      if (closed) return;
      wire.lose();
      onLost();
      if (code === httpDoorNames.tokenRefused) {
        options.onTokenRefused?.();
        return;
      }
      timer = setTimeout(open, retryMs);
      retryMs = Math.min(retryMs * 2, lastRetryMs);
    });
  };
  open();
  return {
    close: () => {
      closed = true;
      clearTimeout(timer);
      socket?.close();
    },
  };
}

/**
 * Asks for frames and reads what comes. The newest stream brings what older ones still waited for; only when the
 * last one has ended is something unanswered lost.
 */
async function readFrames(
  options: HttpTransportOptions,
  wire: WireEnd,
  frames: FrameAsker,
  requests: readonly WireFrameRequest[],
  open: { count: number },
): Promise<void> {
  const post = options.post ?? ((url, init) => fetch(url, init));
  open.count += 1;
  try {
    const response = await post(`${options.origin}${httpDoorNames.framesPath}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', [httpDoorNames.tokenHeader]: options.token },
      body: JSON.stringify({ session: wire.session, requests }),
    });
    if (response.status !== 200 || !response.body) {
      frames.fail(requests, failureOf(response.status === 400 ? 'InvalidInput' : 'HostGone'));
      return;
    }
    await readStream(response.body, frames);
  } catch {
    // Cut, or not of our format: what it should have brought is not coming, and which that was is not known.
    frames.failAll();
  } finally {
    open.count -= 1;
    if (open.count === 0) frames.failSent();
  }
}

async function readStream(body: ReadableStream<Uint8Array>, frames: FrameAsker): Promise<void> {
  const records = new FrameStreamReader();
  const reader = body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    frames.receive(records.push(next.value));
  }
  if (!records.atEnd) throw new Error('the stream of frames was cut');
}
