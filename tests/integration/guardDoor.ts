import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemFiles } from '#electron/base/world.ts';
import { listAppFiles } from '#electron/host/appFiles.ts';
import { type HttpDoor, openHttpDoor } from '#electron/host/httpDoor.ts';
import { createFakeHost, type FakeHost, world } from '../contract/fakeHost.ts';

/** The real door with a small page behind it: what the attacks are aimed at. */
export interface GuardedDoor {
  readonly door: HttpDoor;
  readonly fake: FakeHost;
  readonly origin: string;
  readonly token: string;
  /** The rules that refused, in the order they did. */
  readonly refusals: number[];
  readonly close: () => Promise<void>;
}

const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Durbeen</title><link rel="icon" href="./assets/icon.svg">
<link rel="stylesheet" href="./assets/page.css"><script type="module" src="./assets/page.js"></script></head>
<body><p id="state">opening</p></body></html>`;

export async function openGuardedDoor(script = 'document.title = "ready";'): Promise<GuardedDoor> {
  const directory = await mkdtemp(join(tmpdir(), 'durbeen-page-'));
  await mkdir(join(directory, 'assets'));
  await writeFile(join(directory, 'index.html'), page);
  await writeFile(join(directory, 'assets', 'page.js'), script);
  await writeFile(join(directory, 'assets', 'page.css'), '#state { color: rgb(1, 2, 3); }');
  await writeFile(join(directory, 'assets', 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  await writeFile(join(directory, 'assets', 'empty.wasm'), Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]));
  await writeFile(join(directory, 'secret.sqlite'), 'not for the page');
  const fake = createFakeHost();
  const refusals: number[] = [];
  const door = await openHttpDoor(fake.host, {
    appFiles: await listAppFiles(directory, systemFiles),
    world,
    onRefused: (rule) => refusals.push(rule),
  });
  const origin = `http://127.0.0.1:${door.port}`;
  const code = codeOf(door.newLink());
  const answer = await exchange(origin, code);
  const { token } = (await answer.json()) as { token: string };
  const close = async () => {
    await door.close();
    await rm(directory, { recursive: true });
  };
  return { door, fake, origin, token, refusals, close };
}

export function codeOf(link: string): string {
  return new URL(link).hash.slice(1);
}

export function exchange(origin: string, code: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${origin}/open`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ code }),
  });
}

export interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** Sends bytes exactly as given, as no client library would, and reads until the other side is done or `waitMs` ends. */
export function sendRaw(port: number, request: string, options: { waitMs?: number; address?: string } = {}) {
  return new Promise<RawAnswer>((resolve, reject) => {
    const socket = connect({ host: options.address ?? '127.0.0.1', port });
    const chunks: Buffer[] = [];
    const finish = () => {
      clearTimeout(timer);
      socket.destroy();
      const text = Buffer.concat(chunks).toString('latin1');
      const [head = '', ...body] = text.split('\r\n\r\n');
      resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0), head, body: body.join('\r\n\r\n') });
    };
    const timer = setTimeout(finish, options.waitMs ?? 400);
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', finish);
    socket.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNREFUSED' ? reject(error) : finish()));
    socket.write(request);
  });
}

/** A request line and headers, as text. */
export function requestText(line: string, headers: readonly (readonly [string, string])[], body = ''): string {
  return `${line}\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
}
