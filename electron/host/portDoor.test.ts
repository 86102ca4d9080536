import { MessageChannel } from 'node:worker_threads';
import { expect, test, vi } from 'vitest';
import { systemClock } from '#electron/base/world.ts';
import { contractVersion } from '#shared/contract/index.ts';
import { bytesOf, frameOf, keyOf } from '#tests/contract/fakeHost.ts';
import { doorPortOfNode, openPortDoor } from './portDoor.ts';

test('a frame is copied, never transferred, and nothing of what lies around it goes along', async () => {
  const frame = frameOf(keyOf(5));
  const around = frame.bytes.buffer.byteLength;
  const { port1, port2 } = new MessageChannel();
  const posted = vi.spyOn(port1, 'postMessage');
  const host = {
    openPage: () => ({ route: vi.fn(), close: () => undefined }),
    readFrame: () => Promise.resolve({ ok: true as const, value: frame }),
    onEvent: () => () => undefined,
  };
  const close = openPortDoor(host, doorPortOfNode(port1), systemClock);
  const heard = new Promise<{ replies: { result: { value: typeof frame } }[] }>((resolve) => {
    port2.on('message', (message: { kind: string }) => message.kind === 'frames' && resolve(message as never));
  });
  port2.postMessage({ kind: 'hello', contractVersion });
  port2.postMessage({ kind: 'frames', requests: [{ id: 1, key: keyOf(5), urgency: 'display' }] });
  const bytes = (await heard).replies[0]!.result.value.bytes;
  expect(Buffer.compare(bytes, bytesOf(5))).toBe(0);
  expect(bytes.buffer.byteLength).toBe(bytes.byteLength);
  // Electron would lose the data of a message with a transferred buffer (issues 34905, 37157).
  expect(posted.mock.calls.every((input) => input.length === 1)).toBe(true);
  expect(frame.bytes.buffer.byteLength).toBe(around);
  close();
});
