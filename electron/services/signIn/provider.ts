import * as openid from 'openid-client';
import type { ConnectOptions } from '#electron/base/http/connectOptions.ts';
import { isLoopback } from '#electron/base/http/proxyNames.ts';
import type { World } from '#electron/base/world.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import type { OidcSignIn } from '#shared/contract/archives.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { type ProviderFetch, providerFetch } from './providerFetch.ts';
import { failureOfSignIn } from './signInFailures.ts';
import type { Tokens } from './tokens.ts';

/** One answer may take a crawling line long; the whole is bounded by whoever waits. */
const answerWithinSeconds = 60;
/** Beyond what the answer's own date corrects. */
const toleranceSeconds = 60;

export interface ProviderOptions {
  readonly world: Pick<World, 'clock' | 'network'>;
  readonly signIn: OidcSignIn;
  readonly clientSecret?: string | undefined;
  readonly connectTo: (origin: string) => ConnectOptions | undefined;
}

export interface CodeGrant {
  readonly url: string;
  /** Trades what the browser came back with for tokens. */
  finish(cameBack: URL): Promise<Result<Tokens, Failure>>;
}

export interface DeviceGrant {
  readonly userCode: string;
  readonly url: string;
  readonly completeUrl?: string | undefined;
  readonly lifeMs: number;
  /** Asks as often as the provider likes, until the person has signed in elsewhere. */
  finish(signal: AbortSignal): Promise<Result<Tokens, Failure>>;
}

export interface Provider {
  /** Authorization code with PKCE (RFC 7636), back to loopback (RFC 8252). */
  beginCode(redirectUri: string, state: string): Promise<Result<CodeGrant, Failure>>;
  /** RFC 8628. */
  beginDevice(): Promise<Result<DeviceGrant, Failure>>;
  renew(tokens: Tokens): Promise<Result<Tokens, Failure>>;
  /** Ends the tokens at the provider, where it can be asked to; nothing depends on it. */
  revoke(tokens: Tokens): Promise<void>;
  close(): Promise<void>;
}

/** Finds a provider by its issuer. Over https alone, save on this computer itself. */
export async function findProvider(options: ProviderOptions): Promise<Result<Provider, Failure>> {
  const issuer = new URL(options.signIn.issuer);
  const isHere = isLoopback(issuer.hostname);
  if (issuer.protocol !== 'https:' && !(issuer.protocol === 'http:' && isHere)) {
    return fail(failureOf('SignInProviderInvalid', { host: issuer.hostname, reason: 'http' }));
  }
  const { clock, network } = options.world;
  const line = providerFetch(network, () => clock.now(), options.connectTo);
  try {
    return succeed(providerOver(await discover(issuer, options, line), options, line));
  } catch (error) {
    await line.close();
    return fail(failureOfSignIn(error, issuer.hostname));
  }
}

