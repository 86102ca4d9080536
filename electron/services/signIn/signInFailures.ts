import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { ProviderUnreached } from './providerFetch.ts';

/** Letters that an error code of OAuth is made of; a provider's sentence could say anything, a code cannot. */
const code = (text: string): string => text.replace(/[^\w.-]/g, '').slice(0, 60);

/**
 * What kept a sign-in or a renewal from coming about, in our codes.
 * @throws what is neither the provider's nor the line's doing
 */
export function failureOfSignIn(error: unknown, host: string, signal?: AbortSignal): Failure {
  const unreached = unreachedIn(error);
  if (unreached) return failureOfLine(unreached, signal);
  if (signal?.aborted) return failureOf('Cancelled');
  if (error instanceof ResponseBodyError || error instanceof AuthorizationResponseError) {
    const reason = code(error.error);
    if (reason === 'expired_token') return failureOf('SignInExpired');
    // A provider that is ill is not one that says no.
    const isIll = reason === 'server_error' || reason === 'temporarily_unavailable';
    return failureOf(isIll ? 'SignInProviderUnreachable' : 'SignInRefused', { host, reason });
  }
  if (error instanceof WWWAuthenticateChallengeError) return failureOf('SignInRefused', { host, reason: 'client' });
  if (error instanceof ClientError || error instanceof TypeError) return failureOfAnswer(error, host);
  throw error;
}

function failureOfAnswer(error: ClientError | TypeError, host: string): Failure {
  const { code: reason = '' } = error as { code?: string };
  if (reason === 'OAUTH_TIMEOUT') return failureOf('SignInProviderUnreachable', { host });
  if (error.cause instanceof Response && error.cause.status >= 500) {
    return failureOf('SignInProviderUnreachable', { host });
  }
  const words: Readonly<Record<string, string>> = {
    OAUTH_JWT_TIMESTAMP_CHECK_FAILED: 'clock',
    OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED: 'issuer',
    OAUTH_RESPONSE_IS_NOT_JSON: 'no JSON',
    OAUTH_RESPONSE_IS_NOT_CONFORM: `HTTP ${error.cause instanceof Response ? error.cause.status : ''}`,
    OAUTH_HTTP_REQUEST_FORBIDDEN: 'http',
  };
  return failureOf('SignInProviderInvalid', { host, reason: words[reason] ?? code(reason) });
}

function failureOfLine({ failure, host }: ProviderUnreached, signal: AbortSignal | undefined): Failure {
  if (failure.kind === 'cancelled' && signal?.aborted) return failureOf('Cancelled');
  switch (failure.kind) {
    case 'certificate':
      return failureOf('ArchiveCertificate', { host, reason: failure.detail });
    case 'certificateExpired':
      return failureOf('ArchiveCertificateExpired', { host });
    case 'tlsName':
      return failureOf('ArchiveTlsName', { host });
    case 'proxy':
      return failureOf('ProxyUnreachable', { proxy: failure.detail });
    case 'proxySignIn':
      return failureOf('ProxySignInRefused', { proxy: failure.detail });
    case 'proxyRefused':
      return failureOf('ProxyRefused', { proxy: failure.detail });
    default:
      return failureOf('SignInProviderUnreachable', { host });
  }
}

function unreachedIn(error: unknown): ProviderUnreached | undefined {
  if (error instanceof ProviderUnreached) return error;
  return error instanceof Error && error.cause instanceof Error ? unreachedIn(error.cause) : undefined;
}
