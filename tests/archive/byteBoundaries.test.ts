import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { systemNetwork } from '#electron/base/http/undiciNetwork.ts';
import { systemRandom } from '#electron/base/world.ts';
import { createRequestHandler, type RequestHandler, wholeBody } from '#electron/practice/index.ts';
import { createArchiveClient, type ReceivedFrame } from '#electron/services/archive/index.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import type { SeriesInstanceUID, SOPInstanceUID, StudyInstanceUID } from '#shared/dicom/uids.ts';
import { type FaultProxy, startFaultProxy } from './faultProxy.ts';
import type { ConnectionFault } from './proxiedConnection.ts';
import { trialCorpus } from './trialStudies.ts';

const closers: Array<() => unknown> = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** With `length`, or as Orthanc sends multipart: neither length nor chunks, its end is the connection's. */
async function serve(
  handler: RequestHandler,
  saysLength: boolean,
): Promise<{ proxy: FaultProxy; answerBytes: number }> {
  let answerBytes = 0;
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const target = incoming.url ?? '/';
      const headers = new Map(Object.entries(incoming.headersDistinct).map(([name, all]) => [name, String(all)]));
      const answer = await handler({ method: 'GET', target, headers, body: new Uint8Array(0) });
      const body = await wholeBody(answer);
      outgoing.useChunkedEncodingByDefault = false;
      outgoing.shouldKeepAlive = saysLength;
      outgoing.writeHead(answer.status, {
        ...answer.headers,
        ...(saysLength ? { 'content-length': body.length } : {}),
      });
      answerBytes = body.length + 400;
      outgoing.end(body);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}/dicomweb`;
  const proxy = await startFaultProxy({ target });
  closers.push(
    () => proxy.close(),
    () => server.closeAllConnections(),
    () => server.close(),
  );
  // One whole answer says how long they are.
  await (await fetch(`${proxy.url}/studies`)).arrayBuffer();
  return { proxy, answerBytes };
}

async function breakEverywhere(saysLength: boolean, fault: ConnectionFault) {
  const corpus = await trialCorpus();
  const small = corpus.own.instances().find((one) => one.frameCount > 1)!;
  const uid = (tag: string) => String(small.attributes[tag]?.Value?.[0]);
  const address = {
    study: uid('0020000D') as StudyInstanceUID,
    series: uid('0020000E') as SeriesInstanceUID,
    instance: uid('00080018') as SOPInstanceUID,
  };
  const { proxy } = await serve(createRequestHandler({ sources: () => [corpus.own] }), saysLength);
  const made = createArchiveClient({
    archiveId: 'cut' as ArchiveId,
    url: proxy.url,
    signIn: { kind: 'none' },
    network: systemNetwork,
    random: systemRandom,
  });
  if (!made.ok) throw new Error(made.failure.code);
  closers.unshift(() => made.value.close());
  const ask = async () => {
    const frames: ReceivedFrame[] = [];
    const read = await made.value.readFrames(address, [1, 2], (frame) => void frames.push(frame), {
      lane: 'background',
    });
    return { frames, read };
  };
  const isTrue = ({ frameNumber, bytes }: ReceivedFrame) =>
    Buffer.from(bytes).equals(corpus.truth.get(`${address.instance}/${frameNumber}`)!.stored);
  const counts = { asked: 0, failed: 0, kept: 0, untrue: 0, silent: 0 };
  for (let atByte = 0; ; atByte += 1) {
    const lift = proxy.addFault({ fault, atByte, of: 'answer' });
    const { frames, read } = await ask();
    lift();
    counts.asked += 1;
    counts.kept += frames.length;
    counts.untrue += frames.filter((frame) => !isTrue(frame)).length;
    if (!read.ok) counts.failed += 1;
    else if (frames.length < 2) counts.silent += 1;
    // Past the closing boundary nothing is left to break: the whole answer came, twice in a row.
    if (read.ok && frames.length === 2) break;
  }
  const after = await ask();
  expect(after.read.ok && after.frames.every(isTrue)).toBe(true);
  return counts;
}

test('V1 N13: a connection reset after any byte of a frame answer leaves no frame that is not whole, and is never silent', async () => {
  const counts = await breakEverywhere(true, { kind: 'reset' });
  expect(counts.asked).toBeGreaterThan(4_000);
  expect(counts).toMatchObject({ untrue: 0, silent: 0, failed: counts.asked - 1 });
  // The first of two frames is kept as soon as it is whole.
  expect(counts.kept).toBeGreaterThan(1_500);
});

test('V1 N13: an answer without a length that ends after any byte as if that were all is not taken for whole', async () => {
  const counts = await breakEverywhere(false, { kind: 'halfClose' });
  expect(counts.asked).toBeGreaterThan(4_000);
  expect(counts).toMatchObject({ untrue: 0, silent: 0, failed: counts.asked - 1 });
});
