/** A proxy on loopback that knows CONNECT and nothing else, and misbehaves on command. */
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

export interface ConnectProxy {
  readonly url: string;
  readonly host: string;
  /** The targets that were asked for, in order, with the sign-in that came along. */
  readonly asked: readonly { readonly target: string; readonly authorization: string | undefined }[];
  readonly open: () => number;
  /** Answers this in place of a tunnel; undefined tunnels again. */
  answer: string | undefined;
  /** Only who brings this header is let through; others are asked for it (407). */
  wanted: string | undefined;
  /** Where every tunnel leads, whatever was asked for; undefined: there. */
  leadsTo: string | undefined;
  /** Ends all tunnels and refuses new connections. */
  die(): Promise<void>;
}

export async function startConnectProxy(): Promise<ConnectProxy> {
  const asked: { target: string; authorization: string | undefined }[] = [];
  const sockets = new Set<Socket>();
  const tunnels = new Set<Socket>();
  const server = createServer((_request, response) => response.writeHead(400).end());
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
  });
  const proxy = {
    asked,
    open: () => tunnels.size,
    answer: undefined as string | undefined,
    wanted: undefined as string | undefined,
    leadsTo: undefined as string | undefined,
    url: '',
    host: '',
    async die() {
      for (const socket of [...sockets, ...tunnels]) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    const target = request.url ?? '';
    const authorization = request.headers['proxy-authorization'];
    asked.push({ target, authorization });
    if (proxy.answer !== undefined) return void client.end(proxy.answer);
    if (proxy.wanted !== undefined && authorization !== proxy.wanted) {
      return void client.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="p"\r\n\r\n',
      );
    }
    const { hostname, port } = new URL(`http://${proxy.leadsTo ?? target}`);
    const server = connect(Number(port), hostname, () => client.write('HTTP/1.1 200 Connection established\r\n\r\n'));
    tunnels.add(server);
    const end = () => {
      tunnels.delete(server);
      server.destroy();
      client.destroy();
    };
    server.on('error', end).on('close', end);
    client.on('error', end).on('close', end);
    client.pipe(server).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  proxy.url = `http://${proxy.host}`;
  return proxy;
}
