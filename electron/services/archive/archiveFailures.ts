import type { HttpFailure, HttpResponse } from '#electron/base/http/httpPool.ts';
import { readMediaType } from '#electron/base/http/mediaType.ts';
import type { MultipartError } from '#electron/base/http/multipartRelated.ts';
import { type Failure, type FailureCode, failureOf } from '#shared/contract/failures.ts';
import type { ArchivePlace } from './archiveUrl.ts';

const codeOfKind: Readonly<Record<HttpFailure['kind'], FailureCode>> = {
  nameNotFound: 'ArchiveNameNotFound',
  refused: 'ArchiveConnectionRefused',
  unreachable: 'ArchiveUnreachable',
  timedOut: 'ArchiveTimedOut',
  certificate: 'ArchiveCertificate',
  certificateExpired: 'ArchiveCertificateExpired',
  clientCertificate: 'ArchiveClientCertificate',
  proxy: 'ProxyUnreachable',
  proxySignIn: 'ProxySignInRefused',
  proxyRefused: 'ProxyRefused',
  tlsName: 'ArchiveTlsName',
  tlsTooOld: 'ArchiveTlsTooOld',
  cut: 'ArchiveAnswerCut',
  cancelled: 'Cancelled',
  tooLarge: 'ArchiveAnswerTooLarge',
  protocol: 'ArchiveNotDicomWeb',
};

/** What kept a request from being answered, in our codes. */
export function failureOfHttp(failure: HttpFailure, place: ArchivePlace): Failure {
  const { kind, detail } = failure;
  if (kind === 'proxy' || kind === 'proxySignIn' || kind === 'proxyRefused') {
    return failureOf(codeOfKind[kind], { host: place.host, proxy: detail });
  }
  return failureOf(codeOfKind[kind], { host: place.host, port: place.port, reason: detail });
}

/** What a multipart answer did wrong, in our codes. */
export function failureOfMultipart(error: MultipartError, place: ArchivePlace): Failure {
  const codes = {
    cut: 'ArchiveAnswerCut',
    malformed: 'ArchiveAnswerInvalid',
    tooLarge: 'ArchiveAnswerTooLarge',
  } as const;
  return failureOf(codes[error.kind], { host: place.host, reason: error.message });
}

/** The failure that a status means; undefined for 2xx. */
export function failureOfStatus(response: HttpResponse, place: ArchivePlace): Failure | undefined {
  const { status } = response;
  if (status >= 200 && status < 300) return undefined;
  const details = { host: place.host, status };
  if (status >= 300 && status < 400) return failureOfRedirect(response, place);
  switch (status) {
    case 401:
      return failureOf('ArchiveSignInRefused', details);
    case 407:
      return failureOf('ProxySignInRefused', details);
    case 403:
      return failureOf('ArchiveForbidden', details);
    case 404:
    case 410:
      return failureOf('ArchiveNotFound', details);
    case 429:
    case 503: {
      const retryAfterSeconds = retryAfterOf(response);
      return failureOf('ArchiveBusy', retryAfterSeconds === undefined ? details : { ...details, retryAfterSeconds });
    }
    case 511:
      // RFC 6585: the network, not the archive, wants somebody to sign in.
      return failureOf('ArchiveCaptivePortal', details);
    default:
      return failureOf('ArchiveFailed', details);
  }
}

/**
 * Seconds that the archive asks us to stay away (RFC 9110 section 10.2.3); undefined where it says nothing that can be
 * read. A date is taken from the date of the answer itself: both are the archive's clock, ours may be wrong.
 */
function retryAfterOf({ headers }: HttpResponse): number | undefined {
  const said = headers.get('retry-after');
  if (said === undefined) return undefined;
  const seconds = /^\d+$/.test(said.trim())
    ? Number(said)
    : Math.ceil((Date.parse(said) - Date.parse(headers.get('date') ?? '')) / 1000);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
}

/**
 * A redirect that the pool did not follow leaves our origin. Over plain http to another host it is how a network's
 * sign-in page gets in between; over verified https nobody but the archive could have sent it.
 */
function failureOfRedirect(response: HttpResponse, place: ArchivePlace): Failure {
  const location = response.headers.get('location') ?? '';
  const host = URL.canParse(location, place.origin) ? new URL(location, place.origin).hostname : 'unknown';
  const details = { host, status: response.status };
  const elsewhere = host !== place.host;
  return failureOf(elsewhere && !place.secure ? 'ArchiveCaptivePortal' : 'ArchiveRedirectRefused', details);
}

/**
 * The failure when a web page came in place of DICOM; undefined for every other content type, and for pages under a
 * status that refuses: proxies in front of archives write those in HTML too (nginx its 413).
 */
export function failureOfWebPage(response: HttpResponse, place: ArchivePlace): Failure | undefined {
  if (response.status >= 300) return undefined;
  const { type } = readMediaType(response.headers.get('content-type'));
  return type === 'text/html' || type === 'application/xhtml+xml' ? webPage(place) : undefined;
}

export function webPage(place: ArchivePlace): Failure {
  return failureOf(place.secure ? 'ArchiveNotDicomWeb' : 'ArchiveCaptivePortal', { host: place.host });
}

/** Too much is on its way at once for this machine's memory: fewer answers at a time, and this one again later. */
export function noRoomFor({ host }: ArchivePlace): Failure {
  return failureOf('ArchiveBusy', { host, reason: 'memory' });
}
