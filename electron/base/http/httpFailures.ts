import type { HttpFailure } from './httpPool.ts';
import { proxyErrorIn } from './proxyError.ts';

type Kind = HttpFailure['kind'];

const kinds: Readonly<Record<string, Kind>> = {
  ENOTFOUND: 'nameNotFound',
  EAI_AGAIN: 'nameNotFound',
  EAI_NODATA: 'nameNotFound',
  EAI_NONAME: 'nameNotFound',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENETDOWN: 'unreachable',
  EHOSTDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  EACCES: 'unreachable',
  ETIMEDOUT: 'timedOut',
  UND_ERR_CONNECT_TIMEOUT: 'timedOut',
  UND_ERR_HEADERS_TIMEOUT: 'timedOut',
  UND_ERR_BODY_TIMEOUT: 'timedOut',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tlsName',
  CERT_HAS_EXPIRED: 'certificateExpired',
  CERT_NOT_YET_VALID: 'certificateExpired',
  ERR_SOCKETS_CLOSED: 'cut',
  ECONNRESET: 'cut',
  EPIPE: 'cut',
  ECONNABORTED: 'cut',
  UND_ERR_SOCKET: 'cut',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'cut',
  ERR_STREAM_PREMATURE_CLOSE: 'cut',
  UND_ERR_ABORTED: 'cancelled',
  ABORT_ERR: 'cancelled',
  UND_ERR_DESTROYED: 'cancelled',
  UND_ERR_CLOSED: 'cancelled',
};

/** Codes of OpenSSL's verification as Node names them; every one means: this server did not prove who it is. */
const certificateCode =
  /CERT|SELF_SIGNED|CRL_|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH/;

/** What the server's alert says of the certificate that we showed, or did not show (RFC 8446 section 6.2). */
const alertAboutOurs = /ALERT.*(?:CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED|DECRYPT_ERROR)/;

/** The kind of a network error. `detail` is the error's code, or the proxy's name: messages may hold addresses and paths. */
export function httpFailureOf(error: unknown, signal?: AbortSignal): HttpFailure {
  if (signal?.aborted) return { kind: 'cancelled', detail: 'aborted' };
  const proxy = proxyErrorIn(error);
  if (proxy) return { kind: proxy.kind, detail: proxy.proxy };
  const code = codeOf(error);
  return { kind: kinds[code] ?? kindOfCode(code), detail: code || 'unknown' };
}

/** No version or cipher of TLS that both sides would use (BCP 195). */
const tooOldCode = /UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION|HANDSHAKE_FAILURE|NO_SHARED_CIPHER|INSUFFICIENT_SECURITY/;

function kindOfCode(code: string): Kind {
  if (alertAboutOurs.test(code)) return 'clientCertificate';
  if (tooOldCode.test(code)) return 'tlsTooOld';
  return certificateCode.test(code) ? 'certificate' : 'protocol';
}

/** True when the connection closed before the first byte of an answer, on a socket that had carried answers before. */
export function diedOnReusedSocket(error: unknown): boolean {
  const code = codeOf(error);
  if (code === 'ECONNRESET' || code === 'EPIPE') return true;
  if (code !== 'UND_ERR_SOCKET') return false;
  const socket = (error as { socket?: { bytesRead?: number } | null }).socket;
  return (socket?.bytesRead ?? 0) > 0;
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code && code in kinds) return code;
  // Several addresses were tried: the last one's reason.
  const causes = error instanceof AggregateError ? (error.errors as unknown[]) : [error.cause];
  for (const cause of causes.toReversed()) {
    const inner = codeOf(cause);
    if (inner) return inner;
  }
  return code || (error.name === 'AbortError' ? 'ABORT_ERR' : '');
}
