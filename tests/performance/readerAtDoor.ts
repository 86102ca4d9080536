import WebSocket from 'ws';
import { createClient } from '#renderer/host/client.ts';
import { httpTransport, type PageSocket } from '#renderer/host/httpTransport.ts';
import type { DurbeenContract } from '#shared/contract/index.ts';
import type { Client } from '#shared/contract/procedure.ts';
import type { Transport } from '#shared/contract/transport.ts';
import { httpDoorNames } from '#shared/contract/wire.ts';

export interface ReaderAtDoor {
  readonly client: Client<DurbeenContract>;
  readonly transport: Transport;
}

/** The page's own client, without the page: the same door, token, socket and stream of frames. */
export async function readerAtDoor(link: string): Promise<ReaderAtDoor> {
  const { origin, hash } = new URL(link);
  const headers = { origin, 'content-type': 'application/json' };
  const body = JSON.stringify({ code: hash.slice(1) });
  const exchanged = await fetch(`${origin}${httpDoorNames.exchangePath}`, { method: 'POST', headers, body });
  const { token } = (await exchanged.json()) as { token: string };
  const transport = httpTransport({
    origin,
    token,
    openSocket: (url) => new WebSocket(url, { origin }) as unknown as PageSocket,
    post: (url, init) => fetch(url, { ...init, headers: { ...(init.headers as Record<string, string>), origin } }),
  });
  return { client: createClient(transport), transport };
}
