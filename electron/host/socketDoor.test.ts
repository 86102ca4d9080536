import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { systemClock } from '#electron/base/world.ts';
import { httpDoorNames } from '#shared/contract/wire.ts';
import type { AccessKeys } from './accessKeys.ts';
import type { HostSide } from './connection.ts';
import { SocketDoor } from './socketDoor.ts';

const token = 'a-token-of-this-start';
const random = { uuid: () => 'one', bytes: (count: number) => new Uint8Array(count), fraction: () => 0 };

/** What becomes of a socket that begins with this message: the code with which it is closed, or that it is served. */
async function beginWith(message: string): Promise<number | 'served'> {
  let serve: (how: 'served') => void = () => undefined;
  const served = new Promise<'served'>((resolve) => {
    serve = resolve;
  });
  const openPage = () => {
    serve('served');
    return { close: () => undefined };
  };
  const host = { openPage } as unknown as HostSide;
  const keys = { isToken: (candidate: string) => candidate === token } as unknown as AccessKeys;
  const door = new SocketDoor(host, keys, { clock: systemClock, random });
  const server = createServer().on('upgrade', (request, socket, head) => door.open(request, socket, head as Buffer));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const socket = new WebSocket(`ws://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
  const closed = new Promise<number>((resolve) => void socket.once('close', resolve));
  socket.once('open', () => socket.send(message));
  const became = await Promise.race([served, closed]);
  socket.terminate();
  door.close();
  server.close();
  return became;
}

it('T15 whoever has not shown the token is read a token’s length of, and no more', async () => {
  const key = JSON.stringify({ token });
  expect(await beginWith(key)).toBe('served');
  expect(await beginWith(key + ' '.repeat(4_096))).toBe(httpDoorNames.tokenRefused);
  expect(await beginWith('['.repeat(4_096))).toBe(httpDoorNames.tokenRefused);
});
