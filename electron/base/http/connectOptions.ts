import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';

/** How the connections of a pool are made where it is not the ordinary way. */
export interface ConnectOptions {
  readonly tls?: TlsOptions;
  readonly proxy?: ProxyRule;
}

export interface TlsOptions {
  /** PEM of authorities, besides those that this computer trusts. */
  readonly authority?: string | undefined;
  /** By what the server knows us. */
  readonly clientCertificate?: KeyAndCertificate | undefined;
}

/** PEM text with certificate and key, or a PKCS#12 file in base64. */
export interface KeyAndCertificate {
  readonly form: 'pem' | 'pkcs12';
  readonly content: string;
  readonly passphrase?: string | undefined;
}

export type ProxyRule =
  | { readonly kind: 'none' }
  | { readonly kind: 'explicit'; readonly proxy: HttpProxy }
  /** Asked anew for each connection, so that a change of network is followed. */
  | { readonly kind: 'ask'; readonly ask: FindProxies };

export interface HttpProxy {
  /** Speaks TLS to us already. */
  readonly secure: boolean;
  readonly host: string;
  readonly port: number;
  /** The header that signs in to it. */
  readonly authorization?: string | undefined;
}

/** Ways to an origin, best first; `direct` is one. `afterFailure`: the last answer led nowhere. */
export type FindProxies = (origin: string, afterFailure: boolean) => Promise<readonly ProxyWay[]>;
export type ProxyWay = 'direct' | 'unsupported' | HttpProxy;

/** TLS 1.2 and no older, whatever else is asked for (BCP 195). */
export const leastTlsVersion = 'TLSv1.2';

const contexts = new WeakMap<TlsOptions, SecureContext>();

/**
 * What TLS is begun with; undefined where nothing is out of the ordinary. Made once for the same options: reading all
 * authorities for each connection would cost more than the handshake.
 * @throws what OpenSSL finds wrong with a certificate, a key or a passphrase
 */
export function secureContextOf(tls: TlsOptions | undefined): SecureContext | undefined {
  if (!tls?.authority && !tls?.clientCertificate) return undefined;
  const known = contexts.get(tls) ?? makeContext(tls);
  contexts.set(tls, known);
  return known;
}

function makeContext({ authority, clientCertificate }: TlsOptions): SecureContext {
  return createSecureContext({
    minVersion: leastTlsVersion,
    // An authority of our own does not take the place of the usual ones, so they are named too.
    ...(authority ? { ca: [...getCACertificates('default'), authority] } : {}),
    ...(clientCertificate ? keyOptions(clientCertificate) : {}),
  });
}

function keyOptions({ form, content, passphrase }: KeyAndCertificate) {
  const opened = passphrase === undefined ? {} : { passphrase };
  return form === 'pkcs12'
    ? { pfx: Buffer.from(content, 'base64'), ...opened }
    : { cert: content, key: content, ...opened };
}