async function discover(issuer: URL, { signIn, clientSecret }: ProviderOptions, line: ProviderFetch) {
  const prepare = (configuration: openid.Configuration) => {
    configuration[openid.customFetch] = line.fetch;
    configuration.timeout = answerWithinSeconds;
    if (issuer.protocol === 'http:') openid.allowInsecureRequests(configuration);
  };
  const attempt = (server: URL, algorithm: 'oidc' | 'oauth2') =>
    openid.discovery(server, signIn.clientId, undefined, openid.None(), {
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
  const server = found.serverMetadata();
  const metadata = {
    [openid.clockSkew]: Math.round((line.skewMs() ?? 0) / 1000),
    [openid.clockTolerance]: toleranceSeconds,
  };
  const configuration = new openid.Configuration(server, signIn.clientId, metadata, authOf(server, clientSecret));
  prepare(configuration);
  return configuration;
}

function authOf(server: openid.ServerMetadata, clientSecret: string | undefined): openid.ClientAuth {
  if (!clientSecret) return openid.None();
  const known = server.token_endpoint_auth_methods_supported;
  return known && !known.includes('client_secret_post')
    ? openid.ClientSecretBasic(clientSecret)
    : openid.ClientSecretPost(clientSecret);
}

function providerOver(configuration: openid.Configuration, options: ProviderOptions, line: ProviderFetch): Provider {
  const { signIn, world } = options;
  const server = configuration.serverMetadata();
  const host = new URL(signIn.issuer).hostname;
  const asked = {
    scope: scopeOf(signIn, server),
    ...(signIn.audience ? { audience: signIn.audience } : {}),
  };
  const grant = async (
    act: () => Promise<openid.TokenEndpointResponse>,
    before?: Tokens,
    signal?: AbortSignal,
  ): Promise<Result<Tokens, Failure>> => {
    try {
      return succeed(tokensOf(await act(), world.clock.now(), before));
    } catch (error) {
      return fail(failureOfSignIn(error, host, signal));
    }
  };
  return {
    async beginCode(redirectUri, state) {
      if (!server.authorization_endpoint) return fail(failureOf('SignInProviderInvalid', { host, reason: 'flow' }));
      const pkceCodeVerifier = openid.randomPKCECodeVerifier();
      const expectedNonce = asked.scope.split(' ').includes('openid') ? openid.randomNonce() : undefined;
      const url = openid.buildAuthorizationUrl(configuration, {
        ...asked,
        redirect_uri: redirectUri,
        state,
        code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
        code_challenge_method: 'S256',
        ...(expectedNonce ? { nonce: expectedNonce } : {}),
        // Without it a provider may leave offline_access out (OpenID Connect Core section 11).
        ...(asked.scope.includes('offline_access') ? { prompt: 'consent' } : {}),
      });
      const checks = { pkceCodeVerifier, expectedState: state, ...(expectedNonce ? { expectedNonce } : {}) };
      return succeed({
        url: url.href,
        finish: (cameBack) => grant(() => openid.authorizationCodeGrant(configuration, cameBack, checks)),
      });
    },
    async beginDevice() {
      try {
        const begun = await openid.initiateDeviceAuthorization(configuration, asked);
        return succeed({
          userCode: begun.user_code,
          url: begun.verification_uri,
          completeUrl: begun.verification_uri_complete,
          lifeMs: begun.expires_in * 1000,
          finish: (signal) =>
            grant(
              () => openid.pollDeviceAuthorizationGrant(configuration, begun, undefined, { signal }),
              undefined,
              signal,
            ),
        });
      } catch (error) {
        return fail(failureOfSignIn(error, host));
      }
    },
    renew: (tokens) => grant(() => openid.refreshTokenGrant(configuration, tokens.refreshToken ?? '', {}), tokens),
    async revoke(tokens) {
      if (!server.revocation_endpoint) return;
      await openid
        .tokenRevocation(configuration, tokens.refreshToken ?? tokens.accessToken)
        .catch((error: unknown) => failureOfSignIn(error, host));
    },
    close: () => line.close(),
  };
}

/** `offline_access` is what fetching at night needs; a provider that says what it knows, and not that, is not asked. */
function scopeOf(signIn: OidcSignIn, server: openid.ServerMetadata): string {
  const known = server.scopes_supported;
  const ours = ['openid', 'offline_access'].filter((scope) => !known || known.includes(scope));
  return [...new Set([...ours, ...(signIn.scope ?? '').split(/\s+/).filter((scope) => scope !== '')])].join(' ');
}

function tokensOf(given: openid.TokenEndpointResponse, receivedAt: number, before?: Tokens): Tokens {
  // A renewal that brings no new refresh token leaves the old one standing (RFC 6749 section 6).
  const refreshToken = given.refresh_token ?? before?.refreshToken;
  return {
    accessToken: given.access_token,
    receivedAt,
    ...(refreshToken ? { refreshToken } : {}),
    ...(given.expires_in && given.expires_in > 0 ? { lifeMs: given.expires_in * 1000 } : {}),
  };
}
