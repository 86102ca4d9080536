import type { Socket } from 'node:net';
import type { buildConnector } from 'undici';
import type { HttpProxy } from './connectOptions.ts';
import { ProxyError } from './proxyError.ts';

const mostHeadBytes = 16 * 1024;
const headEnd = Buffer.from('\r\n\r\n');

/** `proxy.example:3128`, as it is shown. */
export const proxyName = ({ host, port }: HttpProxy): string => `${host}:${port}`;

/**
 * A connection to `target` (host:port) through a proxy, nothing said on it yet.
 * @throws ProxyError: it cannot be reached or hangs up, asks for a sign-in, or lets nobody through
 */
export async function openTunnel(
  connect: buildConnector.connector,
  proxy: HttpProxy,
  target: string,
  timeoutMs: number,
): Promise<Socket> {
  const name = proxyName(proxy);
  const socket = await reach(connect, proxy);
  const ask = [`CONNECT ${target} HTTP/1.1`, `Host: ${target}`, 'User-Agent: Durbeen'];
  if (proxy.authorization !== undefined) ask.push(`Proxy-Authorization: ${proxy.authorization}`);
  const head = readHead(socket, name, timeoutMs);
  socket.write(`${ask.join('\r\n')}\r\n\r\n`);
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(await head)?.[1]);
  if (status >= 200 && status < 300) return socket;
  socket.destroy();
  if (status === 407) throw new ProxyError('proxySignIn', name);
  // 502 to 504: the proxy is well and does not reach the archive; as good as no way there.
  throw new ProxyError(status >= 500 || Number.isNaN(status) ? 'proxy' : 'proxyRefused', name);
}

function reach(connect: buildConnector.connector, proxy: HttpProxy): Promise<Socket> {
  const { host, port, secure } = proxy;
  return new Promise((resolve, reject) => {
    const options = { hostname: host, host, protocol: secure ? 'https:' : 'http:', port: String(port) };
    connect(options, (_error, socket) => {
      if (socket) resolve(socket);
      else reject(new ProxyError('proxy', proxyName(proxy)));
    });
  });
}

/** Reads to the end of the proxy's answer and not one byte further: what follows is the archive's. */
function readHead(socket: Socket, name: string, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let held = Buffer.alloc(0);
    const settle = (act: () => void) => {
      socket.off('data', onData).off('error', onEnd).off('end', onEnd).off('close', onEnd).off('timeout', onEnd);
      socket.setTimeout(0);
      act();
    };
    const onEnd = () =>
      settle(() => {
        socket.on('error', () => undefined).destroy();
        reject(new ProxyError('proxy', name));
      });
    const onData = (chunk: Buffer) => {
      held = Buffer.concat([held, chunk]);
      const end = held.indexOf(headEnd);
      if (end < 0 && held.length > mostHeadBytes) onEnd();
      if (end < 0) return;
      settle(() => {
        socket.pause();
        const rest = held.subarray(end + headEnd.length);
        if (rest.length > 0) socket.unshift(rest);
        resolve(held.subarray(0, end).toString('latin1'));
      });
    };
    socket.setTimeout(timeoutMs);
    socket.on('data', onData).on('error', onEnd).on('end', onEnd).on('close', onEnd).on('timeout', onEnd);
  });
}
