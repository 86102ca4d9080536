import * as openid from 'openid-client';
import type { ProviderFetch } from './providerFetch.ts';

/** One answer may take a crawling line long; the whole is bounded by whoever waits. */
const answerWithinSeconds = 60;
/** A century: the library would judge times by one clock and one correction for good, so they are judged after it. */
const forgivingSeconds = 100 * 365 * 86_400;
/** Beyond what the answer's own date corrects. */
const toleranceSeconds = 60;

/**
 * What a provider says of itself, found by its issuer.
 * @throws what `failureOfSignIn` reads
 */
export async function discoverProvider(
  issuer: URL,
  clientId: string,
  line: ProviderFetch,
): Promise<openid.ServerMetadata> {
  const prepare = (configuration: openid.Configuration) => prepareFor(configuration, issuer, line.fetch);
  const attempt = (server: URL, algorithm: 'oidc' | 'oauth2') =>
    openid.discovery(server, clientId, undefined, openid.None(), {
      algorithm,
      [openid.customFetch]: line.fetch,
      timeout: answerWithinSeconds,
      execute: issuer.protocol === 'http:' ? [prepare, openid.allowInsecureRequests] : [prepare],
    });
  // The slash at the end is part of an issuer's name, and seldom part of what a person is told.
  const other = new URL(issuer);
  other.pathname = issuer.pathname.endsWith('/') ? issuer.pathname.replace(/\/+$/, '') : `${issuer.pathname}/`;
  const found = await attempt(issuer, 'oidc').catch((first: unknown) =>
    (other.href === issuer.href ? Promise.reject(first) : attempt(other, 'oidc'))
      .catch(() => attempt(issuer, 'oauth2'))
      .catch(() => {
        throw first;
      }),
  );
  return found.serverMetadata();
}

/** How a provider that was found is asked. Whoever trusts an ID token's times asks `isTimely` himself. */
export function configurationFor(
  server: openid.ServerMetadata,
  issuer: URL,
  { clientId, clientSecret }: { readonly clientId: string; readonly clientSecret: string | undefined },
  line: ProviderFetch,
): openid.Configuration {
  const metadata = { [openid.clockTolerance]: forgivingSeconds };
  const configuration = new openid.Configuration(server, clientId, metadata, authOf(server, clientSecret));
  prepareFor(configuration, issuer, line.fetch);
  return configuration;
}

/**
 * Whether an ID token holds now (OpenID Connect Core 3.1.3.7): by the provider's own clock as the answer that brought
 * it told, for ours may have been set since the last.
 */
export function isTimely(claims: openid.IDToken | undefined, providerNowMs: number): boolean {
  if (!claims) return true;
  const now = providerNowMs / 1000;
  const { exp, nbf } = claims;
  return exp > now - toleranceSeconds && (nbf === undefined || nbf <= now + toleranceSeconds);
}

function prepareFor(configuration: openid.Configuration, issuer: URL, ask: ProviderFetch['fetch']): void {
  configuration[openid.customFetch] = ask;
  configuration.timeout = answerWithinSeconds;
  if (issuer.protocol === 'http:') openid.allowInsecureRequests(configuration);
}

function authOf(server: openid.ServerMetadata, clientSecret: string | undefined): openid.ClientAuth {
  if (!clientSecret) return openid.None();
  const known = server.token_endpoint_auth_methods_supported;
  return known && !known.includes('client_secret_post')
    ? openid.ClientSecretBasic(clientSecret)
    : openid.ClientSecretPost(clientSecret);
}
