import type { Socket } from 'node:net';
import { buildConnector } from 'undici';
import {
  type ConnectOptions,
  type FindProxies,
  type HttpProxy,
  type ProxyWay,
  secureContextOf,
} from './connectOptions.ts';
import { ProxyError } from './proxyError.ts';
import { openTunnel } from './proxyTunnel.ts';

type Connector = buildConnector.connector;
type ConnectorOptions = Parameters<Connector>[0];

/**
 * Makes the connections of one lane: by itself, or through a proxy, with authorities and a certificate of its own.
 * Everything goes through a proxy in a tunnel (RFC 9110 section 9.3.6), plain http too: a proxy that cannot read the
 * requests cannot answer them from a cache either.
 */
export function connectorOf(base: buildConnector.BuildOptions, connect: ConnectOptions | undefined): Connector {
  const context = secureContextOf(connect?.tls);
  const direct = tellingAlerts(buildConnector(context ? { ...base, secureContext: context } : base));
  const rule = connect?.proxy ?? { kind: 'none' };
  if (rule.kind === 'none') return direct;
  const timeoutMs = base.timeout ?? 10_000;
  // Our certificate is for the archive; the proxy never sees it.
  const authority = connect?.tls?.authority;
  const proxyContext = secureContextOf({ authority });
  const toProxy = buildConnector(proxyContext ? { ...base, secureContext: proxyContext } : base);
  const through = async (way: HttpProxy, options: ConnectorOptions): Promise<Socket> => {
    const socket = await openTunnel(toProxy, way, targetOf(options), timeoutMs);
    return options.protocol === 'https:' ? connectWith(direct, { ...options, httpSocket: socket }) : socket;
  };
  const findWays: FindProxies = rule.kind === 'ask' ? rule.ask : () => Promise.resolve([rule.proxy]);
  let afterFailure = false;
  const inTurn = async (options: ConnectorOptions): Promise<Socket> => {
    const ways = await findWays(originOf(options), afterFailure);
    let failure: unknown = new ProxyError('proxy', 'unknown');
    for (const way of ways) {
      try {
        const socket = await (way === 'direct' ? connectWith(direct, options) : through(supported(way), options));
        afterFailure = false;
        return socket;
      } catch (error) {
        failure = error;
        // A server that is reached and does not prove who it is, or a proxy that says no, is the same by any way.
        if (!(error instanceof ProxyError && error.kind === 'proxy') && way !== 'direct') break;
      }
    }
    afterFailure = true;
    throw failure;
  };
  return (options, callback) => {
    inTurn(options).then(
      (socket) => callback(null, socket),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
    );
  };
}

/**
 * Ends a connection with the alert that came over it. In TLS 1.3 a server judges our certificate after the handshake;
 * its alert is followed by the end of the stream, and of the two undici would tell only the end.
 */
function tellingAlerts(connector: Connector): Connector {
  return (options, callback) =>
    connector(options, (error, socket) => {
      if (!socket) return callback(error, null);
      socket.once('error', (failure: Error & { readonly code?: string }) => {
        if (failure.code?.startsWith('ERR_SSL_')) socket.destroy(failure);
      });
      callback(null, socket);
    });
}

function supported(way: ProxyWay): HttpProxy {
  if (way === 'direct' || way === 'unsupported') throw new ProxyError('proxy', 'SOCKS');
  return way;
}

function connectWith(connector: Connector, options: ConnectorOptions): Promise<Socket> {
  return new Promise((resolve, reject) => {
    connector(options, (error, socket) => {
      if (socket) resolve(socket);
      else reject(error);
    });
  });
}

function targetOf({ hostname, protocol, port }: ConnectorOptions): string {
  const host = hostname.includes(':') && !hostname.startsWith('[') ? `[${hostname}]` : hostname;
  return `${host}:${port || (protocol === 'https:' ? 443 : 80)}`;
}

function originOf(options: ConnectorOptions): string {
  return new URL(`${options.protocol}//${targetOf(options)}`).origin;
}
