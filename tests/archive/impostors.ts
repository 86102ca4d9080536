/** Those who answer in an archive's place. */
import type { Socket } from 'node:net';

export type Impostor =
  /** A page to sign in to the hotel's network, with status 200. */
  | 'portal'
  /** HTTP, and a body that never ends. */
  | 'endless'
  /** Bytes that are not HTTP. */
  | 'garbage'
  /** Accepts and says nothing. */
  | 'mute';

const portalPage =
  '<!doctype html><html><title>Welcome</title><form action="/login">Sign in to the hotel network</form></html>';

/** Speaks to a client that believes it has reached its archive. */
export function answerAsImpostor(client: Socket, impostor: Impostor, fraction: () => number): void {
  client.on('error', () => client.destroy());
  client.on('end', () => client.end());
  client.on('data', () => {
    switch (impostor) {
      case 'portal':
        client.write(
          `HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\ncontent-length: ${portalPage.length}\r\n\r\n${portalPage}`,
        );
        return;
      case 'endless':
        client.write('HTTP/1.1 200 OK\r\ncontent-type: application/dicom+json\r\ntransfer-encoding: chunked\r\n\r\n');
        pour(client);
        return;
      case 'garbage':
        client.end(Buffer.from(Array.from({ length: 512 }, () => Math.floor(fraction() * 256))));
        return;
      case 'mute':
        return;
    }
  });
}

function pour(client: Socket): void {
  const chunk = `4000\r\n${'['.padEnd(0x4000, ' ')}\r\n`;
  while (!client.destroyed && client.write(chunk));
  if (!client.destroyed) client.once('drain', () => setImmediate(pour, client));
}
