/** An archive in a few lines that does one thing wrong, and a client of it. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemNetwork } from '#electron/base/http/undiciNetwork.ts';
import { systemClock, systemRandom } from '#electron/base/world.ts';
import type { Parser } from '#electron/parser/index.ts';
import { type ArchiveClient, createArchiveClient } from '#electron/services/archive/index.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';

export type Answer = (request: IncomingMessage, response: ServerResponse, query: URLSearchParams, path: string) => void;
const closers: (() => unknown)[] = [];
/** Ends everything that was started since the last time. */
export async function closeAll(): Promise<void> {
  for (const close of closers.splice(0)) await close();
}

export async function serve(answer: Answer): Promise<string> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://archive');
    request.resume();
    request.on('end', () => answer(request, response, url.searchParams, url.pathname));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/dicom-web`;
}

export async function clientTo(answer: Answer, parser?: Parser): Promise<ArchiveClient> {
  const url = await serve(answer);
  const made = createArchiveClient({
    archiveId: 'test' as ArchiveId,
    url,
    signIn: { kind: 'basic', username: 'reader' },
    secret: 'secret',
    network: systemNetwork,
    random: systemRandom,
    ...(parser && { wholeInstances: { parser, clock: systemClock } }),
  });
  if (!made.ok) throw new Error(made.failure.code);
  closers.push(() => made.value.close());
  return made.value;
}
