// TLS in front of an archive, as nginx is at a site: node tlsFront.ts KEY CERTIFICATE ARCHIVE_PORT. Says on its first
// line where it listens, on every address of its namespace; keeps connections for 75 s; ends when its input does.
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

const [keyFile = '', certificateFile = '', archivePort = ''] = process.argv.slice(2);
const agent = new Agent({ keepAlive: false });
const server = createServer(
  { key: readFileSync(keyFile), cert: readFileSync(certificateFile), keepAliveTimeout: 75_000 },
  (incoming, outgoing) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port: archivePort,
        method: incoming.method,
        path: incoming.url,
        headers: { ...incoming.headers, connection: 'close' },
        agent,
      },
      (answer) => {
        const { connection: _hop, 'keep-alive': _hint, ...headers } = answer.headers;
        outgoing.writeHead(answer.statusCode ?? 502, headers);
        answer.on('error', () => outgoing.destroy()).pipe(outgoing);
      },
    );
    asked.on('error', () => outgoing.destroy());
    incoming.pipe(asked);
  },
);
server.listen(0, '0.0.0.0', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
process.stdin.resume().once('end', () => process.exit(0));
