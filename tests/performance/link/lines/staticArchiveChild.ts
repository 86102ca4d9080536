// An archive that hands out its files as they are kept, HTJ2K among them, which Orthanc refuses, and frames by ranges:
// node staticArchiveChild.ts FOLDER. Says on its first line where it listens; ends when its input does.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { systemFiles } from '#electron/base/world.ts';
import { createRequestHandler, openReceivedStudies } from '#electron/practice/index.ts';
import { answersRanges } from '../../../archive/rangeQuirks.ts';

const studies = await openReceivedStudies(systemFiles, process.argv[2] ?? '');
const handler = answersRanges()(createRequestHandler({ sources: () => [studies], rootPath: '/dicom-web' }));
const server = createServer({ keepAliveTimeout: 75_000 }, (incoming, outgoing) => {
  const headers = new Map(
    Object.entries(incoming.headersDistinct).map(([name, values]) => [name, values?.join(', ') ?? '']),
  );
  const asked = { method: incoming.method ?? 'GET', target: incoming.url ?? '/', headers, body: new Uint8Array() };
  void handler(asked).then((answer) => {
    const whole: Record<string, number> =
      answer.body instanceof Uint8Array ? { 'content-length': answer.body.length } : {};
    outgoing.writeHead(answer.status, { ...answer.headers, ...whole });
    if (answer.body instanceof Uint8Array) outgoing.end(answer.body);
    else Readable.from(answer.body).pipe(outgoing);
  });
});
server.listen(0, '0.0.0.0', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
process.stdin.resume().once('end', () => process.exit(0));
