import { fail, type Result, succeed } from '#shared/base/result.ts';
import type { ArchiveDraft } from '#shared/contract/archives.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';

export type SignIn = ArchiveDraft['signIn'];
export type SignInHeaders = Readonly<Record<string, string>>;

/**
 * Signs requests to one archive in. The headers go to the archive's own origin and nowhere else (F14); whoever holds
 * them learns here what the archive thought of them.
 */
export interface Credentials {
  /** Waits while the sign-in is being renewed; `Cancelled` when the signal ends the wait. */
  headers(signal?: AbortSignal): Promise<Result<SignInHeaders, Failure>>;
  /** The archive answered 401 to these. Others to try instead; undefined when there are none. */
  renewed(refused: SignInHeaders, signal?: AbortSignal): Promise<Result<SignInHeaders | undefined, Failure>>;
  /** The archive took these. */
  accepted?(headers: SignInHeaders): void;
}

/** A password or a token that does not change. */
export function fixedCredentials(signIn: SignIn, secret: string | undefined): Credentials {
  const headers = signInHeaders(signIn, secret);
  return {
    headers: () => Promise.resolve(headers),
    renewed: () => Promise.resolve(succeed(undefined)),
  };
}

function signInHeaders(signIn: SignIn, secret: string | undefined): Result<SignInHeaders, Failure> {
  switch (signIn.kind) {
    case 'none':
      return succeed({});
    case 'basic': {
      // RFC 7617: UTF-8 is what servers that say anything expect.
      const pair = Buffer.from(`${signIn.username}:${secret ?? ''}`, 'utf8').toString('base64');
      return succeed({ authorization: `Basic ${pair}` });
    }
    case 'bearer':
      // A token pasted with a line end must not become a header of its own.
      return succeed(secret ? { authorization: `Bearer ${secret.replace(/[^\x21-\x7e]/g, '')}` } : {});
    case 'oidc':
      // Whoever signs in this way brings credentials of their own; without them nobody has signed in.
      return fail(failureOf('ArchiveSignInNeeded'));
  }
}
