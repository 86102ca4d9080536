import * as openid from 'openid-client';
import type { ConnectOptions } from '#electron/base/http/connectOptions.ts';
import { isLoopback } from '#electron/base/http/proxyNames.ts';
import type { World } from '#electron/base/world.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import type { OidcSignIn } from '#shared/contract/archives.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { shownText } from '#shared/dicom/shownText.ts';
import { configurationFor, discoverProvider, isTimely } from './providerConfiguration.ts';
import { type ProviderFetch, providerFetch } from './providerFetch.ts';
import { failureOfSignIn } from './signInFailures.ts';
import type { Tokens } from './tokens.ts';

/** A code that is shown is asked after no oftener, whatever the provider says; 5 s where it says nothing (RFC 8628 3.2). */
const leastIntervalSeconds = 1;
const usualIntervalSeconds = 5;
const mostIntervalSeconds = 60;
/** A code is typed by a person, off the screen (RFC 8628 6.1). */
const mostCodeLetters = 64;
/** What a provider says of itself is short: one that drips it keeps a person waiting. */
const foundWithinMs = 20_000;
/** A token that lives shorter would have us ask for nothing but tokens. */
const leastLifeMs = 60_000;

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

type Given = openid.TokenEndpointResponse & openid.TokenEndpointResponseHelpers;

/** Finds a provider by its issuer, within seconds. Over https alone, save on this computer itself. */
export async function findProvider(options: ProviderOptions, signal: AbortSignal): Promise<Result<Provider, Failure>> {
  const issuer = new URL(options.signIn.issuer);
  const isHere = isLoopback(issuer.hostname);
  if (issuer.protocol !== 'https:' && !(issuer.protocol === 'http:' && isHere)) {
    return fail(failureOf('SignInProviderInvalid', { host: issuer.hostname, reason: 'http' }));
  }
  const { clock, network } = options.world;
  const line = providerFetch(network, () => clock.now(), options.connectTo);
  const late = new AbortController();
  const cancelTimer = clock.after(foundWithinMs, () => late.abort());
  try {
    const within = askingWithin(line, AbortSignal.any([signal, late.signal]));
    return succeed(providerOver(await discoverProvider(issuer, options.signIn.clientId, within), options, line));
  } catch (error) {
    await line.close();
    return fail(failureOfSignIn(error, issuer.hostname, signal));
  } finally {
    cancelTimer();
  }
}

/** All of its questions end together, answered or not. */
function askingWithin(line: ProviderFetch, end: AbortSignal): ProviderFetch {
  const ending = (signal: AbortSignal | undefined) => (signal ? AbortSignal.any([signal, end]) : end);
  return { ...line, fetch: (url, options) => line.fetch(url, { ...options, signal: ending(options.signal) }) };
}

function providerOver(server: openid.ServerMetadata, options: ProviderOptions, line: ProviderFetch): Provider {
  const { signIn, world, clientSecret } = options;
  const issuer = new URL(signIn.issuer);
  const host = issuer.hostname;
  const configuration = configurationFor(server, issuer, { clientId: signIn.clientId, clientSecret }, line);
  const asked = {
    scope: scopeOf(signIn, server),
    ...(signIn.audience ? { audience: signIn.audience } : {}),
  };
  const grant = async (act: () => Promise<Given>, before?: Tokens, signal?: AbortSignal) => {
    try {
      const given = await act();
      const now = world.clock.now();
      // A renewal has spent the old refresh token: what came for it is kept, whatever o'clock its ID token thinks it is.
      const isHeld = before !== undefined || isTimely(given.claims(), now + (line.skewMs() ?? 0));
      return isHeld ? succeed(tokensOf(given, now, before)) : fail(invalid(host, 'clock'));
    } catch (error) {
      return fail(failureOfSignIn(error, host, signal));
    }
  };
  return {
    async beginCode(redirectUri, state) {
      if (!server.authorization_endpoint) return fail(invalid(host, 'flow'));
      const pkceCodeVerifier = openid.randomPKCECodeVerifier();
      const expectedNonce = asked.scope.split(' ').includes('openid') ? openid.randomNonce() : undefined;
      if (!isForBrowsers(server.authorization_endpoint, issuer)) return fail(invalid(host, 'address'));
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
        const shown = [begun.verification_uri, begun.verification_uri_complete ?? begun.verification_uri];
        if (!shown.every((address) => isForBrowsers(address, issuer))) return fail(invalid(host, 'address'));
        const paced = { ...begun, interval: intervalOf(begun.interval) };
        return succeed({
          userCode: shownText(begun.user_code.slice(0, mostCodeLetters)),
          url: begun.verification_uri,
          completeUrl: begun.verification_uri_complete,
          lifeMs: begun.expires_in * 1000,
          finish: (signal) =>
            grant(
              () => openid.pollDeviceAuthorizationGrant(configuration, paced, undefined, { signal }),
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

/** An address that a person is sent to: over https, or on this computer where the provider itself is. */
function isForBrowsers(address: string, issuer: URL): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && issuer.protocol === 'http:' && isLoopback(hostname));
}

const invalid = (host: string, reason: string): Failure => failureOf('SignInProviderInvalid', { host, reason });

function intervalOf(seconds = usualIntervalSeconds): number {
  return Math.min(Math.max(seconds, leastIntervalSeconds), mostIntervalSeconds);
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
    ...(given.expires_in && given.expires_in > 0 ? { lifeMs: Math.max(given.expires_in * 1000, leastLifeMs) } : {}),
  };
}
