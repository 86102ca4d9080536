import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { systemNetwork } from '#electron/base/http/undiciNetwork.ts';
import { systemRandom } from '#electron/base/world.ts';
import { type ArchiveClient, createArchiveClient, type ReceivedFrame } from '#electron/services/archive/index.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import type { SeriesInstanceUID, SOPInstanceUID, StudyInstanceUID } from '#shared/dicom/uids.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const address = {
  study: '1.2.3' as StudyInstanceUID,
  series: '1.2.3.4' as SeriesInstanceUID,
  instance: '1.2.3.4.5' as SOPInstanceUID,
};
const unmetered = {
  sent: () => undefined,
  received: () => undefined,
  answered: () => undefined,
  broke: () => undefined,
};

async function clientTo(
  answer: RequestListener,
  patience: { headMs: number; stallMs: number },
): Promise<ArchiveClient> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const made = createArchiveClient({
    archiveId: 'test' as ArchiveId,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/dicom-web`,
    signIn: { kind: 'none' },
    network: systemNetwork,
    random: systemRandom,
    line: { meter: unmetered, patience: () => patience },
  });
  if (!made.ok) throw new Error(made.failure.code);
  closers.push(() => made.value.close());
  return made.value;
}

const head = '--b\r\nContent-Type: application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1\r\n\r\n';
const type = { 'content-type': 'multipart/related; type="application/octet-stream"; boundary=b' };

/** So many pieces of a frame, one after each pause. */
function trickle(pieces: number, pauseMs: number, ends: boolean): RequestListener {
  return (_request, response) => {
    response.writeHead(200, type).write(head);
    let sent = 0;
    const timer = setInterval(() => {
      response.write(Buffer.alloc(2000, 7));
      sent += 1;
      if (sent < pieces) return;
      clearInterval(timer);
      if (ends) response.end('\r\n--b--\r\n');
    }, pauseMs);
  };
}

const readFrame = async (client: ArchiveClient) => {
  let bytes = 0;
  const onFrame = (frame: ReceivedFrame) => {
    bytes = frame.bytes.length;
  };
  const began = performance.now();
  const read = await client.readFrames(address, [1], onFrame, { lane: 'background' });
  return { outcome: read.ok ? 'ok' : read.failure.code, bytes, tookMs: performance.now() - began };
};

test('N6: a frame comes at 20 kB/s for as long as it takes, many times the stall time', async () => {
  const client = await clientTo(trickle(40, 100, true), { headMs: 1_000, stallMs: 1_000 });
  const { outcome, bytes, tookMs } = await readFrame(client);
  expect([outcome, bytes]).toEqual(['ok', 80_000]);
  expect(tookMs).toBeGreaterThan(3_500);
});

test('N6: a socket that froze in the middle is noticed within the stall time', async () => {
  const client = await clientTo(trickle(5, 50, false), { headMs: 30_000, stallMs: 1_000 });
  const { outcome, tookMs } = await readFrame(client);
  expect(outcome).toBe('ArchiveTimedOut');
  expect(tookMs).toBeLessThan(4_000);
});

test('N6: an archive that transcodes may take longer over the head than over the next byte', async () => {
  const late: RequestListener = (request, response) => setTimeout(() => trickle(2, 50, true)(request, response), 2_500);
  const client = await clientTo(late, { headMs: 10_000, stallMs: 1_000 });
  expect(await readFrame(client)).toMatchObject({ outcome: 'ok', bytes: 4_000 });
});
