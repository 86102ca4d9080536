import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { openHttpDoor } from '#electron/host/httpDoor.ts';
import { httpDoorNames } from '#shared/contract/wire.ts';
import { createFakeHost, world } from '../contract/fakeHost.ts';
import { codeOf, exchange } from './guardDoor.ts';

const open = (last?: { port: number; digests: readonly string[] }) =>
  openHttpDoor(createFakeHost().host, { appFiles: new Map(), world, last });

/** What the door says to a frame request with this token: 401 where it does not know it. */
async function statusFor(port: number, token: string): Promise<number> {
  const origin = `http://127.0.0.1:${port}`;
  const answer = await fetch(`${origin}/frames`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json', [httpDoorNames.tokenHeader]: token },
    body: JSON.stringify({ session: 'none', requests: [] }),
  });
  return answer.status;
}

test('a page goes on with a host that was started again after a kill: the same port, and its token', async () => {
  const first = await open();
  const origin = `http://127.0.0.1:${first.port}`;
  const { token } = (await (await exchange(origin, codeOf(first.newLink()))).json()) as { token: string };
  const known = await statusFor(first.port, token);
  await first.close();

  const stranger = await open();
  expect(await statusFor(stranger.port, token)).toBe(401);
  await stranger.close();

  const again = await open({ port: first.port, digests: first.digests });
  expect(again.port).toBe(first.port);
  expect(known).not.toBe(401);
  expect(await statusFor(again.port, token)).toBe(known);
  await again.close();
});

test('a port that somebody else has by now is not waited for', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const taken = (other.address() as { port: number }).port;
  const door = await open({ port: taken, digests: [] });
  expect(door.port).not.toBe(taken);
  await door.close();
  other.close();
});
